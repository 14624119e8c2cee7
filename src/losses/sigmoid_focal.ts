/**
 * Focal loss of logits.
 *
 * @module
 */
import type { LossOutput } from "./output.ts";

/** Parameters of {@linkcode sigmoidFocalLoss}. */
export interface SigmoidFocalOptions {
  /** γ ≥ 0: how strongly well-classified elements are played down. */
  readonly gamma: number;
  /** α in [0, 1]: the weight of positives, 1 − α that of negatives; `null` = no balancing. */
  readonly alpha: number | null;
}

/**
 * Focal loss at p = σ(x), value and gradient:
 *
 *     ℓ = a q^γ BCE,   a = α t + (1 − α)(1 − t),   q = (1 − p) t + p (1 − t)
 *     ∂ℓ/∂x = a q^γ (γ (q'/q) BCE + (1 − t) σ(x) − t σ(−x))
 *     q'/q = −σ(x) at t = 1,   σ(−x) at t = 0,   σ(x) σ(−x) (1 − 2t)/q between
 *
 * For a hard target, with u = ±x the logit of the right answer, it is the paper's
 * ℓ = −a (1 − p_t)^γ log p_t with p_t = σ(u). Stable form: 1 − p_t = σ(−u), −log p_t = softplus(−u),
 * and q'/q in place of γ q^(γ−1), so nothing is infinite at γ < 1.
 *
 * Sources: arXiv:1708.02002 eqs. 4 and 5; mmdet/core/loss/losses.py.
 *
 * @param x logits
 * @param t as many targets in [0, 1]
 * @param options γ and α
 * @param out receives ℓ and ∂ℓ/∂x, element by element
 *
 * @example
 * ```ts
 * import { sigmoidFocalLoss } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(2), gradient: new Float64Array(2) };
 * sigmoidFocalLoss(Float64Array.of(0, -1e308), Float64Array.of(1, 1), { gamma: 2, alpha: 0.25 }, out);
 * assertEquals(out.value, Float64Array.of(Math.LN2 / 16, 0.25e308));
 * assertEquals(out.gradient[1], -0.25);
 * ```
 */
export function sigmoidFocalLoss(
  x: Float64Array,
  t: Float64Array,
  { gamma, alpha }: SigmoidFocalOptions,
  { value, gradient }: LossOutput,
): void {
  const aPositive = alpha === null ? 1 : alpha;
  const aNegative = alpha === null ? 1 : 1 - alpha;
  for (let i = 0; i < x.length; i++) {
    const xi = x[i];
    const ti = t[i];
    const e = Math.exp(-Math.abs(xi));
    const tail = Math.log1p(e);
    // The larger of σ(x), σ(−x) is 1/(1 + e), the smaller e/(1 + e).
    const large = 1 / (1 + e);
    const small = e * large;
    if (ti === 0 || ti === 1) {
      const right = ti === 1 ? xi > 0 : xi < 0;
      const a = ti === 1 ? aPositive : aNegative;
      const q = right ? small : large;
      const entropy = right ? tail : tail + Math.abs(xi);
      const modulation = a * hardPower(q, gamma, right, tail);
      value[i] = modulation * entropy;
      if (gradient) {
        const slope = modulation * (gamma * ((right ? large : small) * entropy) + q);
        gradient[i] = ti === 1 ? -slope : slope;
      }
    } else {
      const p = xi > 0 ? large : small;
      const complement = xi > 0 ? small : large;
      const q = ti * complement + (1 - ti) * p;
      const entropy = ti * (xi > 0 ? tail : tail - xi) + (1 - ti) * (xi > 0 ? tail + xi : tail);
      const modulation = (aPositive * ti + aNegative * (1 - ti)) * power(q, gamma);
      value[i] = modulation * entropy;
      if (gradient) {
        const steepness = gamma * (large * small * (1 - 2 * ti) / q * entropy);
        gradient[i] = modulation * (steepness + (1 - ti) * p - ti * complement);
      }
    }
  }
}

/** q^γ. */
function power(q: number, gamma: number): number {
  return gamma === 2 ? q * q : gamma === 0 ? 1 : q ** gamma;
}

/** q^γ of a hard target: near q = 1 by its logarithm, −log1p(e^−|x|), lest γ amplify q's rounding. */
function hardPower(q: number, gamma: number, right: boolean, tail: number): number {
  return right || gamma === 2 ? power(q, gamma) : Math.exp(-gamma * tail);
}
