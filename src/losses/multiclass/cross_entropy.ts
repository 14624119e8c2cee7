/**
 * Softmax cross entropy of integer labels.
 *
 * @module
 */
import {
  allocateSoftmaxRow,
  avgFactorOr,
  type ClassLayout,
  countOfPositiveWeights,
  logitsOf,
  type LossOutput,
  type Operands,
  readSoftmaxRow,
  rowOutput,
  sumOfLabelWeights,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";
import { massLoss, scaledMassLoss, writeMassGradient } from "./masses.ts";

/** Parameters of {@linkcode crossEntropy}. */
export interface CrossEntropyOptions {
  /** w: one weight ≥ 0 a class; `null` = ones. */
  readonly classWeight: Float64Array | null;
  /** Rows of this label have value 0 and gradient 0. */
  readonly ignoreIndex: number;
  /** s in [0, 1]: how much of the label is spread over all classes. */
  readonly labelSmoothing: number;
}

/**
 * Cross entropy, value and gradient, as the distance to masses T_c of the classes:
 *
 *     T_c = (1 − s) w_k [c = k] + (s/C) w_c
 *     ℓ = Σ_c T_c · (−log p_c)        ∂ℓ/∂x_c = p_c Σ_{j≠c} T_j − (1 − p_c) T_c
 *
 * Stable form: −log p_c = (m − x_c) + log1p(Σ_{j≠top} exp(x_j − m)), never a difference of
 * logarithms; 1 − p_c as the sum over the other classes.
 *
 * @param x logits, row-major
 * @param labels one a row, each in 0…C−1 or the ignored one
 * @param layout where the logits of each row stand
 * @param options class weights, ignored label, smoothing
 * @param out receives ℓ, one a row, and ∂ℓ/∂x, where x stands
 *
 * @example
 * ```ts
 * import { crossEntropy } from "./cross_entropy.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(1), gradient: new Float64Array(2) };
 * const options = { classWeight: null, ignoreIndex: -100, labelSmoothing: 0 };
 * const layout = { rows: 1, classes: 2, start: () => 0, stride: 1 };
 * crossEntropy(Float64Array.of(3, 3), Int32Array.of(1), layout, options, out);
 * assertEquals(out.value, Float64Array.of(Math.LN2));
 * assertEquals(out.gradient, Float64Array.of(0.5, -0.5));
 * ```
 */
export function crossEntropy(
  x: Float64Array,
  labels: Int32Array,
  { rows, classes, start, stride }: ClassLayout,
  options: CrossEntropyOptions,
  { value, gradient }: LossOutput,
): void {
  const row = allocateSoftmaxRow(classes);
  const masses = new Float64Array(classes);
  const parts = new Float64Array(classes);
  for (let i = 0; i < rows; i++) {
    const k = labels[i];
    const first = start(i);
    if (k === options.ignoreIndex) {
      value[i] = 0;
      if (gradient) { for (let c = 0; c < classes; c++) gradient[first + c * stride] = 0; }
      continue;
    }
    readSoftmaxRow(x, first, stride, row);
    fillMasses(masses, k, options);
    const only = options.labelSmoothing === 0 ? k : -1;
    const loss = massLoss(x, first, stride, row, masses, only, parts);
    value[i] = loss < Infinity ? loss : scaledMassLoss(x, first, stride, row, masses, [], []);
    if (gradient) writeMassGradient(gradient, first, stride, row, masses, only);
  }
}

/** T_c = (1 − s) w_k [c = k] + (s/C) w_c. */
function fillMasses(
  masses: Float64Array,
  k: number,
  { classWeight, labelSmoothing: s }: CrossEntropyOptions,
): void {
  const share = s / masses.length;
  for (let c = 0; c < masses.length; c++) {
    masses[c] = s === 0 ? 0 : share * (classWeight ? classWeight[c] : 1);
  }
  masses[k] += (1 - s) * (classWeight ? classWeight[k] : 1);
}

/** One row's loss times a quotient, finite wherever that is. */
export function scaledCrossEntropy(
  x: Float64Array,
  labels: Int32Array,
  { classes, start, stride }: ClassLayout,
  options: CrossEntropyOptions,
  i: number,
  numerators: readonly number[],
  denominators: readonly number[],
): number {
  if (labels[i] === options.ignoreIndex) return 0;
  const row = allocateSoftmaxRow(classes);
  const masses = new Float64Array(classes);
  const first = start(i);
  readSoftmaxRow(x, first, stride, row);
  fillMasses(masses, labels[i], options);
  return scaledMassLoss(x, first, stride, row, masses, numerators, denominators);
}

/** Cross entropy in the reference; a loss without class weights or smoothing has ones and 0. */
export const rowCrossEntropy: Kernel = {
  denominators: { mean: sumOfLabelWeights },
  terms(operands, gradients) {
    const { labels, layout, params } = operands;
    const x = logitsOf(operands);
    const options = {
      classWeight: operands.floats.class_weight ?? null,
      ignoreIndex: params.ignore_index ?? NaN,
      labelSmoothing: params.label_smoothing ?? 0,
    };
    const out = rowOutput(operands, gradients);
    crossEntropy(x, labels, layout, options, out);
    return {
      value: out.value,
      gradients: out.gradient ? { pred: out.gradient } : {},
      scaled: (i, over, under) => scaledCrossEntropy(x, labels, layout, options, i, over, under),
    };
  },
};

/** `avg_factor`, or max(count(w > 0), 1). */
function countedRows(operands: Operands): readonly number[] {
  return avgFactorOr(operands, () => Math.max(countOfPositiveWeights(operands), 1));
}

/** Rows with weights, over `avg_factor` or max(count(w > 0), 1), reduced or not. */
export const weightedCrossEntropy: Kernel = {
  ...rowCrossEntropy,
  denominators: { mean: countedRows, none: countedRows },
};
