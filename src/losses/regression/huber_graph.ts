/**
 * Huber: with a = |d|, d = pred − target,
 *
 *     ½ d² where a ≤ δ, else δ (a − ½ δ)        slope d where a ≤ δ, else δ sign d
 *
 * @module
 */
import {
  divisorOfElements,
  elements,
  type Frame,
  type LossGraph,
  oddGradients,
  positive,
  type Terms,
} from "../../onnx/internal.ts";

/** Huber's loss of 1964. */
function huberLoss(frame: Frame): Terms {
  const { o, number } = frame;
  const { pred, target, shape } = elements(frame);
  const delta = positive(frame, "delta");
  const d = o.sub(pred, target, "d");
  const a = o.abs(d, "abs_d");
  const near = o.greaterOrEqual(delta, a, "near");
  const parabola = o.mul(o.mul(number(0.5), d), d, "parabola");
  const line = o.mul(delta, o.sub(a, o.mul(number(0.5), delta)), "line");
  const steep = o.mul(delta, o.sign(d), "steep");
  return {
    value: o.where(near, parabola, line, "huber"),
    gradients: oddGradients(o, o.where(near, d, steep, "slope")),
    ...divisorOfElements(frame, pred),
    shape,
  };
}

/** Huber. */
export const huberGraph: LossGraph = { write: huberLoss };
