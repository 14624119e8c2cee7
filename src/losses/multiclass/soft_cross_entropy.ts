/**
 * Softmax cross entropy of a probability for each class.
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
  readSoftmaxRow,
  rowOutput,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";
import { massLoss, scaledMassLoss, writeMassGradient } from "./masses.ts";

/** Parameters of {@linkcode softCrossEntropy}. */
export interface SoftCrossEntropyOptions {
  /** w: one weight ≥ 0 a class; `null` = ones. */
  readonly classWeight: Float64Array | null;
  /** s in [0, 1]: how much of the target is spread over all classes. */
  readonly labelSmoothing: number;
}

/**
 * Soft cross entropy, value and gradient, with T_c = w_c ((1 − s) t_c + s/C):
 *
 *     ℓ = Σ_c T_c · (−log p_c)        ∂ℓ/∂x_c = p_c Σ_{j≠c} T_j − (1 − p_c) T_c
 *
 * The T of a row may sum to anything.
 *
 * Source: torch.nn.functional.cross_entropy with class probabilities.
 *
 * @param x logits, row-major
 * @param target t in [0, 1], one a logit
 * @param layout where the logits of each row stand
 * @param options class weights, smoothing
 * @param out receives ℓ, one a row, and ∂ℓ/∂x, where x stands
 *
 * @example
 * ```ts
 * import { softCrossEntropy } from "./soft_cross_entropy.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(1), gradient: new Float64Array(2) };
 * const options = { classWeight: null, labelSmoothing: 0 };
 * const layout = { rows: 1, classes: 2, start: () => 0, stride: 1 };
 * softCrossEntropy(Float64Array.of(3, 3), Float64Array.of(0.5, 0), layout, options, out);
 * assertEquals(out.value, Float64Array.of(Math.LN2 / 2));
 * assertEquals(out.gradient, Float64Array.of(-0.25, 0.25));
 * ```
 */
export function softCrossEntropy(
  x: Float64Array,
  target: Float64Array,
  layout: ClassLayout,
  options: SoftCrossEntropyOptions,
  { value, gradient }: LossOutput,
): void {
  const { rows, classes, start, stride } = layout;
  const row = allocateSoftmaxRow(classes);
  const masses = new Float64Array(classes);
  const parts = new Float64Array(classes);
  for (let i = 0; i < rows; i++) {
    fillMasses(masses, target, layout, options, i);
    readSoftmaxRow(x, start(i), stride, row);
    const loss = massLoss(x, start(i), stride, row, masses, -1, parts);
    value[i] = loss < Infinity ? loss : scaledMassLoss(x, start(i), stride, row, masses, [], []);
    if (gradient) writeMassGradient(gradient, start(i), stride, row, masses, -1);
  }
}

/** T of one row. */
function fillMasses(
  masses: Float64Array,
  target: Float64Array,
  { classes, start, stride }: ClassLayout,
  { classWeight, labelSmoothing: s }: SoftCrossEntropyOptions,
  i: number,
): void {
  for (let c = 0; c < classes; c++) {
    const t = (1 - s) * target[start(i) + c * stride] + s / classes;
    masses[c] = classWeight ? classWeight[c] * t : t;
  }
}

/** Soft cross entropy in the reference. */
export const rowSoftCrossEntropy: Kernel = {
  denominators: { mean: countOfTerms },
  terms(operands, gradients) {
    const { layout, floats: { target, class_weight } } = operands;
    if (!target) throw new TypeError("Cannot evaluate: target must be checked first");
    const x = logitsOf(operands);
    const options = {
      classWeight: class_weight ?? null,
      labelSmoothing: numberOf(operands, "label_smoothing"),
    };
    const out = rowOutput(operands, gradients);
    softCrossEntropy(x, target, layout, options, out);
    return {
      value: out.value,
      gradients: out.gradient ? { pred: out.gradient } : {},
      scaled(i, over, under) {
        const row = allocateSoftmaxRow(layout.classes);
        readSoftmaxRow(x, layout.start(i), layout.stride, row);
        const masses = new Float64Array(layout.classes);
        fillMasses(masses, target, layout, options, i);
        return scaledMassLoss(x, layout.start(i), layout.stride, row, masses, over, under);
      },
    };
  },
};
