/**
 * Asymmetric loss of logits.
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

/** Parameters of {@linkcode asymmetricLoss}. */
export interface AsymmetricOptions {
  /** γ₊ ≥ 0: how strongly easy positives are played down. */
  readonly gammaPos: number;
  /** γ₋ ≥ 0: how strongly easy negatives are played down. */
  readonly gammaNeg: number;
  /** c in [0, 1): taken off the probability of a negative. */
  readonly clip: number;
  /** ε in [0, 1): the least of which the logarithm is taken. */
  readonly eps: number;
}

/** What a target makes of a logit. */
interface Mixture {
  /** w^g. */
  readonly modulation: number;
  /** −log(1 − w), before its floor. */
  readonly entropy: number;
  /** 1 − w. */
  readonly likely: number;
  /** w'/w, and w'/(1 − w). */
  readonly turn: number;
  readonly slope: number;
}

/**
 * Asymmetric loss at p = σ(x), value and gradient:
 *
 *     ℓ = w^g min(−log(1 − w), −log ε),   w = t σ(−x) + (1 − t) max(p − c, 0),   g = γ₊ t + γ₋ (1 − t)
 *     ∂ℓ/∂x = w^g (g (w'/w) min(−log(1 − w), −log ε) + w'/(1 − w)),   the last where 1 − w ≥ ε
 *
 * For a positive it is σ(−x)^γ₊ softplus(−x), for a negative m^γ₋ (−log(1 − m)) with m = max(p − c, 0).
 *
 * Stable form: softplus, or log1p(−w) where w is small; w'/w in place of g w^(g−1), so that nothing is
 * infinite at g < 1.
 *
 * Sources: arXiv:2009.14119 eqs. 4 to 7; mmpretrain/models/losses/asymmetric_loss.py.
 *
 * @param x logits
 * @param t as many targets in [0, 1]
 * @param options γ₊, γ₋, c and ε
 * @param out receives ℓ and ∂ℓ/∂x, element by element
 *
 * @example
 * ```ts
 * import { asymmetricLoss } from "./asymmetric.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(2), gradient: new Float64Array(2) };
 * const options = { gammaPos: 1, gammaNeg: 4, clip: 0.05, eps: 1e-8 };
 * asymmetricLoss(Float64Array.of(0, -3), Float64Array.of(1, 0), options, out);
 * assertEquals(out.value, Float64Array.of(Math.LN2 / 2, 0));
 * assertEquals(out.gradient[1], 0);
 * ```
 */
export function asymmetricLoss(
  x: Float64Array,
  t: Float64Array,
  options: AsymmetricOptions,
  { value, gradient }: LossOutput,
): void {
  const { gammaPos, gammaNeg, eps } = options;
  const most = -Math.log(eps);
  for (let i = 0; i < x.length; i++) {
    const { modulation, entropy, likely, turn, slope } = mixture(x[i], t[i], options);
    const floored = Math.min(entropy, most);
    const exponent = gammaPos * t[i] + gammaNeg * (1 - t[i]);
    value[i] = modulation * floored;
    if (gradient) {
      gradient[i] = modulation * (exponent * (turn * floored) + (likely < eps ? 0 : slope));
    }
  }
}

function mixture(x: number, t: number, options: AsymmetricOptions): Mixture {
  if (t === 1) return positive(x, options.gammaPos);
  if (t !== 0) return soft(x, t, options);
  if (options.clip > 0) return marginal(x, options.gammaNeg, options.clip);
  // Without a margin a negative is a positive at the opposite logit.
  const mirrored = positive(-x, options.gammaNeg);
  return { ...mirrored, turn: 0 - mirrored.turn, slope: 0 - mirrored.slope };
}

function positive(x: number, gamma: number): Mixture {
  const [p, n] = [sigmoid(x), sigmoid(-x)];
  // Near n = 1 the power is taken by its logarithm, lest γ amplify the rounding of n.
  const modulation = x > 0 ? n ** gamma : Math.exp(-gamma * softplus(x));
  return { modulation, entropy: softplus(-x), likely: p, turn: -p, slope: -n };
}

/** A negative with a margin. */
function marginal(x: number, gamma: number, clip: number): Mixture {
  const [p, n] = [sigmoid(x), sigmoid(-x)];
  const m = Math.max(p - clip, 0);
  const likely = Math.min(n + clip, 1);
  return {
    modulation: m ** gamma,
    entropy: x < 0 ? -Math.log1p(-m) : 0 - Math.log(likely),
    likely,
    turn: m === 0 ? 0 : p * n / m,
    slope: m === 0 ? 0 : p * n / likely,
  };
}

function soft(x: number, t: number, { gammaPos, gammaNeg, clip }: AsymmetricOptions): Mixture {
  const [p, n] = [sigmoid(x), sigmoid(-x)];
  const miss = t * n + (1 - t) * Math.max(p - clip, 0);
  const likely = t * p + (1 - t) * Math.min(n + clip, 1);
  const rise = (p > clip ? (1 - t) * (p * n) : 0) - t * (p * n);
  return {
    modulation: miss ** (gammaPos * t + gammaNeg * (1 - t)),
    entropy: likely < 0.5 ? -Math.log(likely) : -Math.log1p(-miss),
    likely,
    turn: rise === 0 ? 0 : rise / miss,
    slope: rise === 0 ? 0 : rise / likely,
  };
}

/** Asymmetric loss in the reference; its unweighted terms are at most |x|, so they never overflow. */
export const asymmetric: Kernel = {
  denominators: {
    mean: (operands) => avgFactorOr(operands, () => countOfTerms(operands)[0]),
  },
  terms(operands, gradients) {
    const { pred, target } = predAndTarget(operands);
    const options: AsymmetricOptions = {
      gammaPos: numberOf(operands, "gamma_pos"),
      gammaNeg: numberOf(operands, "gamma_neg"),
      clip: numberOf(operands, "clip"),
      eps: numberOf(operands, "eps"),
    };
    const out = termOutput(pred.length, gradients);
    asymmetricLoss(pred, target, options, out);
    return {
      value: out.value,
      gradients: namedGradients(out.gradient, null),
      scaled: (i, over, under) => ratio([out.value[i], ...over], under),
    };
  },
};
