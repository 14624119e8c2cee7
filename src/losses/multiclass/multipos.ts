/**
 * Cross entropy of rows with several positives.
 *
 * @module
 */
import {
  avgFactorOr,
  type ClassLayout,
  countOfTerms,
  logitsOf,
  type LossOutput,
  ratio,
  rowOutput,
  sigmoid,
  softplus,
  sum,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";

/** One row, apart by its labels. */
interface Row {
  /** exp(l − x) of each positive, exp(x − h) of each negative: l the lowest of them, h the highest. */
  readonly exps: Float64Array;
  /** Σ of them, ≥ 1; 0 where there is none. */
  readonly positives: number;
  readonly negatives: number;
  /** M/2 = (h − l)/2 + log(Σ Σ)/2: in range where M is not. */
  readonly halfMargin: number;
}

/**
 * Cross entropy of several positives, value and gradient, with x_n the negatives of a row, x_p its positives:
 *
 *     ℓ = log(1 + Σ_n Σ_p exp(x_n − x_p)) = softplus(M),   M = log Σ_n exp(x_n) + log Σ_p exp(−x_p)
 *     ∂ℓ/∂x_n = σ(M) softmax(x_n),   ∂ℓ/∂x_p = −σ(M) softmax(−x_p)
 *
 * and 0 with no slope where there are no pairs. Stable form: of the highest negative and the lowest positive
 * the difference is taken first.
 *
 * Sources: arXiv:2006.06664 eq. 5; mmdet/models/losses/multipos_cross_entropy_loss.py.
 *
 * @param x logits, row-major
 * @param labels as many, 1 of positives, 0 of negatives
 * @param layout where the logits of each row stand
 * @param out receives ℓ, one a row, and ∂ℓ/∂x, where x stands
 *
 * @example
 * ```ts
 * import { multiposCrossEntropy } from "./multipos.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(1), gradient: new Float64Array(2) };
 * const layout = { rows: 1, classes: 2, start: () => 0, stride: 1 };
 * multiposCrossEntropy(Float64Array.of(3, 3), Float64Array.of(1, 0), layout, out);
 * assertEquals(out.value, Float64Array.of(Math.LN2));
 * assertEquals(out.gradient, Float64Array.of(-0.5, 0.5));
 * ```
 */
export function multiposCrossEntropy(
  x: Float64Array,
  labels: Float64Array,
  layout: ClassLayout,
  { value, gradient }: LossOutput,
): void {
  const { rows, classes, start, stride } = layout;
  for (let i = 0; i < rows; i++) {
    const row = readRow(x, labels, layout, i);
    value[i] = 2 * halfOf(row);
    if (!gradient) continue;
    const share = sigmoid(2 * row.halfMargin);
    for (let c = 0; c < classes; c++) {
      const at = start(i) + c * stride;
      const total = labels[at] === 1 ? -row.positives : row.negatives;
      gradient[at] = share * row.exps[c] / total;
    }
  }
}

function readRow(
  x: Float64Array,
  labels: Float64Array,
  { classes, start, stride }: ClassLayout,
  i: number,
): Row {
  const isPositive = (c: number) => labels[start(i) + c * stride] === 1;
  // A label that is NaN makes its logit NaN.
  const at = (c: number) => x[start(i) + c * stride] + 0 * labels[start(i) + c * stride];
  let lowest = Infinity;
  let highest = -Infinity;
  for (let c = 0; c < classes; c++) {
    if (isPositive(c)) lowest = Math.min(lowest, at(c));
    else highest = Math.max(highest, at(c));
  }
  const exps = new Float64Array(classes);
  const [positive, negative] = [new Float64Array(classes), new Float64Array(classes)];
  for (let c = 0; c < classes; c++) {
    exps[c] = Math.exp(isPositive(c) ? lowest - at(c) : at(c) - highest);
    (isPositive(c) ? positive : negative)[c] = exps[c];
  }
  const [positives, negatives] = [sum(positive), sum(negative)];
  const pairs = positives * negatives;
  // Without pairs the margin is −∞, but NaN where a logit is.
  const halfMargin = pairs === 0 ? -Infinity : halfGap(highest, lowest) + 0.5 * Math.log(pairs);
  return { exps, positives, negatives, halfMargin };
}

function halfGap(highest: number, lowest: number): number {
  return 0.5 * highest - 0.5 * lowest;
}

/** ℓ/2. */
function halfOf({ halfMargin }: Row): number {
  return Math.max(halfMargin, 0) + 0.5 * softplus(-2 * Math.abs(halfMargin));
}

/** Cross entropy of several positives in the reference. */
export const multipos: Kernel = {
  denominators: {
    mean: (operands) => avgFactorOr(operands, () => countOfTerms(operands)[0]),
  },
  terms(operands, gradients) {
    const { layout, floats: { label } } = operands;
    if (!label) throw new TypeError("Cannot evaluate: label must be checked first");
    const x = logitsOf(operands);
    const out = rowOutput(operands, gradients);
    multiposCrossEntropy(x, label, layout, out);
    return {
      value: out.value,
      gradients: out.gradient ? { pred: out.gradient } : {},
      scaled: (i, over, under) => ratio([2, halfOf(readRow(x, label, layout, i)), ...over], under),
    };
  },
};
