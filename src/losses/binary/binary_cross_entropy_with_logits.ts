/**
 * Binary cross entropy of logits.
 *
 * @module
 */
import {
  countOfTerms,
  expOfMinus,
  log1pOfUnit,
  namedGradients,
  numberOf,
  type PairOutput,
  pairOutput,
  predAndTarget,
  ratio,
  softplus,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";

/** Parameters of {@linkcode binaryCrossEntropyWithLogits}. */
export interface LogitOptions {
  /** q: the weight of the positive part, repeated: of all, each class, or each element; `null` = 1. */
  readonly posWeight: Float64Array | null;
  /** a in [0, 1]: targets become t' = t (1 − a) + a/2. */
  readonly labelSmoothing: number;
}

/**
 * Binary cross entropy at p = σ(x), value and gradients, exact for every finite x:
 *
 *     ℓ = (1 − t') softplus(x) + q t' softplus(−x)
 *     ∂ℓ/∂x = (1 − t') σ(x) − q t' σ(−x)
 *     ∂ℓ/∂t = (1 − a) (q softplus(−x) − softplus(x))        = −x (1 − a) at q = 1
 *
 * Stable form: σ(±x) and softplus(±x) share e = e^−|x| and log1p(e); 1 − t' is taken from 1 − t.
 *
 * @param x logits
 * @param t as many targets in [0, 1]
 * @param options positive weight and label smoothing
 * @param out receives ℓ, ∂ℓ/∂x and ∂ℓ/∂t, element by element
 *
 * @example
 * ```ts
 * import { binaryCrossEntropyWithLogits } from "./binary_cross_entropy_with_logits.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(2), gradient: new Float64Array(2), targetGradient: null };
 * const options = { posWeight: null, labelSmoothing: 0 };
 * binaryCrossEntropyWithLogits(Float64Array.of(0, -1e308), Float64Array.of(1, 1), options, out);
 * assertEquals(out.value, Float64Array.of(Math.LN2, 1e308));
 * assertEquals(out.gradient, Float64Array.of(-0.5, -1));
 * ```
 */
export function binaryCrossEntropyWithLogits(
  x: Float64Array,
  t: Float64Array,
  { posWeight, labelSmoothing: a }: LogitOptions,
  { value, gradient, targetGradient }: PairOutput,
): void {
  const period = posWeight?.length ?? 1;
  const keep = 1 - a;
  for (let i = 0; i < x.length; i++) {
    const xi = x[i];
    const q = posWeight ? posWeight[i % period] : 1;
    const positive = t[i] * keep + 0.5 * a;
    const negative = (1 - t[i]) * keep + 0.5 * a;
    const e = expOfMinus(Math.abs(xi));
    const tail = log1pOfUnit(e);
    // The larger of σ(x), σ(−x) is 1/(1 + e), the smaller e/(1 + e).
    const large = 1 / (1 + e);
    const small = e * large;
    if (xi > 0) {
      value[i] = negative * (xi + tail) + q * (positive * tail);
      if (gradient) gradient[i] = negative * large - q * (positive * small);
    } else {
      value[i] = negative * tail + q * (positive * (tail - xi));
      if (gradient) gradient[i] = negative * small - q * (positive * large);
    }
    // softplus(x) = softplus(−x) + x removes the part of q softplus(−x) − softplus(x) that cancels.
    if (targetGradient) {
      targetGradient[i] = keep * (q - 1) * tail - keep * (xi > 0 ? 1 : q) * xi;
    }
  }
}

/** One term times a quotient, finite wherever that is. */
export function scaledLogitTerm(
  x: number,
  t: number,
  q: number,
  labelSmoothing: number,
  numerators: readonly number[],
  denominators: readonly number[],
): number {
  const keep = 1 - labelSmoothing;
  const positive = t * keep + 0.5 * labelSmoothing;
  const negative = (1 - t) * keep + 0.5 * labelSmoothing;
  return ratio([negative, softplus(x), ...numerators], denominators) +
    ratio([q, positive, softplus(-x), ...numerators], denominators);
}

/** The derivative of one term by its target, times a quotient, finite wherever that is. */
export function scaledTargetSlope(
  x: number,
  q: number,
  labelSmoothing: number,
  numerators: readonly number[],
  denominators: readonly number[],
): number {
  const keep = 1 - labelSmoothing;
  const tail = softplus(-Math.abs(x));
  return ratio([keep, q - 1, tail, ...numerators], denominators) -
    ratio([keep, x > 0 ? 1 : q, x, ...numerators], denominators);
}

/** Binary cross entropy of logits in the reference, whatever their shape. */
export const logitCrossEntropy: Kernel = {
  denominators: { mean: countOfTerms },
  terms(operands, gradients) {
    const { pred, target } = predAndTarget(operands);
    const posWeight = operands.floats.pos_weight ?? null;
    const labelSmoothing = numberOf(operands, "label_smoothing");
    const out = pairOutput(pred.length, gradients);
    binaryCrossEntropyWithLogits(pred, target, { posWeight, labelSmoothing }, out);
    const q = (i: number) => posWeight ? posWeight[i % posWeight.length] : 1;
    return {
      value: out.value,
      gradients: namedGradients(out.gradient, out.targetGradient),
      scaled: (i, over, under) =>
        scaledLogitTerm(pred[i], target[i], q(i), labelSmoothing, over, under),
      scaledGradients: {
        target: (i, over, under) => scaledTargetSlope(pred[i], q(i), labelSmoothing, over, under),
      },
    };
  },
};
