/**
 * Binary cross entropy of logits with smoothed targets.
 *
 * @module
 */
import {
  countOfTerms,
  type LossOutput,
  namedGradients,
  numberOf,
  predAndTarget,
  ratio,
  sigmoid,
  softplus,
  termOutput,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";

/** Parameters of {@linkcode smoothedBinaryCrossEntropy}. */
export interface SmoothingOptions {
  /** a in [0, 1): the share of the target that is spread. */
  readonly smoothing: number;
  /** C ≥ 1: over how many classes. */
  readonly classes: number;
  /** Whether the share goes to the opposite target instead. */
  readonly flip: boolean;
}

/**
 * Binary cross entropy with smoothed targets at p = σ(x), value and gradient:
 *
 *     ℓ = T softplus(−x) + F softplus(x)        ∂ℓ/∂x = F σ(x) − T σ(−x)
 *     T = t (1 − a) + a/C,   F = (1 − t)(1 − a) + a (C − 1)/C
 *
 * Flipped, the share of T is (1 − t) a, that of F is t a. Stable form: F is a sum of its own, not 1 − T.
 *
 * Sources: arXiv:1512.00567 section 7; timm/loss/binary_cross_entropy.py.
 *
 * @param x logits
 * @param t as many targets in [0, 1]
 * @param options how targets are smoothed
 * @param out receives ℓ and ∂ℓ/∂x, element by element
 *
 * @example
 * ```ts
 * import { smoothedBinaryCrossEntropy } from "./smoothed_bce.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(1), gradient: new Float64Array(1) };
 * const options = { smoothing: 0.5, classes: 2, flip: false };
 * smoothedBinaryCrossEntropy(Float64Array.of(0), Float64Array.of(1), options, out);
 * assertEquals(out.value, Float64Array.of(Math.LN2));
 * assertEquals(out.gradient, Float64Array.of(-0.25));
 * ```
 */
export function smoothedBinaryCrossEntropy(
  x: Float64Array,
  t: Float64Array,
  options: SmoothingOptions,
  { value, gradient }: LossOutput,
): void {
  for (let i = 0; i < x.length; i++) {
    const { positive, negative } = smoothed(t[i], options);
    value[i] = positive * softplus(-x[i]) + negative * softplus(x[i]);
    if (gradient) gradient[i] = negative * sigmoid(x[i]) - positive * sigmoid(-x[i]);
  }
}

/** T and F. */
function smoothed(
  t: number,
  { smoothing: a, classes, flip }: SmoothingOptions,
): { readonly positive: number; readonly negative: number } {
  const [toPositive, toNegative] = flip
    ? [(1 - t) * a, t * a]
    : [a / classes, a * ((classes - 1) / classes)];
  return { positive: t * (1 - a) + toPositive, negative: (1 - t) * (1 - a) + toNegative };
}

/** Smoothed binary cross entropy in the reference; its terms are at most |x| + log 2. */
export const smoothedBce: Kernel = {
  denominators: { mean: countOfTerms },
  terms(operands, gradients) {
    const { pred, target } = predAndTarget(operands);
    const options: SmoothingOptions = {
      smoothing: numberOf(operands, "smoothing"),
      classes: numberOf(operands, "classes"),
      flip: numberOf(operands, "flip") === 1,
    };
    const out = termOutput(pred.length, gradients);
    smoothedBinaryCrossEntropy(pred, target, options, out);
    return {
      value: out.value,
      gradients: namedGradients(out.gradient, null),
      scaled: (i, over, under) => ratio([out.value[i], ...over], under),
    };
  },
};
