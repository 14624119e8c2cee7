/**
 * L1 of DETR's boxes: w |d| with d = pred − target, slope w sign d, over avg_factor.
 *
 * Where d leaves the format, w |d| need not: there half of |d| is the value, and twice that the loss.
 *
 * @module
 */
import {
  avgFactorOrElements,
  distanceInRange,
  elements,
  type Frame,
  type LossGraph,
  oddGradients,
  optionalWeight,
  type Terms,
  withFactorChecked,
} from "../../onnx/internal.ts";

function detrL1Loss(frame: Frame): Terms {
  const { o, number, integers } = frame;
  const { pred: given, target, shape } = elements(frame);
  const isBox = o.equalInts(o.length(given, 1), integers(4), "is_box");
  const boxes = o.require(given, isBox, "pred must have boxes of four numbers");
  const pred = withFactorChecked(frame, boxes);
  const d = o.sub(pred, target, "d");
  const { distance, isHalved } = distanceInRange(frame, pred, target, d);
  return {
    value: distance,
    factor: o.where(isHalved, number(2), number(1), "factor"),
    gradients: oddGradients(o, o.sign(d, "slope")),
    weight: optionalWeight(frame, "weight", pred),
    ...avgFactorOrElements(frame, pred),
    shape,
  };
}

/** L1 of DETR's boxes. */
export const detrL1Graph: LossGraph = { write: detrL1Loss };
