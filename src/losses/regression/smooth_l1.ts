/**
 * Smooth L1 loss of Fast R-CNN: a parabola within β of the target, a line beyond it.
 *
 * @module
 */
import {
  avgFactorOr,
  countOfPositiveWeights,
  countOfTerms,
  type LossOutput,
  numberOf,
  oddTerms,
  predAndTarget,
  ratio,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";

/**
 * Smooth L1 loss, value and gradient, with a = |d|, d = pred − target:
 *
 *     ℓ = ½ d²/β where a < β, else a − ½ β        ∂ℓ/∂pred = d/β where a < β, else sign d
 *
 * and ∂ℓ/∂target = −∂ℓ/∂pred. Stable form: ½ d·(d/β), since |d/β| < 1 where it is used.
 *
 * Sources: arXiv:1504.08083 eq. 3 (β = 1); mmdet/core/loss/losses.py (β free).
 *
 * @param pred predictions
 * @param target as many targets
 * @param options `beta` > 0
 * @param out receives ℓ and ∂ℓ/∂pred, element by element
 *
 * @example
 * ```ts
 * import { smoothL1Loss } from "./smooth_l1.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(2), gradient: new Float64Array(2) };
 * smoothL1Loss(Float64Array.of(0.5, 3), Float64Array.of(0, 0), { beta: 1 }, out);
 * assertEquals(out.value, Float64Array.of(0.125, 2.5));
 * assertEquals(out.gradient, Float64Array.of(0.5, 1));
 * ```
 */
export function smoothL1Loss(
  pred: Float64Array,
  target: Float64Array,
  { beta }: { readonly beta: number },
  { value, gradient }: LossOutput,
): void {
  for (let i = 0; i < pred.length; i++) {
    const d = pred[i] - target[i];
    const a = Math.abs(d);
    if (a < beta) {
      value[i] = 0.5 * (d * (d / beta));
      if (gradient) gradient[i] = d / beta;
    } else {
      value[i] = a < Infinity ? a - 0.5 * beta : 2 * halfLine(pred[i], target[i], beta);
      if (gradient) gradient[i] = Math.sign(d);
    }
  }
}

/** ½(a − ½ β): finite where a itself is not. */
function halfLine(pred: number, target: number, beta: number): number {
  return Math.abs(0.5 * pred - 0.5 * target) - 0.25 * beta;
}

/** One smooth L1 term times a quotient, finite wherever that is. */
export function scaledSmoothL1(
  pred: number,
  target: number,
  beta: number,
  numerators: readonly number[],
  denominators: readonly number[],
): number {
  const a = Math.abs(pred - target);
  return a < beta
    ? ratio([0.5, a, a, ...numerators], [beta, ...denominators])
    : ratio([2, halfLine(pred, target, beta), ...numerators], denominators);
}

/** Smooth L1 in the reference. */
export const smoothL1: Kernel = {
  denominators: { mean: countOfTerms },
  terms(operands, gradients) {
    const { pred, target } = predAndTarget(operands);
    const beta = numberOf(operands, "beta");
    return oddTerms(
      pred.length,
      gradients,
      (out) => smoothL1Loss(pred, target, { beta }, out),
      (i, over, under) => scaledSmoothL1(pred[i], target[i], beta, over, under),
    );
  },
};

/** Its weighted sum over `avg_factor`, or over count(w > 0) + 1e-6. */
export const weightedSmoothL1: Kernel = {
  ...smoothL1,
  denominators: {
    mean: (operands) => avgFactorOr(operands, () => countOfPositiveWeights(operands) + 1e-6),
  },
};
