/**
 * Focal loss of logits with another first coefficient of its series.
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

/** Parameters of {@linkcode polyFocalLoss}. */
export interface PolyFocalOptions {
  /** ε: what is added to the first coefficient, 1, of the series in 1 − p. */
  readonly epsilon: number;
  /** γ ≥ 0: how strongly well-classified elements are played down. */
  readonly gamma: number;
  /** α in [0, 1]: the weight of positives, 1 − α that of negatives; `null` = no balancing. */
  readonly alpha: number | null;
}

/**
 * Poly focal loss at p = σ(x), n = σ(−x), value and gradient:
 *
 *     ℓ = a q^γ (BCE + ε q),   a = α t + (1 − α)(1 − t),   q = t n + (1 − t) p
 *     ∂ℓ/∂x = a q^γ (γ (q'/q)(BCE + ε q) + (1 − t) p (1 + ε n) − t n (1 + ε p))
 *     q'/q = −p at t = 1,   n at t = 0,   p n (1 − 2t)/q between
 *
 * Stable form: q'/q in place of γ q^(γ−1), so that nothing is infinite at γ < 1; 1 + ε n = p + (1 + ε) n,
 * which loses nothing at ε = −1.
 *
 * Sources: arXiv:2204.12511 eq. 8; timm/loss/poly_loss.py.
 *
 * @param x logits
 * @param t as many targets in [0, 1]
 * @param options ε, γ and α
 * @param out receives ℓ and ∂ℓ/∂x, element by element
 *
 * @example
 * ```ts
 * import { polyFocalLoss } from "./poly_focal.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(1), gradient: new Float64Array(1) };
 * polyFocalLoss(Float64Array.of(0), Float64Array.of(1), { epsilon: 2, gamma: 0, alpha: null }, out);
 * assertEquals(out.value, Float64Array.of(Math.LN2 + 1));
 * assertEquals(out.gradient, Float64Array.of(-1));
 * ```
 */
export function polyFocalLoss(
  x: Float64Array,
  t: Float64Array,
  options: PolyFocalOptions,
  { value, gradient }: LossOutput,
): void {
  const { epsilon, gamma } = options;
  for (let i = 0; i < x.length; i++) {
    const { modulation, half } = partsOf(x[i], t[i], options);
    value[i] = 2 * (modulation * half);
    if (!gradient) continue;
    const [p, n] = [sigmoid(x[i]), sigmoid(-x[i])];
    const own = (1 - t[i]) * p * (p + (1 + epsilon) * n) - t[i] * n * (n + (1 + epsilon) * p);
    const turn = 2 * gamma * (turnOf(p, n, t[i]) * half);
    gradient[i] = modulation * (turn + own);
  }
}

/** a q^γ, and (BCE + ε q)/2: in range where the whole is not. */
function partsOf(
  x: number,
  t: number,
  { epsilon, gamma, alpha }: PolyFocalOptions,
): { readonly modulation: number; readonly half: number } {
  const q = t * sigmoid(-x) + (1 - t) * sigmoid(x);
  const halfEntropy = 0.5 * t * softplus(-x) + 0.5 * (1 - t) * softplus(x);
  const balance = alpha === null ? 1 : alpha * t + (1 - alpha) * (1 - t);
  return {
    modulation: balance * power(x, t, q, gamma),
    half: halfEntropy + 0.5 * epsilon * q,
  };
}

/** q^γ: near q = 1 by its logarithm, lest γ amplify the rounding of q. */
function power(x: number, t: number, q: number, gamma: number): number {
  if (t === 1 && x < 0) return Math.exp(-gamma * softplus(x));
  if (t === 0 && x > 0) return Math.exp(-gamma * softplus(-x));
  return q ** gamma;
}

/** q'/q. */
function turnOf(p: number, n: number, t: number): number {
  if (t === 1) return -p;
  return t === 0 ? n : p * n * (1 - 2 * t) / (t * n + (1 - t) * p);
}

/** Poly focal loss in the reference. */
export const polyFocal: Kernel = {
  denominators: { mean: countOfTerms },
  terms(operands, gradients) {
    const { pred, target } = predAndTarget(operands);
    const options: PolyFocalOptions = {
      epsilon: numberOf(operands, "epsilon"),
      gamma: numberOf(operands, "gamma"),
      alpha: operands.params.alpha,
    };
    const out = termOutput(pred.length, gradients);
    polyFocalLoss(pred, target, options, out);
    return {
      value: out.value,
      gradients: namedGradients(out.gradient, null),
      scaled: (i, over, under) => {
        const { modulation, half } = partsOf(pred[i], target[i], options);
        return ratio([2, modulation, half, ...over], under);
      },
    };
  },
};
