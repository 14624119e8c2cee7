/**
 * L1: |d| with d = pred − target.
 *
 * @module
 */
import {
  divisorOfElements,
  elements,
  type Frame,
  type LossGraph,
  oddGradients,
  type Terms,
} from "../../onnx/internal.ts";

/** |d|, slope sign d. */
function l1Loss(frame: Frame): Terms {
  const { o } = frame;
  const { pred, target, shape } = elements(frame);
  const d = o.sub(pred, target, "d");
  return {
    value: o.abs(d, "abs_d"),
    gradients: oddGradients(o, o.sign(d, "slope")),
    ...divisorOfElements(frame, pred),
    shape,
  };
}

/** L1. */
export const l1Graph: LossGraph = { write: l1Loss };
