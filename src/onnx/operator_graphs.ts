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
import { builtinSpecs } from "../spec/builtin.ts";
import type { Spec } from "../spec/mod.ts";
import { type GraphOptions, inputPort, lossPort, paramPort } from "./frame.ts";
import { createGraph, type GraphBuilder } from "./graph_builder.ts";
import { type Float, operatorsOf } from "./operators.ts";
import { wordsOf } from "./words.ts";

const ignored = -100;

type Write = (g: GraphBuilder, spec: Spec, options: GraphOptions) => Float;

const graphs: Readonly<Record<string, Write>> = {
  cross_entropy: softmaxCrossEntropy,
  weighted_cross_entropy: negativeLogLikelihood,
};

/** The losses that have such a graph. */
export const operatorLosses: readonly string[] = Object.keys(graphs);

/** The parameters that such a graph takes, by loss. */
export const operatorParams: Readonly<Record<string, readonly string[]>> = {
  cross_entropy: [],
  weighted_cross_entropy: ["avg_factor"],
};

/**
 * The ONNX model of a loss by `SoftmaxCrossEntropyLoss`, or `NegativeLogLikelihoodLoss`.
 *
 * @param loss `cross_entropy` or `weighted_cross_entropy`
 * @param options format and reduction
 * @returns the serialized model, the same bytes whenever it is built
 * @throws {RangeError} when there is no such graph
 */
export function operatorGraphFor(
  loss: string,
  options: GraphOptions,
): Uint8Array<ArrayBuffer> {
  const spec = builtinSpecs.get(loss);
  if (spec === undefined || !Object.hasOwn(graphs, loss)) {
    throw new RangeError(
      `ONNX has no "${loss}" as an operator (known: ${operatorLosses.join(", ")})`,
    );
  }
  const g = createGraph(options.dtype);
  g.output(lossPort(spec, options.reduction), graphs[loss](g, spec, options));
  return g.serialize(wordsOf(spec, options, "By ONNX's own operator."));
}

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
