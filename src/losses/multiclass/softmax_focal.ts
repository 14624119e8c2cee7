/**
 * Focal loss of a softmax.
 *
 * @module
 */
import {
  allocateSoftmaxRow,
  type ClassLayout,
  countOfValidRows,
  logitsOf,
  type LossOutput,
  ratio,
  readSoftmaxRow,
  rowOutput,
  type SoftmaxRow,
  sumExcept,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";

/** Parameters of {@linkcode softmaxFocalLoss}. */
export interface SoftmaxFocalOptions {
  /** γ ≥ 0: how strongly well-classified rows are played down. */
  readonly gamma: number;
  /** a: the weight of each label's class, or one for all; `null` = 1. */
  readonly alpha: Float64Array | null;
  /** Rows of this label have value 0 and gradient 0. */
  readonly ignoreIndex: number;
}

/**
 * Softmax focal loss, value and gradient, with r = 1 − p_k and p'_c the softmax over the other classes:
 *
 *     ℓ = a_k r^γ (−log p_k)
 *     ∂ℓ/∂x_c = a_k r^γ (γ p_k (−log p_k) + r) p'_c        ∂ℓ/∂x_k = −Σ_{c≠k} ∂ℓ/∂x_c
 *
 * Stable form: r = Σ_{j≠k} e_j / Σ e_j instead of 1 − p_k; γ r^γ/r never appears.
 *
 * Sources: arXiv:1708.02002 eq. 5 with a softmax; mmcv/ops/focal_loss.py.
 *
 * @param x logits, row-major
 * @param labels one a row, each in 0…C−1 or the ignored one
 * @param layout where the logits of each row stand
 * @param options γ, class weights, ignored label
 * @param out receives ℓ, one a row, and ∂ℓ/∂x, where x stands
 *
 * @example
 * ```ts
 * import { softmaxFocalLoss } from "./softmax_focal.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(1), gradient: new Float64Array(2) };
 * const options = { gamma: 2, alpha: null, ignoreIndex: -100 };
 * const layout = { rows: 1, classes: 2, start: () => 0, stride: 1 };
 * softmaxFocalLoss(Float64Array.of(3, 3), Int32Array.of(1), layout, options, out);
 * assertEquals(out.value, Float64Array.of(Math.LN2 / 4));
 * assertEquals(out.gradient[0], -out.gradient[1]);
 * ```
 */
export function softmaxFocalLoss(
  x: Float64Array,
  labels: Int32Array,
  { rows, classes, start, stride }: ClassLayout,
  { gamma, alpha, ignoreIndex }: SoftmaxFocalOptions,
  { value, gradient }: LossOutput,
): void {
  const row = allocateSoftmaxRow(classes);
  for (let i = 0; i < rows; i++) {
    const k = labels[i];
    const first = start(i);
    if (k === ignoreIndex) {
      value[i] = 0;
      if (gradient) { for (let c = 0; c < classes; c++) gradient[first + c * stride] = 0; }
      continue;
    }
    readSoftmaxRow(x, first, stride, row);
    const others = k === row.top ? row.rest : sumExcept(row.exps, k);
    const p = row.exps[k] / (1 + row.rest);
    const r = others / (1 + row.rest);
    const nll = (row.max - x[first + k * stride]) + Math.log1p(row.rest);
    const modulation = weightOf(alpha, k) * power(r, p, gamma);
    value[i] = nll === Infinity
      ? ratio([2, modulation, halfNll(row, x[first + k * stride])], [])
      : modulation * nll;
    if (!gradient) continue;
    // p (−log p) tends to 0 with p, also where −log p overflows.
    const steepness = p === 0 ? r : gamma * (p * nll) + r;
    for (let c = 0; c < classes; c++) {
      // Where the others' sum underflows, so does r.
      const share = others === 0 ? 0 : row.exps[c] / others;
      gradient[first + c * stride] = c === k
        ? 0 - modulation * steepness
        : modulation * share * steepness;
    }
  }
}

/** a_k. */
function weightOf(alpha: Float64Array | null, k: number): number {
  return alpha === null ? 1 : alpha.length === 1 ? alpha[0] : alpha[k];
}

/** r^γ with r = 1 − p: near r = 1 by its logarithm, lest γ amplify r's rounding. */
function power(r: number, p: number, gamma: number): number {
  if (gamma === 2) return r * r;
  return p < 0.5 ? Math.exp(gamma * Math.log1p(-p)) : r ** gamma;
}

/** −½ log p_k: finite where −log p_k itself is not. */
function halfNll({ max, rest }: SoftmaxRow, xk: number): number {
  return (0.5 * max - 0.5 * xk) + 0.5 * Math.log1p(rest);
}

/** One row's loss times a quotient, finite wherever that is. */
export function scaledSoftmaxFocal(
  x: Float64Array,
  labels: Int32Array,
  { classes, start, stride }: ClassLayout,
  { gamma, alpha, ignoreIndex }: SoftmaxFocalOptions,
  i: number,
  numerators: readonly number[],
  denominators: readonly number[],
): number {
  const k = labels[i];
  if (k === ignoreIndex) return 0;
  const row = allocateSoftmaxRow(classes);
  const first = start(i);
  readSoftmaxRow(x, first, stride, row);
  const p = row.exps[k] / (1 + row.rest);
  const r = sumExcept(row.exps, k) / (1 + row.rest);
  const factors = [2, weightOf(alpha, k), power(r, p, gamma), halfNll(row, x[first + k * stride])];
  return ratio([...factors, ...numerators], denominators);
}

/** Softmax focal loss in the reference. */
export const softmaxFocal: Kernel = {
  denominators: { mean: countOfValidRows },
  terms(operands, gradients) {
    const { labels, layout, params } = operands;
    const x = logitsOf(operands);
    const options = {
      gamma: params.gamma ?? NaN,
      alpha: operands.floats.alpha ?? null,
      ignoreIndex: params.ignore_index ?? NaN,
    };
    const out = rowOutput(operands, gradients);
    softmaxFocalLoss(x, labels, layout, options, out);
    return {
      value: out.value,
      gradients: out.gradient ? { pred: out.gradient } : {},
      scaled: (i, over, under) => scaledSoftmaxFocal(x, labels, layout, options, i, over, under),
    };
  },
};
