/**
 * Equalization loss v2: binary cross entropy of each class, with weights by the gradients so far.
 *
 * @module
 */
import {
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

/** Parameters of {@linkcode eqlv2Loss}. */
export interface Eqlv2Options {
  /** r: the gradient of positives over that of negatives, one a class. */
  readonly ratio: Float64Array;
  /** γ: how steep weights rise with r. */
  readonly gamma: number;
  /** μ: the r at which a negative weighs a half. */
  readonly mu: number;
  /** α: how much more than 1 a positive weighs at most. */
  readonly alpha: number;
}

/**
 * Equalization loss v2, value and gradient, with label k and the last class b for the background:
 *
 *     n_c = σ(γ (r_c − μ)), n_b = 1        p_c = 1 + α σ(−γ (r_c − μ)), p_b = 1
 *     ℓ = p_k softplus(−x_k) + Σ_{c≠k} n_c softplus(x_c)
 *
 * Sources: arXiv:2012.08548 eq. 5 to 8; mmdet/models/losses/eqlv2_loss.py.
 *
 * @param x logits, row-major
 * @param labels one a row, each in 0…C−1
 * @param layout where the logits of each row stand
 * @param options r, γ, μ, α
 * @param out receives ℓ, one a row, and ∂ℓ/∂x, where x stands
 *
 * @example
 * ```ts
 * import { eqlv2Loss } from "./eqlv2.ts";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(1), gradient: new Float64Array(2) };
 * const options = { ratio: Float64Array.of(100, 0), gamma: 12, mu: 0.8, alpha: 4 };
 * const layout = { rows: 1, classes: 2, start: () => 0, stride: 1 };
 * eqlv2Loss(Float64Array.of(0, 0), Int32Array.of(0), layout, options, out);
 * assertAlmostEquals(out.value[0], 2 * Math.LN2);
 * assertEquals(out.gradient, Float64Array.of(-0.5, 0.5));
 * ```
 */
export function eqlv2Loss(
  x: Float64Array,
  labels: Int32Array,
  { rows, classes, start, stride }: ClassLayout,
  { ratio, gamma, mu, alpha }: Eqlv2Options,
  { value, gradient }: LossOutput,
): void {
  const steepness = ratio.map((r) => gamma * (r - mu));
  const isBackground = (c: number) => c === classes - 1;
  const negatives = steepness.map((z, c) => isBackground(c) ? 1 : sigmoid(z));
  const positives = steepness.map((z, c) => isBackground(c) ? 1 : 1 + alpha * sigmoid(-z));
  const parts = new Float64Array(classes);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < classes; c++) {
      const at = start(i) + c * stride;
      const isOwn = c === labels[i];
      const [weight, sign] = isOwn ? [positives[c], -1] : [negatives[c], 1];
      parts[c] = weight * softplus(sign * x[at]);
      if (gradient) gradient[at] = sign * weight * sigmoid(sign * x[at]);
    }
    value[i] = sum(parts);
  }
}

/** Equalization loss v2 in the reference. */
export const eqlv2: Kernel = {
  denominators: { mean: countOfTerms },
  terms(operands, gradients) {
    const { labels, layout, floats } = operands;
    if (!floats.ratio) throw new TypeError("Cannot evaluate: ratio must be checked first");
    const options: Eqlv2Options = {
      ratio: floats.ratio,
      gamma: numberOf(operands, "gamma"),
      mu: numberOf(operands, "mu"),
      alpha: numberOf(operands, "alpha"),
    };
    const out = rowOutput(operands, gradients);
    eqlv2Loss(logitsOf(operands), labels, layout, options, out);
    return {
      value: out.value,
      gradients: out.gradient ? { pred: out.gradient } : {},
      scaled: (i, over, under) => ratio([out.value[i], ...over], under),
    };
  },
};
