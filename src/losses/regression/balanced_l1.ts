/**
 * Balanced L1 loss of Libra R-CNN: a line beyond β of the target, within it a curve whose slope rises by
 * a logarithm.
 *
 * @module
 */
import {
  avgFactorOr,
  countOfTerms,
  type LossOutput,
  numberOf,
  oddTerms,
  predAndTarget,
  ratio,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";

/** Parameters of {@linkcode balancedL1Loss}. */
export interface BalancedOptions {
  /** α > 0: how much small differences count. */
  readonly alpha: number;
  /** γ > 0: the slope of the line. */
  readonly gamma: number;
  /** β > 0: where the curve becomes a line. */
  readonly beta: number;
}

/**
 * Balanced L1 loss, value and gradient, with a = |d|, d = pred − target, b = e^(γ/α) − 1, u = b a/β:
 *
 *     a < β:  ℓ = α ((a + 1/b) log1p(u) − a)        ∂ℓ/∂a = α (log1p(u) + (1/β − 1)/(1 + u))
 *     else    ℓ = γ a + γ/b − α β                   ∂ℓ/∂a = γ
 *
 * Stable form: near 0 the curve is α (a log1p(u) + a (1/β − 1) − m/b) with m = u − log1p(u), which is
 * taken from a series: at β = 1 the two terms of the first order cancel.
 *
 * Sources: arXiv:1904.02701 eqs. 7 to 10 (β = 1); mmdet/models/losses/balanced_l1_loss.py (β free).
 *
 * @param pred predictions
 * @param target as many targets
 * @param options α, β and γ
 * @param out receives ℓ and ∂ℓ/∂pred, element by element; at a kink, pred = target, the slope is 0
 *
 * @example
 * ```ts
 * import { balancedL1Loss } from "./balanced_l1.ts";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(2), gradient: new Float64Array(2) };
 * const options = { alpha: 0.5, gamma: 1.5, beta: 1 };
 * balancedL1Loss(Float64Array.of(0, 2), Float64Array.of(0, 0), options, out);
 * assertEquals(out.gradient, Float64Array.of(0, 1.5));
 * assertAlmostEquals(out.value[1], 2.578593544736884);
 * ```
 */
export function balancedL1Loss(
  pred: Float64Array,
  target: Float64Array,
  options: BalancedOptions,
  { value, gradient }: LossOutput,
): void {
  const b = Math.expm1(options.gamma / options.alpha);
  for (let i = 0; i < pred.length; i++) {
    const d = pred[i] - target[i];
    const a = Math.abs(d);
    if (a < options.beta) {
      value[i] = options.alpha * curve(a, b, options.beta);
      if (gradient) gradient[i] = d === 0 ? 0 : Math.sign(d) * steepness(a, b, options);
    } else {
      const [factor, share] = line(pred[i], target[i], b, options);
      value[i] = factor * share;
      if (gradient) gradient[i] = Math.sign(d) * options.gamma;
    }
  }
}

/** ℓ/α within β. */
function curve(a: number, b: number, beta: number): number {
  const u = b * (a / beta);
  const logarithm = Math.log1p(u);
  if (u >= 0.5) return (a + 1 / b) * logarithm - a;
  // Of a product and a quotient that which underflows later.
  const first = beta < 1 ? a / beta * (1 - beta) : a * ((1 - beta) / beta);
  return a * logarithm + first - excess(u) / b;
}

/** u − log1p(u) for u in [0, ½], by log1p(u) = 2 atanh(s), s = u/(2 + u). */
function excess(u: number): number {
  const s = u / (2 + u);
  const square = s * s;
  let tail = 0;
  for (let k = 27; k > 1; k -= 2) tail = tail * square + 2 / k;
  return s * (u - square * tail);
}

/** ∂ℓ/∂a within β. */
function steepness(a: number, b: number, { alpha, beta }: BalancedOptions): number {
  const u = b * (a / beta);
  return alpha * (Math.log1p(u) + (1 - beta) / beta / (1 + u));
}

/** Factors of ℓ beyond β: its quarter and 4 where d, or γ d, is beyond float64. */
function line(
  pred: number,
  target: number,
  b: number,
  { alpha, beta, gamma }: BalancedOptions,
): readonly [number, number] {
  const direct = gamma * Math.abs(pred - target) + gamma / b - alpha * beta;
  if (Math.abs(direct) < Infinity) return [1, direct];
  const quarterDistance = Math.abs(0.25 * pred - 0.25 * target);
  return [4, gamma * quarterDistance + 0.25 * (gamma / b) - alpha * (0.25 * beta)];
}

/** Balanced L1 in the reference. */
export const balancedL1: Kernel = {
  denominators: { mean: (operands) => avgFactorOr(operands, () => countOfTerms(operands)[0]) },
  terms(operands, gradients) {
    const { pred, target } = predAndTarget(operands);
    const [alpha, gamma, beta] = ["alpha", "gamma", "beta"].map((name) => numberOf(operands, name));
    const options = { alpha, gamma, beta };
    const b = Math.expm1(gamma / alpha);
    return oddTerms(
      pred.length,
      gradients,
      (out) => balancedL1Loss(pred, target, options, out),
      (i, over, under) => {
        const a = Math.abs(pred[i] - target[i]);
        return a < beta
          ? ratio([alpha, curve(a, b, beta), ...over], under)
          : ratio([...line(pred[i], target[i], b, options), ...over], under);
      },
    );
  },
};
