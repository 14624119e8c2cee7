/**
 * Focal loss of a softmax: with label k, r = 1 − p_k and p'_c the softmax over the other classes,
 *
 *     a_k r^γ (−log p_k)
 *     ∂/∂x_c = a_k r^γ (γ p_k (−log p_k) + r) p'_c        ∂/∂x_k = the same with −1 for p'_c
 *
 * r is the sum of the others. Where that is 0 so is r, and the smallest float keeps 0/0 out of p'.
 *
 * @module
 */
import {
  atLabel,
  classWeights,
  type Frame,
  type LossGraph,
  nonNegative,
  softmaxRows,
  type Terms,
} from "../../onnx/internal.ts";

/** Cross entropy in which easy rows count less. */
function softmaxFocalLoss(frame: Frame): Terms {
  const { o, number } = frame;
  const rows = softmaxRows(frame);
  const { exps, norm, others, isLabel, halfNll, ignored, shape } = rows;
  const gamma = nonNegative(frame, "gamma");
  const a = atLabel(frame, rows, classWeights(frame, "alpha", rows), "a");
  const p = o.div(atLabel(frame, rows, exps), o.squeeze(norm, [1]), "p");
  const r = o.div(o.squeeze(others, [1]), o.squeeze(norm, [1]), "r");
  const half = atLabel(frame, rows, halfNll, "half_nll_k");
  const modulation = o.mul(a, o.pow(r, gamma), "modulation");
  const turn = o.mul(o.mul(number(2), gamma), o.mul(p, half), "turn");
  const steepness = o.mul(modulation, o.add(turn, r), "steepness");
  const someOthers = o.max(others, frame.least(), "some_others");
  const shares = o.where(isLabel, number(-1), o.div(exps, someOthers), "shares");
  return {
    value: o.mul(number(2), o.mul(modulation, half), "focal"),
    gradients: { pred: o.mul(o.unsqueeze(steepness, [1]), shares, "slope") },
    ...(frame.reduction === "mean" && {
      divisor: o.toFloat(p, o.count(o.not(ignored), "valid")),
    }),
    ignored,
    shape,
  };
}

/** Softmax focal loss. */
export const softmaxFocalGraph: LossGraph = { write: softmaxFocalLoss };
