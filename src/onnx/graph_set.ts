/**
 * Graphs of losses as models.
 *
 * @module
 */
import type { Capability, Reduction, Spec } from "../spec/mod.ts";
import { frameLoss, type GraphOptions, type LossGraph, lossPort } from "./frame.ts";
import { createGraph, type GraphBuilder } from "./graph_builder.ts";
import type { GraphDType } from "./kinds.ts";
import type { Float } from "./value.ts";
import { wordsOf } from "./words.ts";

/** A set of graphs: what it has of each loss, and the models. */
export interface GraphSet {
  readonly name: string;
  /** The ids of the losses that have a graph. */
  readonly losses: readonly string[];
  /** What its graph has of a loss. */
  capability(spec: Spec): Capability;
  /**
   * The model of a loss.
   *
   * @returns the serialized model, the same bytes whenever it is built
   * @throws {RangeError} when there is no such graph, or the loss has no such reduction
   */
  build(loss: string, options: GraphOptions): Uint8Array<ArrayBuffer>;
}

/** One of the golden models. */
export interface GraphFile {
  /** Its name below `golden/onnx`. */
  readonly name: string;
  readonly loss: string;
  readonly dtype: GraphDType;
  readonly reduction: Reduction;
  /** Its bytes. */
  build(): Uint8Array<ArrayBuffer>;
}

/** A loss as one of ONNX's own operators; it has no gradients. */
export interface OperatorGraph {
  /** Writes the operator and what is around it; returns the loss. */
  readonly write: (g: GraphBuilder, spec: Spec, options: GraphOptions) => Float;
  /** The parameters of the spec that it takes. */
  readonly params: readonly string[];
}

/**
 * The ONNX model of a loss.
 *
 * It has the spec's inputs and parameters by their names, all of them required: onnxruntime's JavaScript
 * API leaves out, without a word, what is fed to an input that has a default. An optional weight may be
 * one element, an absent parameter is NaN. Then comes `upstream`; the outputs are `loss`, and `grad_pred`
 * and the like. Tensors of any shape are handed over flat, class logits as the spec has them, [N, C, …]
 * as [N, C, D].
 *
 * There is one model a reduction, as ONNX's own losses have theirs as an attribute: so the shapes of loss
 * and upstream are known, and a mean does not compute a sum, too.
 *
 * @param spec the loss
 * @param graph its formula
 * @param options format and reduction, and whether it has gradients
 * @returns the serialized model
 */
export function composedModel(
  spec: Spec,
  graph: LossGraph,
  options: GraphOptions,
): Uint8Array<ArrayBuffer> {
  const how = "Composed by hand of ONNX operators; its gradients are analytic.";
  return frameLoss(spec, graph, options).serialize(wordsOf(spec, options, how));
}

/**
 * The ONNX model of a loss by one of ONNX's own operators.
 *
 * @param spec the loss
 * @param graph the operator
 * @param options format and reduction
 * @returns the serialized model
 */
export function operatorModel(
  spec: Spec,
  { write }: OperatorGraph,
  options: GraphOptions,
): Uint8Array<ArrayBuffer> {
  const g = createGraph(options.dtype);
  g.output(lossPort(spec, options.reduction), write(g, spec, options));
  return g.serialize(wordsOf(spec, options, "By ONNX's own operator."));
}
