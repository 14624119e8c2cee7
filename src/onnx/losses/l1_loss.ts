/**
 * L1: |d| with d = pred − target.
 *
 * @module
 */
import { elements } from "../checked.ts";
import type { Frame } from "../frame.ts";
import type { Terms } from "../terms.ts";
import { divisorOfElements, oddGradients } from "./pair.ts";

/** |d|, slope sign d. */
export function l1Loss(frame: Frame): Terms {
  const { o } = frame;
  const { pred, target, shape } = elements(frame);
  const d = o.sub(pred, target, "d");
  return {
    value: o.abs(d, "abs_d"),
    gradients: oddGradients(o, o.sign(d, "slope")),
    ...divisorOfElements(frame, pred),
    shape,
    classAxis: false,
  };
}
