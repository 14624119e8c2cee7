/**
 * Dice loss of masks of logits: that of the probabilities p = σ(x).
 *
 * @module
 */
import {
  type ClassLayout,
  type LossOutput,
  predAndTarget,
  ratio,
  rowOutput,
  sigmoid,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";
import { countOfRows, type DiceOptions, diceOptions, type DiceRow, diceRow } from "./dice.ts";
import { allocateMaskRow, type MaskRow, type Probabilities, readMaskRow } from "./mask_row.ts";

/** σ(x), and what it lacks to 1: σ(−x). */
export function logisticProbabilities(x: Float64Array): Probabilities {
  return { p: x.map(sigmoid), rest: x.map((xi) => sigmoid(-xi)) };
}

/**
 * Dice loss of logits, value and gradient: ∂ℓ/∂x = ∂ℓ/∂p · p (1 − p), with 1 − p as σ(−x).
 *
 * Without eps, and with an empty target, it is 1 whatever x is, also where all probabilities underflow.
 *
 * Source: mmdet/models/losses/dice_loss.py, activate=True.
 *
 * @param of the probabilities of the logits [N, P]
 * @param target as many targets in [0, 1]
 * @param layout where the entries of each row stand
 * @param options eps, and whether sizes are sums or sums of squares
 * @param out receives ℓ, one a row, and ∂ℓ/∂x
 *
 * @example
 * ```ts
 * import { diceWithLogitsLoss, logisticProbabilities } from "./dice_with_logits.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(1), gradient: new Float64Array(1) };
 * const layout = { rows: 1, classes: 1, start: () => 0, stride: 1 };
 * const options = { eps: 0, naive: true };
 * const of = logisticProbabilities(Float64Array.of(0));
 * diceWithLogitsLoss(of, Float64Array.of(1), layout, options, out);
 * assertEquals(out.value, Float64Array.of(1 / 3));
 * ```
 */
export function diceWithLogitsLoss(
  of: Probabilities,
  target: Float64Array,
  layout: ClassLayout,
  options: DiceOptions,
  { value, gradient }: LossOutput,
): void {
  const row = allocateMaskRow(layout.classes);
  for (let i = 0; i < layout.rows; i++) {
    readMaskRow(of, target, layout, i, row);
    const { missed, norm, slope, power } = logitRow(row, options);
    value[i] = missed / norm;
    if (!gradient) continue;
    let at = layout.start(i);
    for (let c = 0; c < layout.classes; c++, at += layout.stride) {
      gradient[at] = slope(c) * (row.p[c] * power) * row.rest[c] / norm;
    }
  }
}

/** The parts of one row; NaN comes out again. */
function logitRow(row: MaskRow, options: DiceOptions): DiceRow {
  if (options.eps > 0 || row.t.some((t) => t !== 0)) return diceRow(row, options);
  const missed = row.p.reduce((one, p) => one + 0 * p, 1);
  return { missed, norm: 1, power: 1, slope: () => 0 * missed };
}

/** Dice loss of logits in the reference. */
export const diceWithLogits: Kernel = {
  denominators: { mean: countOfRows },
  terms(operands, gradients) {
    const { layout } = operands;
    const { pred, target } = predAndTarget(operands);
    const options = diceOptions(operands);
    const out = rowOutput(operands, gradients);
    const of = logisticProbabilities(pred);
    diceWithLogitsLoss(of, target, layout, options, out);
    return {
      value: out.value,
      gradients: out.gradient ? { pred: out.gradient } : {},
      scaled: (i, over, under) => {
        const row = allocateMaskRow(layout.classes);
        readMaskRow(of, target, layout, i, row);
        const { missed, norm } = logitRow(row, options);
        return ratio([missed, ...over], [norm, ...under]);
      },
    };
  },
};
