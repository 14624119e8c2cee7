/**
 * The areas of two boxes, and what is alone in them.
 *
 * @module
 */
import { Wide } from "../../reference/internal.ts";
import { areApart, type BoxPair } from "./span.ts";

/** Areas of a pair of boxes. */
export interface Areas {
  readonly pred: Wide;
  readonly target: Wide;
  /** 0 where the boxes are apart. */
  readonly common: Wide;
  /** What only one covers: a sum of four products, none of which is taken from another. */
  readonly apart: Wide;
  readonly union: Wide;
}

/** The areas of a pair of boxes. */
export function areasOf(pair: BoxPair): Areas {
  const { x, y } = pair;
  const pred = x.pred.times(y.pred);
  const target = x.target.times(y.target);
  if (areApart(pair)) {
    const both = pred.plus(target);
    return { pred, target, common: Wide.zero, apart: both, union: both };
  }
  const common = x.common.times(y.common);
  const apart = Wide.sum([
    x.beyond.times(y.pred),
    x.common.times(y.beyond),
    x.missed.times(y.target),
    x.common.times(y.missed),
  ]);
  return { pred, target, common, apart, union: common.plus(apart) };
}
