/**
 * The pull of associative embedding: with the difference d of an object's tags,
 *
 *     w d²/2        slope w d
 *
 * As of squared error, the weight takes a |d|, and the slope is the sign of d.
 *
 * @module
 */
import {
  distanceInRange,
  divisorOfElements,
  elements,
  type Frame,
  type LossGraph,
  nonNegative,
  oddGradients,
  type Terms,
} from "../../onnx/internal.ts";

function aePullLoss(frame: Frame): Terms {
  const { o, number } = frame;
  const { pred, target, shape } = elements(frame);
  const d = o.sub(pred, target, "d");
  const { distance: size, isHalved } = distanceInRange(frame, pred, target, d);
  const weight = nonNegative(frame, "pull_weight");
  const steepness = o.where(isHalved, number(2), number(1), "steepness");
  return {
    value: size,
    factor: o.where(isHalved, number(2), number(0.5), "factor"),
    weight: o.mul(weight, size, "weighted_size"),
    gradients: oddGradients(o, o.mul(steepness, o.sign(d), "slope")),
    ...divisorOfElements(frame, pred),
    shape,
  };
}

/** The pull. */
export const aePullGraph: LossGraph = { write: aePullLoss };
