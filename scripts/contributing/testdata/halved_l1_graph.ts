/**
 * Halved L1: |d| / 2 with d = pred − target, and |pred / 2 − target / 2| where d leaves the format.
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
} from "../../../src/onnx/internal.ts";

function halvedL1Loss(frame: Frame): Terms {
  const { o, number } = frame;
  const { pred, target, shape } = elements(frame);
  const half = number(0.5);
  const d = o.sub(pred, target, "d");
  const distance = o.abs(d, "abs_d");
  const ofHalves = o.abs(o.sub(o.mul(half, pred), o.mul(half, target)), "of_halves");
  const isBeyond = o.greater(distance, frame.largest(), "is_beyond");
  return {
    value: o.where(isBeyond, ofHalves, o.mul(half, distance), "half_abs_d"),
    gradients: oddGradients(o, o.mul(half, o.sign(d), "slope")),
    ...divisorOfElements(frame, pred),
    shape,
  };
}

/** Halved L1. */
export const halvedL1Graph: LossGraph = { write: halvedL1Loss };
