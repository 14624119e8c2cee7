/**
 * Focal loss of logits.
 *
 * @module
 */
import {
  avgFactorOr,
  countOfPositiveWeights,
  countOfTerms,
  expOfMinus,
  log1pOfUnit,
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

/** Parameters of {@linkcode sigmoidFocalLoss}. */
export interface SigmoidFocalOptions {
  /** γ ≥ 0: how strongly well-classified elements are played down. */
  readonly gamma: number;
  /** α in [0, 1]: the weight of positives, 1 − α that of negatives; `null` = no balancing. */
  readonly alpha: number | null;
  /** c in [0, ½): BCE is of p clipped to [c, 1 − c], as in Keras; `null`, the default: of p. */
  readonly clip?: number | null;
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
 * @param options γ, α and c
 * @param out receives ℓ and ∂ℓ/∂x, element by element
 *
 * @example
 * ```ts
 * import { sigmoidFocalLoss } from "./sigmoid_focal.ts";
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
  { gamma, alpha, clip = null }: SigmoidFocalOptions,
  { value, gradient }: LossOutput,
): void {
  const aPositive = alpha === null ? 1 : alpha;
  const aNegative = alpha === null ? 1 : 1 - alpha;
  for (let i = 0; i < x.length; i++) {
    const ti = t[i];
    const a = ti * aPositive + (1 - ti) * aNegative;
    // Soft targets have both; NaN goes there too.
    if (clip !== null || ti * (1 - ti) !== 0) {
      writeTerm(x[i], ti, a, gamma, clip ?? 0, i, value, gradient);
      continue;
    }
    const u = (2 * ti - 1) * x[i];
    const e = expOfMinus(Math.abs(u));
    const tail = log1pOfUnit(e);
    // σ(−u) and σ(u) are e/(1 + e) and 1/(1 + e), in an order that `right` tells without a branch.
    const large = 1 / (1 + e);
    const right = Number(u > 0);
    const wrong = 1 - right;
    const q = large * (wrong + right * e);
    const p = large * (right + wrong * e);
    const entropy = tail + wrong * Math.abs(u);
    const modulation = a * (gamma === 2 ? q * q : power(q, gamma, u, tail));
    value[i] = modulation * entropy;
    if (gradient) gradient[i] = (1 - 2 * ti) * modulation * (gamma * (p * entropy) + q);
  }
}

/** q^γ with q = σ(−u): near q = 1 by its logarithm, −tail, lest γ amplify the rounding of q. */
function power(q: number, gamma: number, u: number, tail: number): number {
  return u > 0 ? q ** gamma : Math.exp(-gamma * tail);
}

/** The term and derivative of any target. */
function writeTerm(
  x: number,
  t: number,
  a: number,
  gamma: number,
  clip: number,
  i: number,
  value: Float64Array,
  gradient: Float64Array | null,
): void {
  const p = sigmoid(x);
  const complement = sigmoid(-x);
  const q = t * complement + (1 - t) * p;
  const least = -Math.log1p(-clip);
  const most = -Math.log(clip);
  const positive = Math.min(Math.max(softplus(-x), least), most);
  const negative = Math.min(Math.max(softplus(x), least), most);
  const entropy = t * positive + (1 - t) * negative;
  const modulation = a * q ** gamma;
  value[i] = modulation * entropy;
  if (gradient) {
    const ratio = t === 1 ? -p : t === 0 ? complement : p * complement * (1 - 2 * t) / q;
    const isFree = positive === softplus(-x);
    const ownSlope = isFree ? (1 - t) * p - t * complement : 0;
    gradient[i] = modulation * (gamma * (ratio * entropy) + ownSlope);
  }
}

/** Focal loss of logits in the reference; its unweighted terms are at most |x|, so they never overflow. */
export const sigmoidFocal: Kernel = {
  denominators: { mean: countOfTerms },
  terms(operands, gradients) {
    const { pred, target } = predAndTarget(operands);
    const out = termOutput(pred.length, gradients);
    const { alpha, clip } = operands.params;
    const options = { gamma: numberOf(operands, "gamma"), alpha, clip: clip ?? null };
    sigmoidFocalLoss(pred, target, options, out);
    return {
      value: out.value,
      gradients: namedGradients(out.gradient, null),
      scaled: (i, over, under) => ratio([out.value[i], ...over], under),
    };
  },
};

/** Its weighted sum over `avg_factor`, or over count(w > 0) / num_classes + 1e-6. */
export const weightedSigmoidFocal: Kernel = {
  ...sigmoidFocal,
  denominators: {
    mean: (operands) =>
      avgFactorOr(
        operands,
        () => countOfPositiveWeights(operands) / numberOf(operands, "num_classes") + 1e-6,
      ),
  },
};
