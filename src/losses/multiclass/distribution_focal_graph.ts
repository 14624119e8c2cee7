/**
 * Distribution focal loss: with T_c = max(1 − |y − c|, 0), which is 0 but for the two classes that y lies
 * between,
 *
 *     Σ T_c (−log p_c)        ∂/∂x_c = p_c − T_c
 *
 * @module
 */
import {
  avgFactorOrElements,
  classRows,
  type Frame,
  type LossGraph,
  optionalWeight,
  softmaxOf,
  type Terms,
  withFactorChecked,
} from "../../onnx/internal.ts";

function distributionFocalLoss(frame: Frame): Terms {
  const { o, number } = frame;
  const zero = number(0);
  const one = number(1);
  const rows = classRows(frame);
  const { pred, classes, classIndex, shape } = rows;
  const given = o.reshape(frame.float("target"), shape, "y", "target must have the rows of pred");
  const last = o.sub(o.toFloat(pred, classes), one, "last");
  const outside = o.or(
    o.less(o.reduceMin(given), zero),
    o.any(o.greater(given, last)),
  );
  const y = o.require(given, o.not(outside), "target must lie in [0, C - 1]");
  const distance = o.abs(o.sub(o.unsqueeze(y, [1]), o.toFloat(pred, classIndex)), "distance");
  const mass = o.max(o.sub(one, distance), zero, "mass");
  const { exps, norm, halfNll } = softmaxOf(frame, rows);
  const half = o.squeeze(o.sum(o.mul(mass, halfNll), [1]), [1], "half");
  return {
    value: half,
    factor: number(2),
    gradients: { pred: o.sub(o.div(exps, norm), mass, "slope") },
    ...avgFactorOrElements(frame, half),
    weight: withFactorChecked(frame, optionalWeight(frame, "weight", half)),
    shape,
  };
}

/** Distribution focal loss. */
export const distributionFocalGraph: LossGraph = { write: distributionFocalLoss };
