/**
 * Margin L2 loss: the squared difference of a target 0 or 1 and a prediction that is lowered by a margin
 * and clamped to [0, 1].
 *
 * @module
 */
import {
  countOfPositiveWeights,
  type LossOutput,
  namedGradients,
  numberOf,
  predAndTarget,
  ratio,
  termOutput,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";

/** Parameters of {@linkcode marginL2Loss}: what is not above 0 lowers nothing. */
export interface Margins {
  /** Lowers the prediction where the target is 1. */
  readonly positive: number;
  /** Lowers the prediction where the target is 0. */
  readonly negative: number;
}

/**
 * Margin L2 loss, value and gradient, with x = pred − max(margin, 0):
 *
 *     ℓ = (min(max(x, 0), 1) − t)²        ∂ℓ/∂pred = 2 (x − t) where 0 ≤ x ≤ 1, else 0
 *
 * Stable form: what rounding x loses is added to x − t, so that a prediction a margin above 1 costs
 * exactly as much as it is short of that.
 *
 * Source: mmdet/models/losses/l2_loss.py, MarginL2Loss.
 *
 * @param pred predictions
 * @param target as many of 0 and 1
 * @param margins one for each kind
 * @param out receives ℓ and ∂ℓ/∂pred, element by element
 *
 * @example
 * ```ts
 * import { marginL2Loss } from "./margin_l2.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(2), gradient: new Float64Array(2) };
 * const margins = { positive: 0.25, negative: 0.5 };
 * marginL2Loss(Float64Array.of(0.75, 0.25), Float64Array.of(1, 0), margins, out);
 * assertEquals(out.value, Float64Array.of(0.25, 0));
 * assertEquals(out.gradient, Float64Array.of(-1, 0));
 * ```
 */
export function marginL2Loss(
  pred: Float64Array,
  target: Float64Array,
  margins: Margins,
  { value, gradient }: LossOutput,
): void {
  for (let i = 0; i < pred.length; i++) {
    const { error, isInside } = errorOf(pred[i], target[i], margins);
    value[i] = error * error;
    if (gradient) gradient[i] = isInside ? 2 * error : 0 * error;
  }
}

/** min(max(x, 0), 1) − t, and whether x lies in [0, 1]. */
function errorOf(
  pred: number,
  target: number,
  { positive, negative }: Margins,
): { readonly error: number; readonly isInside: boolean } {
  const margin = Math.max(target === 1 ? positive : negative, 0);
  const x = pred - margin;
  const rest = lost(pred, margin, x);
  if (x < 0) return { error: 0 - target, isInside: false };
  if (x > 1 || x === 1 && rest > 0) return { error: 1 - target, isInside: false };
  return { error: (x - target) + rest, isInside: true };
}

/** pred − margin − x, exactly. */
function lost(pred: number, margin: number, x: number): number {
  const back = x - pred;
  return (pred - (x - back)) - (margin + back);
}

/** Margin L2 in the reference. */
export const marginL2: Kernel = {
  denominators: { mean: (operands) => [countOfPositiveWeights(operands) + 2 ** -23] },
  terms(operands, gradients) {
    const { pred, target } = predAndTarget(operands);
    const margins = {
      positive: numberOf(operands, "pos_margin"),
      negative: numberOf(operands, "neg_margin"),
    };
    const out = termOutput(pred.length, gradients);
    marginL2Loss(pred, target, margins, out);
    return {
      value: out.value,
      gradients: namedGradients(out.gradient, null),
      scaled: (i, over, under) => {
        const { error } = errorOf(pred[i], target[i], margins);
        return ratio([error, error, ...over], under);
      },
    };
  },
};
