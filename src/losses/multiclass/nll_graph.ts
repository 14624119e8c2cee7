/**
 * Negative log likelihood: with label k and class weights w, −w_k x_k, slope −w_k at the label. A Where
 * picks both, so that no product meets the entries of other classes.
 *
 * @module
 */
import {
  atLabel,
  classWeights,
  type Frame,
  labelRows,
  type LossGraph,
  type Terms,
} from "../../onnx/internal.ts";

function negativeLogLikelihood(frame: Frame): Terms {
  const { o, number } = frame;
  const zero = number(0);
  const rows = labelRows(frame);
  const { pred, isLabel, ignored, shape } = rows;
  const w = atLabel(frame, rows, classWeights(frame, "class_weight", rows), "w");
  const surprise = o.sub(zero, atLabel(frame, rows, pred, "log_p"), "surprise");
  return {
    value: o.mul(w, surprise, "nll"),
    gradients: { pred: o.where(isLabel, o.neg(o.unsqueeze(w, [1])), zero, "slope") },
    ...(frame.reduction === "mean" && {
      divisor: o.total(o.where(ignored, zero, w), "divisor"),
    }),
    ignored,
    shape,
  };
}

/** Negative log likelihood. */
export const nllGraph: LossGraph = { write: negativeLogLikelihood };
