/**
 * Squared error: with d = pred − target,
 *
 *     d²        slope 2 d
 *
 * w d² is |d| · (w |d|), which leaves the format only where the product does; so the weight takes a |d|,
 * and the slope by pred is twice the sign of d. Where d itself leaves the format its half does not.
 *
 * @module
 */
import {
  distanceInRange,
  divisorOfElements,
  elements,
  type Frame,
  type LossGraph,
  oddGradients,
  optionalWeight,
  type Terms,
} from "../../onnx/internal.ts";

function mseLoss(frame: Frame): Terms {
  const { o, number } = frame;
  const { pred, target, shape } = elements(frame);
  const d = o.sub(pred, target, "d");
  const { distance: size, isHalved } = distanceInRange(frame, pred, target, d);
  const weight = optionalWeight(frame, "weight", pred);
  const steepness = o.where(isHalved, number(4), number(2), "steepness");
  return {
    value: size,
    factor: o.where(isHalved, number(4), number(1), "factor"),
    weight: o.mul(weight, size, "weighted_size"),
    gradients: oddGradients(o, o.mul(steepness, o.sign(d), "slope")),
    ...divisorOfElements(frame, pred),
    shape,
  };
}

/** Squared error. */
export const mseGraph: LossGraph = { write: mseLoss };
