/**
 * What the losses of pairs have in common.
 *
 * @module
 */
import type { Frame } from "./frame.ts";
import type { Terms } from "./terms.ts";
import type { Operators } from "./operators.ts";
import type { Bool, Float, Int } from "./value.ts";

/** The gradients of a loss of pred − target: the second is the first, negated. */
export function oddGradients(o: Operators, slope: Float): Terms["gradients"] {
  return { pred: slope, target: o.neg(slope, "minus_slope") };
}

/**
 * |d| of d = pred − target, or half of it where d leaves the format: by the halves of both, which are exact
 * as they are large.
 */
export function distanceInRange(
  { o, number, largest }: Frame,
  pred: Float,
  target: Float,
  d: Float,
): { readonly distance: Float; readonly isHalved: Bool } {
  const half = number(0.5);
  const halved = o.abs(o.sub(o.mul(half, pred), o.mul(half, target)), "half_distance");
  const whole = o.abs(d, "abs_d");
  const isHalved = o.greater(whole, largest(), "is_beyond");
  return { distance: o.where(isHalved, halved, whole, "size"), isHalved };
}

/** For a mean, the number of elements. */
export function divisorOfElements(
  { o, reduction }: Frame,
  pred: Float,
): Pick<Terms, "divisor" | "isCount"> {
  if (reduction !== "mean") return {};
  return { divisor: o.toFloat(pred, o.size(pred), "count"), isCount: true };
}

/** For a mean, `avg_factor`, or the number of elements where it is NaN. */
export function avgFactorOrElements(frame: Frame, pred: Float): Pick<Terms, "divisor"> {
  const { divisor: count } = divisorOfElements(frame, pred);
  if (count === undefined) return {};
  const given = frame.float("avg_factor");
  return { divisor: frame.o.where(frame.o.isNaN(given), count, given, "divisor") };
}

/** How many weights are > 0. */
export function countOfPositive({ o, number }: Frame, weight: Float): Int {
  return o.count(o.greater(weight, number(0)), "positives");
}
