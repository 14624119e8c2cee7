/**
 * What the losses of pairs have in common.
 *
 * @module
 */
import type { Frame } from "./frame.ts";
import type { Terms } from "./terms.ts";
import type { Operators } from "./operators.ts";
import type { Float, Int } from "./value.ts";

/** The gradients of a loss of pred − target: the second is the first, negated. */
export function oddGradients(o: Operators, slope: Float): Terms["gradients"] {
  return { pred: slope, target: o.neg(slope, "minus_slope") };
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
