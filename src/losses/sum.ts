/**
 * Compensated summation.
 *
 * @module
 */

/**
 * The sum of the first `length` values of a function, compensated after Neumaier (ZAMM 54, 1974).
 *
 * The error is about one ulp of the result plus length·u² of Σ|values|.
 *
 * @param length how many values
 * @param value the value at an index
 * @returns the sum; NaN when a value is NaN
 */
export function sumOf(length: number, value: (index: number) => number): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < length; i++) {
    const x = value(i);
    const next = sum + x;
    lost += Math.abs(sum) >= Math.abs(x) ? (sum - next) + x : (x - next) + sum;
    sum = next;
  }
  return Number.isFinite(sum) ? sum + lost : sum;
}

/**
 * The compensated sum of an array.
 *
 * @param values the summands
 * @returns their sum, about as exact as one rounding; NaN when a value is NaN
 *
 * @example
 * ```ts
 * import { sum } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sum([1, 1e100, 1, -1e100]), 2);
 * ```
 */
export function sum(values: ArrayLike<number>): number {
  return sumOf(values.length, (i) => values[i]);
}
