/**
 * Cross entropy with another first coefficient of its series.
 *
 * @module
 */
import {
  allocateSoftmaxRow,
  type ClassLayout,
  countOfTerms,
  logitsOf,
  type LossOutput,
  numberOf,
  ratio,
  readSoftmaxRow,
  rowOutput,
  type SoftmaxRow,
  sum,
  sumExcept,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";

/** Parameters of {@linkcode polyCrossEntropy}. */
export interface PolyCrossEntropyOptions {
  /** ε: what is added to the first coefficient, 1, of the series in 1 − p. */
  readonly epsilon: number;
  /** s in [0, 1): how much of the label is spread over all classes. */
  readonly labelSmoothing: number;
  /** Whether p is that of the smoothed target. */
  readonly smoothedP: boolean;
}

/**
 * Poly cross entropy, value and gradient, with label k and a = s where p is smoothed, else 0:
 *
 *     ℓ = (1 − s)(−log p_k) + s/C Σ_c (−log p_c) + ε ((1 − a)(1 − p_k) + a (C − 1)/C)
 *     ∂ℓ/∂x_c = ((1 − a)(1 + ε p_k) + a − s)(p_c − [c = k]) + s/C (C p_c − 1)
 *
 * Stable form: 1 − p_k = Σ_{j≠k} e_j / Σ e_j, and 1 + ε p_k = (1 − p_k) + (1 + ε) p_k, which loses
 * nothing at ε = −1.
 *
 * Sources: arXiv:2204.12511 eq. 7; timm/loss/poly_loss.py.
 *
 * @param x logits, row-major
 * @param labels one a row, each in 0…C−1
 * @param layout where the logits of each row stand
 * @param options ε, smoothing
 * @param out receives ℓ, one a row, and ∂ℓ/∂x, where x stands
 *
 * @example
 * ```ts
 * import { polyCrossEntropy } from "./poly_cross_entropy.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(1), gradient: new Float64Array(2) };
 * const options = { epsilon: 2, labelSmoothing: 0, smoothedP: false };
 * const layout = { rows: 1, classes: 2, start: () => 0, stride: 1 };
 * polyCrossEntropy(Float64Array.of(3, 3), Int32Array.of(1), layout, options, out);
 * assertEquals(out.value, Float64Array.of(Math.LN2 + 1));
 * assertEquals(out.gradient, Float64Array.of(1, -1));
 * ```
 */
export function polyCrossEntropy(
  x: Float64Array,
  labels: Int32Array,
  layout: ClassLayout,
  options: PolyCrossEntropyOptions,
  { value, gradient }: LossOutput,
): void {
  const { rows, classes, start, stride } = layout;
  const row = allocateSoftmaxRow(classes);
  for (let i = 0; i < rows; i++) {
    const k = labels[i];
    const first = start(i);
    readSoftmaxRow(x, first, stride, row);
    value[i] = 2 * halfOfRow(x, k, first, stride, row, options);
    if (!gradient) continue;
    const { exps, top, rest } = row;
    const { epsilon, labelSmoothing: s } = options;
    const a = options.smoothedP ? s : 0;
    const miss = missOf(row, k);
    const hit = exps[k] / (1 + rest);
    const rise = (1 - a) * (miss + (1 + epsilon) * hit) - (s - a);
    for (let c = 0; c < classes; c++) {
      const p = exps[c] / (1 + rest);
      const complement = c === top ? rest / (1 + rest) : 1 - p;
      const pull = s === 0 ? 0 : s / classes * ((classes - 1) * p - complement);
      gradient[first + c * stride] = rise * (c === k ? -miss : p) + pull;
    }
  }
}

/** 1 − p_k. */
function missOf({ exps, top, rest }: SoftmaxRow, k: number): number {
  return (k === top ? rest : sumExcept(exps, k)) / (1 + rest);
}

/** ℓ/2: in range where −log p_c itself is not. */
function halfOfRow(
  x: Float64Array,
  k: number,
  start: number,
  stride: number,
  row: SoftmaxRow,
  { epsilon, labelSmoothing: s, smoothedP }: PolyCrossEntropyOptions,
): number {
  const { max, rest, exps: { length: classes } } = row;
  const halfNll = (c: number) => (0.5 * max - 0.5 * x[start + c * stride]) + 0.5 * Math.log1p(rest);
  const miss = missOf(row, k);
  if (s === 0) return halfNll(k) + 0.5 * epsilon * miss;
  const a = smoothedP ? s : 0;
  const lacking = (1 - a) * miss + a * ((classes - 1) / classes);
  const shares = Float64Array.from({ length: classes }, (_, c) => s / classes * halfNll(c));
  return (1 - s) * halfNll(k) + sum(shares) + 0.5 * epsilon * lacking;
}

/** Poly cross entropy in the reference. */
export const polyCrossEntropyKernel: Kernel = {
  denominators: { mean: countOfTerms },
  terms(operands, gradients) {
    const { labels, layout } = operands;
    const x = logitsOf(operands);
    const options: PolyCrossEntropyOptions = {
      epsilon: numberOf(operands, "epsilon"),
      labelSmoothing: numberOf(operands, "label_smoothing"),
      smoothedP: numberOf(operands, "smoothed_p") === 1,
    };
    const out = rowOutput(operands, gradients);
    polyCrossEntropy(x, labels, layout, options, out);
    const row = allocateSoftmaxRow(layout.classes);
    return {
      value: out.value,
      gradients: out.gradient ? { pred: out.gradient } : {},
      scaled: (i, over, under) => {
        readSoftmaxRow(x, layout.start(i), layout.stride, row);
        const half = halfOfRow(x, labels[i], layout.start(i), layout.stride, row, options);
        return ratio([2, half, ...over], under);
      },
    };
  },
};
