/**
 * Rows of a mask so faint that their squares underflow: a power of two in whose units they do not.
 *
 * @module
 */
import type { Frame } from "./frame.ts";
import type { Float } from "./value.ts";

/** From which size on which unit is right, by the format that the graph computes in. */
const units = {
  f64: [[2 ** -400, 2 ** 600], [2 ** -1000, 2 ** 1000]],
  f32: [[2 ** -40, 2 ** 60], [2 ** -100, 2 ** 120]],
} as const;

/**
 * What a row is multiplied by before it is squared: 1, but where neither its largest entry nor the root of
 * an epsilon reaches far enough above 0.
 *
 * @param frame where it is written down
 * @param size the largest entry of each row
 * @param eps what is added to the squares
 */
export function unitOfRows({ o, number, computing }: Frame, size: Float, eps: Float): Float {
  let unit = number(1);
  for (const [least, factor] of units[computing]) {
    const isFaint = o.and(
      o.less(size, number(least)),
      o.not(o.greater(eps, number(least * least))),
      "is_faint",
    );
    unit = o.where(isFaint, number(factor), unit, "unit");
  }
  return unit;
}

/** Below which sum of products both factors of each are lifted, and by what. */
const lifts = { f64: [2 ** -400, 2 ** 500], f32: [2 ** -40, 2 ** 60] } as const;

/**
 * What both factors of a product are multiplied by where the products of a row come to too little.
 *
 * @param frame where it is written down
 * @param total what they come to, for each row
 */
export function liftOfRows({ o, number, computing }: Frame, total: Float): Float {
  const [least, factor] = lifts[computing];
  return o.where(o.less(total, number(least)), number(factor), number(1), "lift");
}
