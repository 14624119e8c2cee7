/**
 * L1 loss: ℓ = |d|, d = pred − target.
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
 * L1 loss, value and gradient: ℓ = |d|, ∂ℓ/∂pred = sign d (0 at d = 0), ∂ℓ/∂target = −∂ℓ/∂pred.
 *
 * @param pred predictions
 * @param target as many targets
 * @param out receives ℓ and ∂ℓ/∂pred, element by element
 *
 * @example
 * ```ts
 * import { l1Loss } from "./l1.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(2), gradient: new Float64Array(2) };
 * l1Loss(Float64Array.of(3, 1), Float64Array.of(1, 1), out);
 * assertEquals(out.value, Float64Array.of(2, 0));
 * assertEquals(out.gradient, Float64Array.of(1, 0));
 * ```
 */
export function l1Loss(pred: Float64Array, target: Float64Array, out: LossOutput): void {
  const { value, gradient } = out;
  for (let i = 0; i < pred.length; i++) {
    const d = pred[i] - target[i];
    value[i] = Math.abs(d);
    if (gradient) gradient[i] = Math.sign(d);
  }
}

/** One L1 term times a quotient, finite wherever that is: |d|/2 never overflows where |d| does. */
export function scaledL1(
  pred: number,
  target: number,
  numerators: readonly number[],
  denominators: readonly number[],
): number {
  const d = Math.abs(pred - target);
  const factors = d < Infinity ? [d] : [Math.abs(0.5 * pred - 0.5 * target), 2];
  return ratio([...factors, ...numerators], denominators);
}

/** L1 in the reference. */
export const l1: Kernel = {
  denominators: { mean: countOfTerms },
  terms(operands, gradients) {
    const { pred, target } = predAndTarget(operands);
    return oddTerms(
      pred.length,
      gradients,
      (out) => l1Loss(pred, target, out),
      (i, over, under) => scaledL1(pred[i], target[i], over, under),
    );
  },
};
