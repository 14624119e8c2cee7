/**
 * Class-balanced losses: any loss of classes, with weights by how many samples each class has.
 *
 * @module
 */

/**
 * The weights of class-balanced losses: 1 over the effective number of samples of each class,
 *
 *     w_c = (1 − β)/(1 − β^n_c)
 *
 * which is 1 at β = 0 and tends to 1/n_c at β = 1. They are given as `class_weight` to any loss that has one.
 * 1 − β^n is taken as −expm1(n log β), which loses no digits where β is next to 1.
 *
 * Source: arXiv:1901.05555, eq. 2; there, weights are scaled so that they sum to the number of classes.
 *
 * @param counts n_c ≥ 1, how many samples each class has
 * @param beta β in [0, 1)
 * @returns w_c, one a class
 * @throws {RangeError} where a count is below 1 or not finite, or β is out of its range
 *
 * @example
 * ```ts
 * import { classBalancedWeights } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(classBalancedWeights([1, 2], 0.5), Float64Array.of(1, 2 / 3));
 * ```
 */
export function classBalancedWeights(counts: ArrayLike<number>, beta: number): Float64Array {
  if (!(beta >= 0 && beta < 1)) {
    throw new RangeError(
      `Cannot balance classes: beta must be at least 0 and below 1, got ${beta}`,
    );
  }
  return Float64Array.from(counts, (count, c) => {
    if (!(count >= 1 && count < Infinity)) {
      throw new RangeError(
        `Cannot balance classes: counts[${c}] must be finite and at least 1, got ${count}`,
      );
    }
    return (1 - beta) / -Math.expm1(count * Math.log(beta));
  });
}
