/**
 * Jaccard loss of rows of a mask: what is found wrongly or missed, over the union.
 *
 * @module
 */
import {
  divisorOfRowCount,
  entryRows,
  type Frame,
  type LossGraph,
  nonNegative,
  steadyProduct,
  type Terms,
} from "../../onnx/internal.ts";
import { tverskyParts } from "./tversky_graph.ts";

function jaccardLoss(frame: Frame): Terms {
  const { o, number } = frame;
  const { pred, target, rows } = entryRows(frame, ["pred", "target"]);
  const smooth = nonNegative(frame, "smooth");
  const prices = { alpha: number(1), beta: number(1), smooth };
  const { u, units, slope } = tverskyParts(frame, pred, target, prices);
  return {
    value: o.squeeze(o.div(u, units.area), [1], "jaccard"),
    gradients: { pred: (factors) => steadyProduct(o, number, slope, factors) },
    ...divisorOfRowCount(frame, u, rows),
    shape: rows,
  };
}

/** Jaccard loss. */
export const jaccardGraph: LossGraph = { write: jaccardLoss };
