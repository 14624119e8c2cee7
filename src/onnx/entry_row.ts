/**
 * What the losses of rows of entries have in common: predictions and targets [N, P], a term for each row.
 *
 * @module
 */
import { nonEmpty, withFactorChecked } from "./checked.ts";
import type { Frame } from "./frame.ts";
import type { Terms } from "./terms.ts";
import type { Float, Int } from "./value.ts";

/** Predictions and targets, row by row. */
export interface EntryRows {
  readonly pred: Float;
  /** As many targets as predictions, checked. */
  readonly target: Float;
  /** The terms' shape, [N], checked. */
  readonly rows: Int;
}

/**
 * Reads `pred` and `target` of one shape [N, P], at least one element.
 *
 * @param frame where it is written down
 * @param unit inputs that must lie in [0, 1]; NaN is let through
 */
export function entryRows(frame: Frame, unit: readonly ("pred" | "target")[]): EntryRows {
  const { o, number } = frame;
  const given = { pred: frame.float("pred"), target: frame.float("target") };
  const own = o.shape(given.pred, "shape");
  const differs = o.any(o.not(o.equalInts(own, o.shape(given.target))), "differs");
  let shape = o.require(
    nonEmpty(frame, own, given.pred),
    o.not(differs),
    "target must have the shape of pred",
  );
  for (const name of unit) {
    const outside = o.or(
      o.less(o.reduceMin(given[name]), number(0)),
      o.greater(o.reduceMax(given[name]), number(1)),
    );
    shape = o.require(shape, o.not(outside), `${name} must lie in [0, 1]`);
  }
  return {
    pred: given.pred,
    target: o.reshape(given.target, shape, "t"),
    rows: o.pick(shape, frame.integers([0]), "rows"),
  };
}

/** Σ over the entries of each row, an axis of length 1. */
export function rowSum({ o }: Frame, x: Float, name?: string): Float {
  return o.sum(x, [1], name);
}

/** A weight of each row, or one of all. */
export function optionalRowWeight({ o, float, integers }: Frame, name: string, rows: Int): Float {
  const weight = float(name);
  const length = o.size(weight);
  const fits = o.or(o.equalInts(length, rows), o.equalInts(length, integers(1)));
  const shape = o.require(o.shape(weight), o.any(fits), `${name} must have the rows of pred, or 1`);
  return o.reshape(weight, shape, `${name}_checked`);
}

/** For a mean, the number of rows. */
export function divisorOfRowCount(
  { o, reduction }: Frame,
  like: Float,
  rows: Int,
): Pick<Terms, "divisor" | "isCount"> {
  if (reduction !== "mean") return {};
  return { divisor: o.toFloat(like, o.squeeze(rows, [0]), "count"), isCount: true };
}

/** For a mean, `avg_factor`, or the number of rows where it is NaN. */
function avgFactorOrRows(frame: Frame, like: Float, rows: Int): Pick<Terms, "divisor"> {
  const { divisor: count } = divisorOfRowCount(frame, like, rows);
  if (count === undefined) return {};
  const given = frame.float("avg_factor");
  return { divisor: frame.o.where(frame.o.isNaN(given), count, given, "divisor") };
}

/**
 * The terms of rows with an optional weight and `avg_factor`.
 *
 * @param frame where it is written down
 * @param rows their shape
 * @param terms values [N, 1] and slopes [N, P]
 */
export function weightedRows(
  frame: Frame,
  rows: Int,
  { value, ...others }: Pick<Terms, "value" | "factor" | "gradients">,
): Terms {
  const term = frame.o.squeeze(value, [1], "term");
  return {
    value: term,
    ...others,
    ...avgFactorOrRows(frame, term, rows),
    weight: withFactorChecked(frame, optionalRowWeight(frame, "weight", rows)),
    shape: rows,
  };
}
