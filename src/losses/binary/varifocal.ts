/**
 * Varifocal loss of logits.
 *
 * @module
 */
import {
  avgFactorOr,
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

/** Parameters of {@linkcode varifocalLoss}. */
export interface VarifocalOptions {
  /** α ≥ 0: the weight of negatives. */
  readonly alpha: number;
  /** γ ≥ 0: how strongly easy negatives are played down. */
  readonly gamma: number;
  /** Whether a positive is weighted by its quality. */
  readonly isIouWeighted: boolean;
}

/**
 * Varifocal loss at p = σ(x), value and gradient:
 *
 *     q > 0:  ℓ = m BCE(x, q),       ∂ℓ/∂x = m ((1 − q) σ(x) − q σ(−x)),   m = q, or 1
 *     q = 0:  ℓ = α p^γ softplus(x), ∂ℓ/∂x = α p^γ (γ σ(−x) softplus(x) + p)
 *
 * Stable form: p − q as two products, softplus in place of logarithms of p, and p^γ in place of
 * γ p^(γ−1), so nothing is infinite at γ < 1.
 *
 * Sources: arXiv:2008.13367 eq. 2; mmdet/models/losses/varifocal_loss.py.
 *
 * @param x logits
 * @param q as many qualities in [0, 1]; 0: a negative
 * @param options α, γ and what m is
 * @param out receives ℓ and ∂ℓ/∂x, element by element
 *
 * @example
 * ```ts
 * import { varifocalLoss } from "./varifocal.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(2), gradient: new Float64Array(2) };
 * const options = { alpha: 0.75, gamma: 2, isIouWeighted: true };
 * varifocalLoss(Float64Array.of(0, 0), Float64Array.of(0.75, 0), options, out);
 * assertEquals(out.value, Float64Array.of(0.75 * Math.LN2, 0.1875 * Math.LN2));
 * assertEquals(out.gradient[0], -0.1875);
 * ```
 */
export function varifocalLoss(
  x: Float64Array,
  q: Float64Array,
  options: VarifocalOptions,
  { value, gradient }: LossOutput,
): void {
  for (let i = 0; i < x.length; i++) {
    value[i] = productOf(valueFactors(x[i], q[i], options));
    if (gradient) gradient[i] = productOf(slopeFactors(x[i], q[i], options));
  }
}

/** Factors of ℓ, each of them a float64. */
function valueFactors(x: number, q: number, options: VarifocalOptions): readonly number[] {
  if (q === 0) return [options.alpha, modulation(x, options.gamma), softplus(x)];
  const entropy = q * softplus(-x) + (1 - q) * softplus(x);
  return options.isIouWeighted ? [q, entropy] : [entropy];
}

/** Factors of ∂ℓ/∂x. */
function slopeFactors(x: number, q: number, options: VarifocalOptions): readonly number[] {
  const p = sigmoid(x);
  if (q === 0) {
    const { alpha, gamma } = options;
    return [alpha, modulation(x, gamma), gamma * (sigmoid(-x) * softplus(x)) + p];
  }
  const distance = (1 - q) * p - q * sigmoid(-x);
  return options.isIouWeighted ? [q, distance] : [distance];
}

/** p^γ with p = σ(x): near p = 1 by its logarithm, lest γ amplify the rounding of p. */
function modulation(x: number, gamma: number): number {
  return x < 0 ? sigmoid(x) ** gamma : Math.exp(-gamma * softplus(-x));
}

function productOf(factors: readonly number[]): number {
  return factors.reduce((product, factor) => product * factor, 1);
}

/** Varifocal loss in the reference; a large α may take a term beyond float64, and a weight brings it back. */
export const varifocal: Kernel = {
  denominators: {
    mean: (operands) => avgFactorOr(operands, () => countOfTerms(operands)[0]),
  },
  terms(operands, gradients) {
    const { pred, target } = predAndTarget(operands);
    const options = {
      alpha: numberOf(operands, "alpha"),
      gamma: numberOf(operands, "gamma"),
      isIouWeighted: numberOf(operands, "iou_weighted") === 1,
    };
    const out = termOutput(pred.length, gradients);
    varifocalLoss(pred, target, options, out);
    return {
      value: out.value,
      gradients: namedGradients(out.gradient, null),
      scaled: (i, over, under) =>
        ratio([...valueFactors(pred[i], target[i], options), ...over], under),
      scaledGradients: {
        pred: (i, over, under) =>
          ratio([...slopeFactors(pred[i], target[i], options), ...over], under),
      },
    };
  },
};
