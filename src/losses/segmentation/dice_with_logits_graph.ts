/**
 * Dice loss of logits: that of the probabilities p = σ(x), whose slope is multiplied by p σ(−x).
 *
 * Without eps, and with an empty target, it is 1, also where all probabilities underflow.
 *
 * @module
 */
import {
  entryRows,
  type Frame,
  logit,
  type LossGraph,
  steadyProduct,
  type Terms,
  weightedRows,
} from "../../onnx/internal.ts";
import { diceParts } from "./dice_graph.ts";

function diceWithLogitsLoss(frame: Frame): Terms {
  const { o, number } = frame;
  const { pred, target: t, rows } = entryRows(frame, ["target"]);
  const { up, down, norm } = logit(frame, pred);
  const p = o.div(up, norm, "p_of_x");
  const rest = o.div(down, norm, "rest");
  const one = number(1);
  const isHigh = o.greater(t, number(0.5), "is_high");
  const excess = o.where(isHigh, o.sub(o.sub(one, t), rest), o.sub(p, t), "excess");
  const { value, slope, power, eps } = diceParts(frame, { p, rest, t, excess });

  const isEmpty = o.not(o.greater(o.reduceMax(t, 1), number(0)), "is_empty");
  const isWhole = o.and(isEmpty, o.not(o.greater(eps, number(0))), "is_whole");
  // NaN stays, among the logits and among the targets.
  const nothing = o.mul(number(0), o.add(o.reduceMax(p, 1), o.reduceMax(t, 1)), "nothing");
  const bySlope = o.mul(o.mul(slope, o.mul(p, power)), rest);
  return weightedRows(frame, rows, {
    value: o.where(isWhole, o.add(one, nothing), value, "dice_of_x"),
    gradients: {
      pred: (factors) =>
        steadyProduct(o, number, o.where(isWhole, nothing, bySlope, "slope_of_x"), factors),
    },
  });
}

/** Dice loss of logits. */
export const diceWithLogitsGraph: LossGraph = { write: diceWithLogitsLoss };
