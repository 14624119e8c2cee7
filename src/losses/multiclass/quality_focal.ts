/**
 * Quality focal loss.
 *
 * @module
 */
import {
  avgFactorOr,
  type ClassLayout,
  countOfTerms,
  logitsOf,
  type LossOutput,
  numberOf,
  ratio,
  rowOutput,
  sigmoid,
  softplus,
  sum,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";

/** What {@linkcode qualityFocalLoss} is told of rows. */
export interface QualityTargets {
  /** One a row, each in 0…C; C is the background. */
  readonly labels: Int32Array;
  /** q in [0, 1], one a row: what the label's class is to have. */
  readonly score: Float64Array;
}

/**
 * Quality focal loss, value and gradient, with y = q for the class of the label and 0 for the others:
 *
 *     ℓ = Σ_c |y_c − p_c|^β BCE(x_c, y_c),   p = σ(x)
 *     ∂ℓ/∂x_c = |d|^β (d + β (σ(x) σ(−x)/d) BCE),   d = p_c − y_c
 *
 * Stable form: d = (1 − y) σ(x) − y σ(−x), of which a part is 0 at both ends; there σ(x) σ(−x)/d is
 * σ(−x), or −σ(x). Where d is 0 the slope is 0: for β > 1 it is, at β = 1 it lies between both sides'.
 *
 * Sources: arXiv:2006.04388 eq. 5; mmdet/models/losses/gfocal_loss.py.
 *
 * @param x logits [N, C], row-major
 * @param targets label and score of each row
 * @param layout where the logits of each row stand
 * @param beta β ≥ 1
 * @param out receives ℓ, one a row, and ∂ℓ/∂x, where x stands
 *
 * @example
 * ```ts
 * import { qualityFocalLoss } from "./quality_focal.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(1), gradient: new Float64Array(1) };
 * const targets = { labels: Int32Array.of(0), score: Float64Array.of(0.75) };
 * const layout = { rows: 1, classes: 1, start: () => 0, stride: 1 };
 * qualityFocalLoss(Float64Array.of(0), targets, layout, 2, out);
 * assertEquals(out.value, Float64Array.of(Math.LN2 / 16));
 * ```
 */
export function qualityFocalLoss(
  x: Float64Array,
  { labels, score }: QualityTargets,
  { rows, classes, start, stride }: ClassLayout,
  beta: number,
  { value, gradient }: LossOutput,
): void {
  const terms = new Float64Array(classes);
  for (let i = 0; i < rows; i++) {
    const first = start(i);
    for (let c = 0; c < classes; c++) {
      const at = first + c * stride;
      const y = c === labels[i] ? score[i] : 0;
      const entropy = y * softplus(-x[at]) + (1 - y) * softplus(x[at]);
      const modulation = power(x[at], y, beta);
      terms[c] = modulation * entropy;
      if (gradient) gradient[at] = modulation * steepness(x[at], y, beta, entropy);
    }
    value[i] = sum(terms);
  }
}

/** d = σ(x) − y. */
function distance(x: number, y: number): number {
  return (1 - y) * sigmoid(x) - y * sigmoid(-x);
}

/** |d|^β: near |d| = 1 by its logarithm, lest β amplify the rounding of d. */
function power(x: number, y: number, beta: number): number {
  if (y === 0 && x > 0) return Math.exp(-beta * softplus(-x));
  if (y === 1 && x < 0) return Math.exp(-beta * softplus(x));
  return Math.abs(distance(x, y)) ** beta;
}

/** d + β (σ(x) σ(−x)/d) BCE. */
function steepness(x: number, y: number, beta: number, entropy: number): number {
  const p = sigmoid(x);
  const n = sigmoid(-x);
  if (y === 0) return beta * (n * entropy) + p;
  if (y === 1) return -(beta * (p * entropy) + n);
  const d = distance(x, y);
  return d === 0 ? 0 : beta * (p * n / d * entropy) + d;
}

/** Quality focal loss in the reference; its terms are at most |x|, but a row has several. */
export const qualityFocal: Kernel = {
  denominators: {
    mean: (operands) => avgFactorOr(operands, () => countOfTerms(operands)[0]),
  },
  terms(operands, gradients) {
    const { labels, layout, floats: { score } } = operands;
    if (!score) throw new TypeError("Cannot evaluate: score must be checked first");
    const x = logitsOf(operands);
    const beta = numberOf(operands, "beta");
    const out = rowOutput(operands, gradients);
    qualityFocalLoss(x, { labels, score }, layout, beta, out);
    const scaledEntry = (
      i: number,
      c: number,
      over: readonly number[],
      under: readonly number[],
    ): number => {
      const at = layout.start(i) + c * layout.stride;
      const y = c === labels[i] ? score[i] : 0;
      const entropy = y * softplus(-x[at]) + (1 - y) * softplus(x[at]);
      return ratio([power(x[at], y, beta), entropy, ...over], under);
    };
    return {
      value: out.value,
      gradients: out.gradient ? { pred: out.gradient } : {},
      scaled: (i, over, under) =>
        sum(Array.from({ length: layout.classes }, (_, c) => scaledEntry(i, c, over, under))),
    };
  },
};
