/**
 * Binary cross entropy of probabilities.
 *
 * @module
 */
import type { PairOutput } from "./output.ts";

/**
 * Binary cross entropy on probabilities, value and gradients:
 *
 *     ℓ = −(t log(p + ε) + (1 − t) log(1 − p + ε)),   0·log 0 = 0
 *     ∂ℓ/∂p = (p − t + ε (1 − 2t)) / ((p + ε)(1 − p + ε))
 *     ∂ℓ/∂t = log(1 − p + ε) − log(p + ε)
 *
 * Stable forms: log1p for log(1 − p); one fraction for ∂ℓ/∂p, with the factor that cancels at
 * t = 0 and t = 1 left out; log1p of the ratio less one for ∂ℓ/∂t, which cancels near p = ½.
 *
 * @param p probabilities in [0, 1]
 * @param t as many targets in [0, 1]
 * @param options `epsilon` ≥ 0, added inside both logarithms
 * @param out receives ℓ, ∂ℓ/∂p and ∂ℓ/∂t, element by element; ±∞ where the truth is
 *
 * @example
 * ```ts
 * import { binaryCrossEntropy } from "lossproof";
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
  { epsilon }: { readonly epsilon: number },
  { value, gradient, targetGradient }: PairOutput,
): void {
  for (let i = 0; i < p.length; i++) {
    value[i] = binaryCrossEntropyTerm(p[i], t[i], epsilon);
    if (gradient) gradient[i] = slope(p[i], t[i], epsilon);
    if (targetGradient) targetGradient[i] = negativeLogit(p[i], epsilon);
  }
}

/** The term of one probability. */
function binaryCrossEntropyTerm(p: number, t: number, epsilon: number): number {
  if (t === 0) return 0 - logComplement(p, epsilon);
  if (t === 1) return 0 - logProbability(p, epsilon);
  return -(t * logProbability(p, epsilon) + (1 - t) * logComplement(p, epsilon));
}

/** ∂ℓ/∂p. */
function slope(p: number, t: number, epsilon: number): number {
  const complement = 1 - p + epsilon;
  if (t === 0) return 1 / complement;
  if (t === 1) return -1 / (p + epsilon);
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
