/**
 * Binary cross entropy of probabilities.
 *
 * @module
 */
import {
  countOfTerms,
  namedGradients,
  numberOf,
  type PairOutput,
  pairOutput,
  predAndTarget,
  ratio,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";

/** What libraries do about p near 0 and 1, see {@linkcode binaryCrossEntropy}. */
export interface ProbabilityOptions {
  /** ε ≥ 0, added inside both logarithms. */
  readonly epsilon: number;
  /** c in [0, ½): p is first clipped to [c, 1 − c]; `null`, the default: it is not. */
  readonly clip?: number | null;
  /** f ≤ 0: the least that each logarithm may be; `null`, the default: none. */
  readonly logFloor?: number | null;
  /** s > 0: ∂ℓ/∂p is (p − t) / max(p (1 − p), s); `null` or 0, the default: the derivative of ℓ. */
  readonly slopeFloor?: number | null;
}

/**
 * Binary cross entropy on probabilities, value and gradients:
 *
 *     ℓ = −(t log(p + ε) + (1 − t) log(1 − p + ε)),   0·log 0 = 0
 *     ∂ℓ/∂p = (p − t + ε (1 − 2t)) / ((p + ε)(1 − p + ε))
 *     ∂ℓ/∂t = log(1 − p + ε) − log(p + ε)
 *
 * Where p is clipped or a logarithm is at its floor, that part of ℓ does not change with p.
 *
 * Stable forms: log1p for log(1 − p); one fraction for ∂ℓ/∂p, with the factor that cancels at
 * t = 0 and t = 1 left out; log1p of the ratio less one for ∂ℓ/∂t, which cancels near p = ½.
 *
 * @param p probabilities in [0, 1]
 * @param t as many targets in [0, 1]
 * @param options ε, and what else keeps the logarithms finite
 * @param out receives ℓ, ∂ℓ/∂p and ∂ℓ/∂t, element by element; ±∞ where the truth is
 *
 * @example
 * ```ts
 * import { binaryCrossEntropy } from "./binary_cross_entropy.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(2), gradient: new Float64Array(2), targetGradient: null };
 * binaryCrossEntropy(Float64Array.of(0, 0.5), Float64Array.of(0, 1), { epsilon: 0 }, out);
 * assertEquals(out.value, Float64Array.of(0, Math.LN2));
 * assertEquals(out.gradient, Float64Array.of(1, -2));
 * ```
 */
export function binaryCrossEntropy(
  p: Float64Array,
  t: Float64Array,
  options: ProbabilityOptions,
  { value, gradient, targetGradient }: PairOutput,
): void {
  const { epsilon, clip, logFloor, slopeFloor } = options;
  const low = clip ?? 0;
  const high = 1 - low;
  const floor = logFloor ?? -Infinity;
  const isFree = (log: number) => logFloor == null || !(log <= logFloor);
  for (let i = 0; i < p.length; i++) {
    // Clipped to 1 − c it is the complement that is known to every digit.
    const isMirrored = p[i] > high;
    const pi = isMirrored ? low : Math.max(p[i], low);
    const ofP = Math.max(logProbability(pi, epsilon), floor);
    const ofRest = Math.max(logComplement(pi, epsilon), floor);
    const [positive, negative] = isMirrored ? [ofRest, ofP] : [ofP, ofRest];
    const bothFree = isFree(positive) && isFree(negative);
    value[i] = term(t[i], positive, negative);
    if (gradient) {
      if (slopeFloor) gradient[i] = (p[i] - t[i]) / Math.max(p[i] * (1 - p[i]), slopeFloor);
      else if (p[i] < low || p[i] > high) gradient[i] = 0;
      else gradient[i] = slope(pi, t[i], epsilon, isFree(positive), isFree(negative));
    }
    if (targetGradient) {
      const logit = negativeLogit(pi, epsilon);
      targetGradient[i] = !bothFree ? negative - positive : isMirrored ? -logit : logit;
    }
  }
}

/** The term of a target and both logarithms. */
function term(t: number, positive: number, negative: number): number {
  if (t === 0) return 0 - negative;
  if (t === 1) return 0 - positive;
  return -(t * positive + (1 - t) * negative);
}

/** ∂ℓ/∂p; a logarithm that is not free is at its floor. */
function slope(
  p: number,
  t: number,
  epsilon: number,
  isPositiveFree: boolean,
  isNegativeFree: boolean,
): number {
  const complement = 1 - p + epsilon;
  if (t === 0) return isNegativeFree ? 1 / complement : 0;
  if (t === 1) return isPositiveFree ? -1 / (p + epsilon) : 0;
  if (!isPositiveFree) return isNegativeFree ? (1 - t) / complement : 0;
  if (!isNegativeFree) return -t / (p + epsilon);
  return (p - t + epsilon * (1 - 2 * t)) / (p + epsilon) / complement;
}

/** ∂ℓ/∂t = log((1 − p + ε)/(p + ε)), by the ratio that is at least 1. */
function negativeLogit(p: number, epsilon: number): number {
  if (p > 0.5) return -Math.log1p((2 * p - 1) / (1 - p + epsilon));
  const excess = (1 - 2 * p) / (p + epsilon);
  // 1/p overflows for subnormal p; there log(1 − p) is 0.
  return excess < Infinity ? Math.log1p(excess) : -Math.log(p + epsilon);
}

/** log(p + ε). */
function logProbability(p: number, epsilon: number): number {
  return epsilon === 0 ? Math.log(p) : logOfSum(p, epsilon, 0);
}

/** log(1 − p + ε). */
function logComplement(p: number, epsilon: number): number {
  return epsilon === 0 ? Math.log1p(-p) : logOfSum(1, -p, epsilon);
}

/** log(a + b + c), also where the sum is near 1: log s + lost/s, with what rounding s lost. */
function logOfSum(a: number, b: number, c: number): number {
  const ab = a + b;
  const s = ab + c;
  return Math.log(s) + (lostIn(a, b, ab) + lostIn(ab, c, s)) / s;
}

/** The rounding error of sum = a + b, exactly (Knuth's TwoSum). */
function lostIn(a: number, b: number, sum: number): number {
  const partOfB = sum - a;
  return (a - (sum - partOfB)) + (b - partOfB);
}

/** Binary cross entropy of probabilities in the reference. */
export const probabilityCrossEntropy: Kernel = {
  denominators: { mean: countOfTerms },
  terms(operands, gradients) {
    const { pred, target } = predAndTarget(operands);
    const { clip, log_floor: logFloor, slope_floor: slopeFloor } = operands.params;
    const options = { epsilon: numberOf(operands, "epsilon"), clip, logFloor, slopeFloor };
    const out = pairOutput(pred.length, gradients);
    binaryCrossEntropy(pred, target, options, out);
    return {
      value: out.value,
      gradients: namedGradients(out.gradient, out.targetGradient),
      scaled: (i, over, under) => ratio([out.value[i], ...over], under),
    };
  },
};
