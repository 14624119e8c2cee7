/**
 * Squared error: ℓ = d², d = pred − target.
 *
 * @module
 */
import {
  countOfTerms,
  type LossOutput,
  oddTerms,
  predAndTarget,
  ratio,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";

/**
 * Squared error, value and gradient: ℓ = d², ∂ℓ/∂pred = 2 d, ∂ℓ/∂target = −2 d.
 *
 * Source: mmdet/models/losses/mse_loss.py; there is no half.
 *
 * @param pred predictions
 * @param target as many targets
 * @param out receives ℓ and ∂ℓ/∂pred, element by element
 *
 * @example
 * ```ts
 * import { mseLoss } from "./mse.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(2), gradient: new Float64Array(2) };
 * mseLoss(Float64Array.of(3, 0.5), Float64Array.of(1, 1), out);
 * assertEquals(out.value, Float64Array.of(4, 0.25));
 * assertEquals(out.gradient, Float64Array.of(4, -1));
 * ```
 */
export function mseLoss(
  pred: Float64Array,
  target: Float64Array,
  { value, gradient }: LossOutput,
): void {
  for (let i = 0; i < pred.length; i++) {
    const d = pred[i] - target[i];
    value[i] = d * d;
    if (gradient) gradient[i] = 2 * d;
  }
}

/** Factors of d: its half and 2 where d itself is beyond float64. */
export function difference(pred: number, target: number): readonly number[] {
  const d = pred - target;
  return Math.abs(d) < Infinity ? [d] : [2, 0.5 * pred - 0.5 * target];
}

/** Squared error in the reference. */
export const mse: Kernel = {
  denominators: { mean: countOfTerms },
  terms(operands, gradients) {
    const { pred, target } = predAndTarget(operands);
    const d = (i: number) => difference(pred[i], target[i]);
    return {
      ...oddTerms(
        pred.length,
        gradients,
        (out) => mseLoss(pred, target, out),
        (i, over, under) => ratio([...d(i), ...d(i), ...over], under),
      ),
      scaledGradients: {
        pred: (i, over, under) => ratio([2, ...d(i), ...over], under),
        target: (i, over, under) => ratio([-2, ...d(i), ...over], under),
      },
    };
  },
};
