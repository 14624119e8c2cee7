/**
 * Negative log likelihood of integer labels.
 *
 * @module
 */
import {
  type ClassLayout,
  logitsOf,
  type LossOutput,
  ratio,
  rowOutput,
  sumOfLabelWeights,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";

/** Parameters of {@linkcode negativeLogLikelihood}. */
export interface LikelihoodOptions {
  /** w: one weight ≥ 0 a class; `null` = ones. */
  readonly classWeight: Float64Array | null;
  /** Rows of this label have value 0 and gradient 0. */
  readonly ignoreIndex: number;
}

/**
 * Negative log likelihood, value and gradient, of the label k:
 *
 *     ℓ = −w_k x_k        ∂ℓ/∂x_c = −w_k [c = k]
 *
 * where x are logarithms of probabilities. No other entry of the row is looked at.
 *
 * Source: torch.nn.functional.nll_loss.
 *
 * @param x logarithms of probabilities, row-major
 * @param labels one a row, each in 0…C−1 or the ignored one
 * @param layout where the entries of each row stand
 * @param options class weights, ignored label
 * @param out receives ℓ, one a row, and ∂ℓ/∂x, where x stands
 *
 * @example
 * ```ts
 * import { negativeLogLikelihood } from "./nll.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(1), gradient: new Float64Array(2) };
 * const options = { classWeight: Float64Array.of(1, 2), ignoreIndex: -100 };
 * const layout = { rows: 1, classes: 2, start: () => 0, stride: 1 };
 * negativeLogLikelihood(Float64Array.of(-Infinity, -0.75), Int32Array.of(1), layout, options, out);
 * assertEquals(out.value, Float64Array.of(1.5));
 * assertEquals(out.gradient, Float64Array.of(0, -2));
 * ```
 */
export function negativeLogLikelihood(
  x: Float64Array,
  labels: Int32Array,
  { rows, start, stride }: ClassLayout,
  { classWeight, ignoreIndex }: LikelihoodOptions,
  { value, gradient }: LossOutput,
): void {
  for (let i = 0; i < rows; i++) {
    const k = labels[i];
    if (k === ignoreIndex) continue;
    const w = classWeight ? classWeight[k] : 1;
    const at = start(i) + k * stride;
    value[i] = 0 - w * x[at];
    if (gradient) gradient[at] = 0 - w;
  }
}

/** Negative log likelihood in the reference. */
export const nll: Kernel = {
  denominators: { mean: sumOfLabelWeights },
  terms(operands, gradients) {
    const { labels, layout: { start, stride }, params } = operands;
    const x = logitsOf(operands);
    const options = {
      classWeight: operands.floats.class_weight ?? null,
      ignoreIndex: params.ignore_index ?? NaN,
    };
    const out = rowOutput(operands, gradients);
    negativeLogLikelihood(x, labels, operands.layout, options, out);
    return {
      value: out.value,
      gradients: out.gradient ? { pred: out.gradient } : {},
      scaled(i, over, under) {
        const k = labels[i];
        if (k === options.ignoreIndex) return 0;
        const w = options.classWeight ? options.classWeight[k] : 1;
        return 0 - ratio([w, x[start(i) + k * stride], ...over], under);
      },
    };
  },
};
