/**
 * The pull of associative embedding: the two tags of an object are to be one.
 *
 * @module
 */
import {
  countOfTerms,
  type LossOutput,
  numberOf,
  oddTerms,
  predAndTarget,
  ratio,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";
import { difference } from "./mse.ts";

/**
 * Pull, value and gradient, with the difference d of an object's tags a and b, and m = (a + b)/2:
 *
 *     ℓ = w ((a − m)² + (b − m)²) = w d²/2        ∂ℓ/∂a = w d        ∂ℓ/∂b = −w d
 *
 * Sources: arXiv:1808.01244 eq. 4; mmdet/models/losses/ae_loss.py.
 *
 * @param a tags of top left corners
 * @param b as many of bottom right corners
 * @param weight w
 * @param out receives ℓ and ∂ℓ/∂a, object by object
 *
 * @example
 * ```ts
 * import { aePullLoss } from "./ae_pull.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(2), gradient: new Float64Array(2) };
 * aePullLoss(Float64Array.of(3, 0), Float64Array.of(1, 1), 0.5, out);
 * assertEquals(out.value, Float64Array.of(1, 0.25));
 * assertEquals(out.gradient, Float64Array.of(1, -0.5));
 * ```
 */
export function aePullLoss(
  a: Float64Array,
  b: Float64Array,
  weight: number,
  { value, gradient }: LossOutput,
): void {
  for (let i = 0; i < a.length; i++) {
    const d = difference(a[i], b[i]);
    value[i] = ratio([0.5, weight, ...d, ...d], []);
    if (gradient) gradient[i] = ratio([weight, ...d], []);
  }
}

/** The pull in the reference. */
export const aePull: Kernel = {
  denominators: { mean: countOfTerms },
  terms(operands, gradients) {
    const { pred, target } = predAndTarget(operands);
    const weight = numberOf(operands, "pull_weight");
    const d = (i: number) => difference(pred[i], target[i]);
    return {
      ...oddTerms(
        pred.length,
        gradients,
        (out) => aePullLoss(pred, target, weight, out),
        (i, over, under) => ratio([0.5, weight, ...d(i), ...d(i), ...over], under),
      ),
      scaledGradients: {
        pred: (i, over, under) => ratio([weight, ...d(i), ...over], under),
        target: (i, over, under) => ratio([-weight, ...d(i), ...over], under),
      },
    };
  },
};
