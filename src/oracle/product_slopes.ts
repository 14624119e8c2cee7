/**
 * The slopes of a product by its factors.
 *
 * @module
 */
import type { Factor } from "./field.ts";
import { type Column, hiOf, loOf } from "./interval_column.ts";

/** A factor, and the slot that it stands in. */
export interface SlotFactor extends Factor<Column> {
  readonly slot: number;
}

type Ends = readonly [number, number];
const one: Ends = [1, 1];

/** The product of two intervals. */
export function times([a, b]: Ends, [c, d]: Ends): Ends {
  if (a >= 0 && c >= 0) return [a * c, b * d];
  const [p, q, r, s] = [a * c, a * d, b * c, b * d];
  return [Math.min(p, q, r, s), Math.max(p, q, r, s)];
}

function inverted([lo, hi]: Ends): Ends {
  return lo > 0 || hi < 0 ? [1 / hi, 1 / lo] : [-Infinity, Infinity];
}

/**
 * Tells the slope of a product by each of its factors: the product of the others, and for what is divided by
 * -1/x² besides.
 *
 * @param factors the factors
 * @param row the element
 * @param tell takes a factor's slot, and the slope's ends
 */
export function productSlopes(
  factors: readonly SlotFactor[],
  row: number,
  tell: (slot: number, lo: number, hi: number) => void,
): void {
  const ends = factors.map(({ of, inverse }): Ends => {
    const own: Ends = [loOf(of, row), hiOf(of, row)];
    return inverse ? inverted(own) : own;
  });
  /** The products of the factors behind each. */
  const behind = new Array<Ends>(factors.length);
  let product = one;
  for (let k = factors.length - 1; k >= 0; k--) {
    behind[k] = product;
    product = times(product, ends[k]);
  }
  let before = one;
  factors.forEach(({ of, inverse, slot }, k) => {
    if (loOf(of, row) !== hiOf(of, row)) {
      const others = times(before, behind[k]);
      const [lo, hi] = inverse ? times(others, times(ends[k], ends[k])) : others;
      if (inverse) tell(slot, -hi, -lo);
      else tell(slot, lo, hi);
    }
    before = times(before, ends[k]);
  });
}
