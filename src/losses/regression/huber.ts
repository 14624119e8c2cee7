/**
 * Huber loss: δ times the smooth L1 loss with β = δ.
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

/**
 * Huber loss, value and gradient, with a = |d|, d = pred − target:
 *
 *     ℓ = ½ d² where a ≤ δ, else δ (a − ½ δ)        ∂ℓ/∂pred = d where a ≤ δ, else δ sign d
 *
 * and ∂ℓ/∂target = −∂ℓ/∂pred. Source: P. J. Huber, Ann. Math. Statist. 35 (1964), p. 74.
 *
 * @param pred predictions
 * @param target as many targets
 * @param options `delta` > 0
 * @param out receives ℓ and ∂ℓ/∂pred, element by element
 *
 * @example
 * ```ts
 * import { huberLoss } from "./huber.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(2), gradient: new Float64Array(2) };
 * huberLoss(Float64Array.of(0.5, 3), Float64Array.of(0, 0), { delta: 2 }, out);
 * assertEquals(out.value, Float64Array.of(0.125, 4));
 * assertEquals(out.gradient, Float64Array.of(0.5, 2));
 * ```
 */
export function huberLoss(
  pred: Float64Array,
  target: Float64Array,
  { delta }: { readonly delta: number },
  { value, gradient }: LossOutput,
): void {
  for (let i = 0; i < pred.length; i++) {
    const d = pred[i] - target[i];
    const a = Math.abs(d);
    if (a <= delta) {
      value[i] = 0.5 * a * a;
      if (gradient) gradient[i] = d;
    } else {
      value[i] = a < Infinity
        ? delta * (a - 0.5 * delta)
        : delta * halfLine(pred[i], target[i], delta) * 2;
      if (gradient) gradient[i] = delta * Math.sign(d);
    }
  }
}

/** ½(a − ½ δ): finite where a itself is not. */
function halfLine(pred: number, target: number, delta: number): number {
  return Math.abs(0.5 * pred - 0.5 * target) - 0.25 * delta;
}

/** One Huber term times a quotient, finite wherever that is. */
export function scaledHuber(
  pred: number,
  target: number,
  delta: number,
  numerators: readonly number[],
  denominators: readonly number[],
): number {
  const a = Math.abs(pred - target);
  return a <= delta
    ? ratio([0.5, a, a, ...numerators], denominators)
    : ratio([2, delta, halfLine(pred, target, delta), ...numerators], denominators);
}

/** Huber in the reference. */
export const huber: Kernel = {
  denominators: { mean: countOfTerms },
  terms(operands, gradients) {
    const { pred, target } = predAndTarget(operands);
    const delta = numberOf(operands, "delta");
    return oddTerms(
      pred.length,
      gradients,
      (out) => huberLoss(pred, target, { delta }, out),
      (i, over, under) => scaledHuber(pred[i], target[i], delta, over, under),
    );
  },
};
