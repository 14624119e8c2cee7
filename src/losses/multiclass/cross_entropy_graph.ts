/**
 * Cross entropy, and its weighted sum: with label k, class weights w and label smoothing s,
 *
 *     (1 − s) w_k (−log p_k) + s/C Σ w_c (−log p_c)
 *     ∂/∂x_c = (1 − s) w_k (p_c − [c = k]) + s/C (p_c Σ w − w_c)
 *
 * where 1 − p_k is the sum of the others.
 *
 * @module
 */
import {
  atLabel,
  avgFactorOr,
  classWeights,
  type Float,
  fraction,
  type Frame,
  type LossGraph,
  type SoftmaxRows,
  softmaxRows,
  type Terms,
} from "../../onnx/internal.ts";

/** Cross entropy with class weights, an ignored label and label smoothing. */
function crossEntropy(frame: Frame): Terms {
  const { o, number } = frame;
  const rows = softmaxRows(frame);
  const { exps, norm, halfNll, ignored, shape } = rows;
  const smoothing = fraction(frame, "label_smoothing");
  const weights = classWeights(frame, "class_weight", rows);
  const keep = o.sub(number(1), smoothing, "keep");
  const share = o.div(smoothing, o.toFloat(keep, rows.classes), "share");
  const shares = o.mul(share, weights, "shares");
  const w = atLabel(frame, rows, weights, "w");
  const mass = o.mul(keep, w, "mass");
  const hard = o.mul(mass, atLabel(frame, rows, halfNll), "hard");
  const soft = o.squeeze(o.sum(o.mul(shares, halfNll), [1]), [1], "soft");

  const p = o.div(exps, norm, "p");
  const pull = o.sub(o.mul(p, o.sum(shares)), shares, "pull");
  const hardSlope = o.mul(o.unsqueeze(mass, [1]), pMinusLabel(frame, rows), "hard_slope");
  return {
    value: o.mul(number(2), o.add(hard, soft), "cross_entropy"),
    gradients: { pred: o.add(hardSlope, pull, "slope") },
    ...(frame.reduction === "mean" && {
      divisor: o.total(o.where(ignored, number(0), w), "divisor"),
    }),
    ignored,
    shape,
  };
}

/**
 * Σ w · cross entropy / avg_factor, which is the number of weights > 0 of rows that count, at least 1,
 * where it is absent; not reduced it is divided, too.
 */
function weightedCrossEntropy(frame: Frame): Terms {
  const { o, number } = frame;
  const rows = softmaxRows(frame);
  const { halfNll, ignored, shape } = rows;
  const weight = o.reshape(frame.float("weight"), shape, "w", "weight must have the rows of pred");
  const counts = o.and(o.greater(weight, number(0)), o.not(ignored), "counts");
  const positives = o.toFloat(weight, o.count(counts, "positives"));
  return {
    value: atLabel(frame, rows, halfNll, "half_nll_k"),
    factor: number(2),
    gradients: { pred: pMinusLabel(frame, rows) },
    weight,
    divisor: avgFactorOr(frame, o.max(positives, number(1))),
    ignored,
    shape,
  };
}

/** p_c − [c = k]. */
function pMinusLabel({ o }: Frame, { isLabel, others, exps, norm }: SoftmaxRows): Float {
  const towards = o.where(isLabel, o.neg(others), exps, "towards");
  return o.div(towards, norm, "p_minus_label");
}

/** Cross entropy. */
export const crossEntropyGraph: LossGraph = { write: crossEntropy };

/** Cross entropy with weights of rows. */
export const weightedCrossEntropyGraph: LossGraph = { write: weightedCrossEntropy };
