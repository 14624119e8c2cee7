/**
 * Compensated summation.
 *
 * @module
 */

/**
 * The sum of an array, compensated after Neumaier (ZAMM 54, 1974).
 *
 * The error is about one ulp of the result plus length·u² of Σ|values|.
 *
 * @param values the summands
 * @returns their sum; NaN when a value is NaN
 *
 * @example
 * ```ts
 * import { sum } from "./sum.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sum([1, 1e100, 1, -1e100]), 2);
 * ```
 */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const x = values[i];
    const next = total + x;
    lost += Math.abs(total) >= Math.abs(x) ? (total - next) + x : (x - next) + total;
    total = next;
  }
  return Number.isFinite(total) ? total + lost : total;
}

/**
 * The compensated sum of a function's values at 0, 1, …, length − 1.
 *
 * @param length how many values
 * @param value the value at an index
 * @returns their sum; NaN when a value is NaN
 */
export function sumOf(length: number, value: (index: number) => number): number {
  const values = new Float64Array(length);
  for (let i = 0; i < length; i++) values[i] = value(i);
  return sum(values);
}
