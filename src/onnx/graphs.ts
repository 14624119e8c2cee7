/**
 * The graphs: one of each loss, format and reduction.
 *
 * @module
 */
import { builtinSpecs } from "../spec/builtin.ts";
import type { Reduction, Spec } from "../spec/mod.ts";
import { operatorGraphFor, operatorLosses } from "./operator_graphs.ts";
import { wordsOf } from "./words.ts";
import { frameLoss, type GraphOptions, type LossGraph } from "./frame.ts";
import { type GraphDType, graphDTypes } from "./kinds.ts";
import { binaryCrossEntropy } from "./losses/binary_cross_entropy.ts";
import { binaryCrossEntropyWithLogits } from "./losses/binary_cross_entropy_with_logits.ts";
import { crossEntropy, weightedCrossEntropy } from "./losses/cross_entropy.ts";
import { huberLoss } from "./losses/huber_loss.ts";
import { l1Loss } from "./losses/l1_loss.ts";
import { sigmoidFocalLoss, weightedSigmoidFocalLoss } from "./losses/sigmoid_focal_loss.ts";
import { smoothL1Loss, weightedSmoothL1Loss } from "./losses/smooth_l1_loss.ts";
import { softmaxFocalLoss } from "./losses/softmax_focal_loss.ts";

const graphs: Readonly<Record<string, LossGraph>> = {
  l1_loss: l1Loss,
  smooth_l1_loss: smoothL1Loss,
  huber_loss: huberLoss,
  weighted_smooth_l1_loss: weightedSmoothL1Loss,
  binary_cross_entropy: binaryCrossEntropy,
  binary_cross_entropy_with_logits: binaryCrossEntropyWithLogits,
  cross_entropy: crossEntropy,
  weighted_cross_entropy: weightedCrossEntropy,
  sigmoid_focal_loss: sigmoidFocalLoss,
  weighted_sigmoid_focal_loss: weightedSigmoidFocalLoss,
  softmax_focal_loss: softmaxFocalLoss,
};

/** Conventions that a graph has not: clipping the focal loss would cost every logit six operators. */
const leftOut: Readonly<Record<string, readonly string[]>> = { sigmoid_focal_loss: ["clip"] };

/** The losses that have a graph, in the specs' order. */
export const graphLosses: readonly string[] = Object.keys(graphs);

/** The parameters that the graph of a loss takes. */
export function graphParams({ id, params }: Spec): readonly string[] {
  return Object.keys(params).filter((name) => !leftOut[id]?.includes(name));
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
 * @param loss the spec's id
 * @param options format and reduction, and whether it has gradients
 * @returns the serialized model, the same bytes whenever it is built
 * @throws {RangeError} when there is no such loss, or it has no such reduction
 */
export function graphFor(loss: string, options: GraphOptions): Uint8Array<ArrayBuffer> {
  const spec = builtinSpecs.get(loss);
  if (spec === undefined || !Object.hasOwn(graphs, loss)) {
    throw new RangeError(`There is no graph of "${loss}" (known: ${graphLosses.join(", ")})`);
  }
  const { reduction } = options;
  if (!spec.reduction.modes.includes(reduction)) {
    throw new RangeError(`"${loss}" has no reduction "${reduction}"`);
  }
  const graph = frameLoss(spec, graphParams(spec), graphs[loss], options);
  const how = "Composed by hand of ONNX operators; its gradients are analytic.";
  return graph.serialize(wordsOf(spec, options, how));
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

/** Every model of `golden/onnx`; those of ONNX's own losses have `operator` in their names. */
export function graphFiles(): readonly GraphFile[] {
  return [
    ...filesOf(graphLosses, "", graphFor),
    ...filesOf(operatorLosses, "operator.", operatorGraphFor),
  ];
}

function filesOf(
  losses: readonly string[],
  infix: string,
  build: (loss: string, options: GraphOptions) => Uint8Array<ArrayBuffer>,
): GraphFile[] {
  return losses.flatMap((loss) =>
    (builtinSpecs.get(loss)?.reduction.modes ?? []).flatMap((reduction) =>
      graphDTypes.map((dtype) => ({
        name: `${loss}.${infix}${reduction}.${dtype}.onnx`,
        loss,
        dtype,
        reduction,
        build: () => build(loss, { dtype, reduction }),
      }))
    )
  );
}
