/**
 * Graphs that leave the loss to ONNX's own operators: an implementation that others wrote.
 *
 * They have no gradients, and the ignored label, an attribute there, is -100.
 *
 * onnxruntime (1.30, 1.32) fails some golden cases with them: in float64 `LogSoftmax` loses a NaN that is
 * not the first of its row, and gives numbers from log of nearly nothing, [0.5, NaN, 2] → [44.6, NaN, 46.1];
 * a label below 0 has a value.
 *
 * @module
 */
import type { Spec } from "../../spec/mod.ts";
import {
  type Float,
  type GraphBuilder,
  type GraphOptions,
  inputPort,
  type OperatorGraph,
  operatorsOf,
  paramPort,
} from "../../onnx/internal.ts";

const ignored = -100;

function softmaxCrossEntropy(
  g: GraphBuilder,
  { inputs }: Spec,
  { reduction }: GraphOptions,
): Float {
  const given = [
    g.float(inputPort("pred", inputs.pred)),
    g.int(inputPort("label", inputs.label)),
    g.float(inputPort("class_weight", inputs.class_weight)),
  ];
  const attributes = { reduction, ignore_index: ignored };
  return g.node("SoftmaxCrossEntropyLoss", given, "float", "cross_entropy", { attributes });
}

function negativeLogLikelihood(
  g: GraphBuilder,
  { inputs, params }: Spec,
  { reduction }: GraphOptions,
): Float {
  const o = operatorsOf(g);
  const pred = g.float(inputPort("pred", inputs.pred));
  const label = g.int(inputPort("label", inputs.label));
  const weight = g.float(inputPort("weight", inputs.weight));
  const avgFactor = g.float(paramPort("avg_factor", params.avg_factor));
  const logP = g.node("LogSoftmax", [pred], "float", "log_p", { attributes: { axis: 1 } });
  const nll = g.node("NegativeLogLikelihoodLoss", [logP, label], "float", "nll", {
    attributes: { reduction: "none", ignore_index: ignored },
  });
  const isValid = o.not(o.equalInts(label, g.integers(ignored)), "is_valid");
  const positives = o.count(o.and(isValid, o.greater(weight, g.number(0))), "positives");
  const count = o.max(o.toFloat(pred, positives), g.number(1), "at_least_1");
  const divisor = o.where(o.isNaN(avgFactor), count, avgFactor, "divisor");
  const weighted = o.mul(nll, weight, "weighted");
  return o.div(reduction === "none" ? weighted : o.sum(weighted), divisor, "quotient");
}

/** Cross entropy by `SoftmaxCrossEntropyLoss`. */
export const crossEntropyOperator: OperatorGraph = { write: softmaxCrossEntropy, params: [] };

/** Cross entropy with weights of rows by `NegativeLogLikelihoodLoss`. */
export const weightedCrossEntropyOperator: OperatorGraph = {
  write: negativeLogLikelihood,
  params: ["avg_factor"],
};
