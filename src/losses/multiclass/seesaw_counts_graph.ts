/**
 * The update of seesaw loss's counts, with labels k_i, of which C stands for the background:
 *
 *     n_c + Σ_i [k_i = c]
 *
 * @module
 */
import { type Frame, type LossGraph, nonEmpty, type Terms } from "../../onnx/internal.ts";
import { wholeCounts } from "./counts_graph.ts";

function seesawCounts(frame: Frame): Terms {
  const { o, number, integers } = frame;
  const [counts, given] = [wholeCounts(frame), frame.int("label")];
  const classes = o.size(counts);
  const stray = o.or(o.lessInts(given, integers(0)), o.lessInts(classes, given), "stray");
  const demand = "label must be a class or C, the background";
  const labels = o.require(given, o.not(o.any(stray)), demand);
  const isOwn = o.equalInts(o.unsqueeze(labels, [1]), o.range(classes, "class_index"), "is_own");
  const rows = o.sum(o.where(isOwn, number(1), number(0)), [0], "rows");
  const withClasses = nonEmpty(frame, o.shape(counts), counts, "counts");
  return {
    value: o.add(counts, o.squeeze(rows, [0]), "counts_after"),
    gradients: {},
    shape: nonEmpty(frame, withClasses, given, "label"),
  };
}

/** The update of seesaw loss's counts. */
export const seesawCountsGraph: LossGraph = { write: seesawCounts };
