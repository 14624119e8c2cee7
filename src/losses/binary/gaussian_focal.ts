/**
 * Gaussian focal loss of probabilities.
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
  termOutput,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";

/** Parameters of {@linkcode gaussianFocalLoss}. */
export interface GaussianFocalOptions {
  /** α ≥ 0: how strongly easy elements are played down. */
  readonly alpha: number;
  /** γ ≥ 0: how strongly negatives near a centre are played down. */
  readonly gamma: number;
  /** Multiplies the part of positives. */
  readonly posWeight: number;
  /** Multiplies the part of negatives. */
  readonly negWeight: number;
  /** ε ≥ 0, added inside both logarithms. */
  readonly eps: number;
  /** Targets above it are positives and no negatives; `null`, the default: 1 alone is a positive. */
  readonly threshold?: number | null;
}

/** A quotient of products; where one factor is 0 it is 0, however large the others are. */
interface Part {
  readonly over: readonly number[];
  readonly under: readonly number[];
}

/**
 * Gaussian focal loss, value and gradient:
 *
 *     ℓ = a [t = 1] (−log(p + ε)) (1 − p)^α + b (1 − t)^γ (−log(1 − p + ε)) p^α
 *     ∂ℓ/∂p = a [t = 1] (α (1 − p)^(α−1) log(p + ε) − (1 − p)^α/(p + ε))
 *           + b (1 − t)^γ (p^α/(1 − p + ε) − α p^(α−1) log(1 − p + ε))
 *
 * with the weights a and b of positives and negatives; 0^0 is 1.
 *
 * Stable form: each logarithm by log1p where its argument is near 1; powers of 1 − p know what the
 * difference has lost.
 *
 * Sources: arXiv:1808.01244 eq. 1; mmdet/models/losses/gaussian_focal_loss.py.
 *
 * @param p probabilities in [0, 1]
 * @param t as many targets in [0, 1]
 * @param options the exponents, the weights, ε and where positives begin
 * @param out receives ℓ and ∂ℓ/∂p, element by element; ±∞ where the truth is
 *
 * @example
 * ```ts
 * import { gaussianFocalLoss } from "./gaussian_focal.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(2), gradient: new Float64Array(2) };
 * const options = { alpha: 2, gamma: 4, posWeight: 1, negWeight: 1, eps: 0 };
 * gaussianFocalLoss(Float64Array.of(0.5, 0), Float64Array.of(1, 1), options, out);
 * assertEquals(out.value, Float64Array.of(Math.LN2 / 4, Infinity));
 * assertEquals(out.gradient, Float64Array.of(-Math.LN2 - 0.5, -Infinity));
 * ```
 */
export function gaussianFocalLoss(
  p: Float64Array,
  t: Float64Array,
  options: GaussianFocalOptions,
  { value, gradient }: LossOutput,
): void {
  for (let i = 0; i < p.length; i++) {
    value[i] = total(valueParts(p[i], t[i], options), [], []);
    if (gradient) gradient[i] = total(slopeParts(p[i], t[i], options), [], []);
  }
}

/** ℓ of a positive, and of a negative. */
function valueParts(p: number, t: number, options: GaussianFocalOptions): readonly Part[] {
  const { alpha, eps } = options;
  const [ofPositive, ofNegative] = shares(t, options);
  return [
    { over: [...ofPositive, -logOf(p, eps), complementPower(p, alpha)], under: [] },
    { over: [...ofNegative, -logOfComplement(p, eps), p ** alpha], under: [] },
  ];
}

/** ∂ℓ/∂p of a positive, by its power and by its logarithm; then of a negative. */
function slopeParts(p: number, t: number, options: GaussianFocalOptions): readonly Part[] {
  const { alpha, eps } = options;
  const [ofPositive, ofNegative] = shares(t, options);
  const { log, logNot } = { log: logOf(p, eps), logNot: logOfComplement(p, eps) };
  // p^(α−1) of a subnormal p may be beyond float64; p^α is not.
  const isBeyond = p > 0 && p ** (alpha - 1) === Infinity;
  const power = isBeyond
    ? { over: [p ** alpha], under: [p] }
    : { over: [p ** (alpha - 1)], under: [] };
  return [
    { over: [...ofPositive, alpha, complementPower(p, alpha - 1), log], under: [] },
    { over: [...ofPositive, -complementPower(p, alpha)], under: [p + eps] },
    { over: [...ofNegative, alpha, ...power.over, -logNot], under: power.under },
    { over: [...ofNegative, p ** alpha], under: [1 - p + eps] },
  ];
}

/** By what the parts of positives and negatives are multiplied at a target. */
function shares(
  t: number,
  { gamma, posWeight, negWeight, threshold = null }: GaussianFocalOptions,
): readonly [readonly number[], readonly number[]] {
  const isPositive = threshold === null ? t === 1 : t > threshold;
  const isNegative = threshold === null || !isPositive;
  return [
    [posWeight, Number(isPositive)],
    [negWeight, Number(isNegative), complementPower(t, gamma)],
  ];
}

/** Σ parts · Π over / Π under. */
function total(
  parts: readonly Part[],
  over: readonly number[],
  under: readonly number[],
): number {
  return parts.reduce((sum, part) => {
    const factors = [...part.over, ...over];
    if (factors.some(Number.isNaN)) return NaN;
    return factors.includes(0) ? sum : sum + ratio(factors, [...part.under, ...under]);
  }, 0);
}

/** log(p + ε). */
function logOf(p: number, eps: number): number {
  return p < 0.5 ? Math.log(p + eps) : Math.log1p(p - 1 + eps);
}

/** log(1 − p + ε). */
function logOfComplement(p: number, eps: number): number {
  return p < 0.5 ? Math.log1p(eps - p) : Math.log(1 - p + eps);
}

/** (1 − x)^e: the power of the rounded difference r, times 1 + e lost/r for what rounding it lost. */
function complementPower(x: number, e: number): number {
  const r = 1 - x;
  const lost = 1 - r - x;
  return lost === 0 ? r ** e : r ** e * (1 + e * lost / r);
}

/** Gaussian focal loss in the reference. */
export const gaussianFocal: Kernel = {
  denominators: {
    mean: (operands) => avgFactorOr(operands, () => countOfTerms(operands)[0]),
  },
  terms(operands, gradients) {
    const { pred, target } = predAndTarget(operands);
    const options: GaussianFocalOptions = {
      alpha: numberOf(operands, "alpha"),
      gamma: numberOf(operands, "gamma"),
      posWeight: numberOf(operands, "pos_weight"),
      negWeight: numberOf(operands, "neg_weight"),
      eps: numberOf(operands, "eps"),
      threshold: operands.params.threshold,
    };
    const out = termOutput(pred.length, gradients);
    gaussianFocalLoss(pred, target, options, out);
    return {
      value: out.value,
      gradients: namedGradients(out.gradient, null),
      scaled: (i, over, under) => total(valueParts(pred[i], target[i], options), over, under),
      scaledGradients: {
        pred: (i, over, under) => total(slopeParts(pred[i], target[i], options), over, under),
      },
    };
  },
};
