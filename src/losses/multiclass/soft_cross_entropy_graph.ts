/**
 * Soft cross entropy: with T_c = w_c ((1 − s) t_c + s/C),
 *
 *     Σ T_c (−log p_c)        ∂/∂x_c = p_c Σ T − T_c
 *
 * @module
 */
import {
  classRows,
  classWeights,
  fraction,
  type Frame,
  type LossGraph,
  softmaxOf,
  type Terms,
} from "../../onnx/internal.ts";

function softCrossEntropy(frame: Frame): Terms {
  const { o, number } = frame;
  const rows = classRows(frame);
  const { pred, entries, classes, shape } = rows;
  const demand = "target must have the shape of pred";
  const given = o.reshape(frame.float("target"), entries, "t", demand);
  const outside = o.or(
    o.less(o.reduceMin(given), number(0)),
    o.greater(o.reduceMax(given), number(1)),
  );
  const target = o.require(given, o.not(outside), "target must lie in [0, 1]");
  const { exps, norm, halfNll } = softmaxOf(frame, rows);
  const smoothing = fraction(frame, "label_smoothing");
  const kept = o.mul(o.sub(number(1), smoothing), target, "kept");
  const soft = o.add(kept, o.div(smoothing, o.toFloat(pred, classes)), "soft");
  const masses = o.mul(classWeights(frame, "class_weight", rows), soft, "masses");
  const half = o.squeeze(o.sum(o.mul(masses, halfNll), [1]), [1], "half");
  const p = o.div(exps, norm, "p");
  return {
    value: o.mul(number(2), half, "soft_cross_entropy"),
    gradients: { pred: o.sub(o.mul(p, o.sum(masses, [1])), masses, "slope") },
    ...(frame.reduction === "mean" && { divisor: o.toFloat(pred, o.size(half)), isCount: true }),
    shape,
  };
}

/** Soft cross entropy. */
export const softCrossEntropyGraph: LossGraph = { write: softCrossEntropy };
