/**
 * The built-in losses: the only list of them. Regression comes first, then binary, multiclass, and distributions.
 *
 * @module
 */
import { logitCrossEntropyByClassIdeas } from "./binary/binary_cross_entropy_by_class_ideas.ts";
import { logitByClassWitnesses } from "./binary/binary_cross_entropy_by_class_witnesses.ts";
import { probabilityCrossEntropy } from "./binary/binary_cross_entropy.ts";
import { probabilityCrossEntropyGraph } from "./binary/binary_cross_entropy_graph.ts";
import { probabilityCrossEntropyIdeas } from "./binary/binary_cross_entropy_ideas.ts";
import { logitCrossEntropy } from "./binary/binary_cross_entropy_with_logits.ts";
import {
  logitCrossEntropyByClassGraph,
  logitCrossEntropyGraph,
} from "./binary/binary_cross_entropy_with_logits_graph.ts";
import { logitCrossEntropyIdeas } from "./binary/binary_cross_entropy_with_logits_ideas.ts";
import { logitWitnesses } from "./binary/binary_cross_entropy_with_logits_witnesses.ts";
import { probabilityWitnesses } from "./binary/binary_cross_entropy_witnesses.ts";
import { sigmoidFocal, weightedSigmoidFocal } from "./binary/sigmoid_focal.ts";
import { sigmoidFocalGraph, weightedSigmoidFocalGraph } from "./binary/sigmoid_focal_graph.ts";
import { sigmoidFocalIdeas, weightedSigmoidFocalIdeas } from "./binary/sigmoid_focal_ideas.ts";
import { sigmoidFocalWitnesses } from "./binary/sigmoid_focal_witnesses.ts";
import { klDiv } from "./distribution/kl_div.ts";
import { klDivGraph } from "./distribution/kl_div_graph.ts";
import { klDivIdeas } from "./distribution/kl_div_ideas.ts";
import { klDivWitnesses } from "./distribution/kl_div_witnesses.ts";
import { rowCrossEntropy, weightedCrossEntropy } from "./multiclass/cross_entropy.ts";
import { crossEntropyGraph, weightedCrossEntropyGraph } from "./multiclass/cross_entropy_graph.ts";
import { crossEntropyIdeas, weightedCrossEntropyIdeas } from "./multiclass/cross_entropy_ideas.ts";
import {
  crossEntropyOperator,
  weightedCrossEntropyOperator,
} from "./multiclass/cross_entropy_operator_graph.ts";
import { crossEntropyWitnesses } from "./multiclass/cross_entropy_witnesses.ts";
import { qualityFocal } from "./multiclass/quality_focal.ts";
import { qualityFocalGraph } from "./multiclass/quality_focal_graph.ts";
import { qualityFocalIdeas } from "./multiclass/quality_focal_ideas.ts";
import { qualityFocalWitnesses } from "./multiclass/quality_focal_witnesses.ts";
import { softmaxFocal } from "./multiclass/softmax_focal.ts";
import { softmaxFocalGraph } from "./multiclass/softmax_focal_graph.ts";
import { softmaxFocalIdeas } from "./multiclass/softmax_focal_ideas.ts";
import { softmaxFocalWitnesses } from "./multiclass/softmax_focal_witnesses.ts";
import type { Witnesses } from "./convention.ts";
import type { LossRecord } from "./record.ts";
import { huber } from "./regression/huber.ts";
import { huberGraph } from "./regression/huber_graph.ts";
import { huberIdeas } from "./regression/huber_ideas.ts";
import { huberWitnesses } from "./regression/huber_witnesses.ts";
import { l1 } from "./regression/l1.ts";
import { l1Graph } from "./regression/l1_graph.ts";
import { l1Ideas } from "./regression/l1_ideas.ts";
import { l1Witnesses } from "./regression/l1_witnesses.ts";
import { mse } from "./regression/mse.ts";
import { mseGraph } from "./regression/mse_graph.ts";
import { mseIdeas } from "./regression/mse_ideas.ts";
import { mseWitnesses } from "./regression/mse_witnesses.ts";
import { smoothL1, weightedSmoothL1 } from "./regression/smooth_l1.ts";
import { smoothL1Graph, weightedSmoothL1Graph } from "./regression/smooth_l1_graph.ts";
import { smoothL1Ideas, weightedSmoothL1Ideas } from "./regression/smooth_l1_ideas.ts";
import { smoothL1Witnesses } from "./regression/smooth_l1_witnesses.ts";

/** Every built-in loss, in the order of lists and reports. */
export const catalogue: readonly LossRecord[] = [
  { id: "l1_loss", kernel: l1, graph: l1Graph, ideas: l1Ideas, witnesses: l1Witnesses },
  {
    id: "smooth_l1_loss",
    kernel: smoothL1,
    graph: smoothL1Graph,
    ideas: smoothL1Ideas,
    witnesses: smoothL1Witnesses,
  },
  {
    id: "huber_loss",
    kernel: huber,
    graph: huberGraph,
    ideas: huberIdeas,
    witnesses: huberWitnesses,
  },
  { id: "mse_loss", kernel: mse, graph: mseGraph, ideas: mseIdeas, witnesses: mseWitnesses },
  {
    id: "weighted_smooth_l1_loss",
    kernel: weightedSmoothL1,
    graph: weightedSmoothL1Graph,
    ideas: weightedSmoothL1Ideas,
    witnesses: smoothL1Witnesses,
  },
  {
    id: "binary_cross_entropy",
    kernel: probabilityCrossEntropy,
    graph: probabilityCrossEntropyGraph,
    ideas: probabilityCrossEntropyIdeas,
    witnesses: probabilityWitnesses,
  },
  {
    id: "binary_cross_entropy_with_logits",
    kernel: logitCrossEntropy,
    graph: logitCrossEntropyGraph,
    ideas: logitCrossEntropyIdeas,
    witnesses: logitWitnesses,
  },
  {
    id: "binary_cross_entropy_by_class",
    kernel: logitCrossEntropy,
    graph: logitCrossEntropyByClassGraph,
    ideas: logitCrossEntropyByClassIdeas,
    witnesses: logitByClassWitnesses,
  },
  {
    id: "cross_entropy",
    kernel: rowCrossEntropy,
    graph: crossEntropyGraph,
    operator: crossEntropyOperator,
    ideas: crossEntropyIdeas,
    witnesses: crossEntropyWitnesses,
  },
  {
    id: "weighted_cross_entropy",
    kernel: weightedCrossEntropy,
    graph: weightedCrossEntropyGraph,
    operator: weightedCrossEntropyOperator,
    ideas: weightedCrossEntropyIdeas,
    witnesses: crossEntropyWitnesses,
  },
  {
    id: "sigmoid_focal_loss",
    kernel: sigmoidFocal,
    graph: sigmoidFocalGraph,
    ideas: sigmoidFocalIdeas,
    witnesses: sigmoidFocalWitnesses,
  },
  {
    id: "weighted_sigmoid_focal_loss",
    kernel: weightedSigmoidFocal,
    graph: weightedSigmoidFocalGraph,
    ideas: weightedSigmoidFocalIdeas,
    witnesses: sigmoidFocalWitnesses,
  },
  {
    id: "softmax_focal_loss",
    kernel: softmaxFocal,
    graph: softmaxFocalGraph,
    ideas: softmaxFocalIdeas,
    witnesses: softmaxFocalWitnesses,
  },
  {
    id: "quality_focal_loss",
    kernel: qualityFocal,
    graph: qualityFocalGraph,
    ideas: qualityFocalIdeas,
    witnesses: qualityFocalWitnesses,
  },
  {
    id: "kl_div_loss",
    kernel: klDiv,
    graph: klDivGraph,
    ideas: klDivIdeas,
    witnesses: klDivWitnesses,
  },
];

const byId = new Map(catalogue.map((record) => [record.id, record]));

/** What a built-in loss is made of; nothing where there is no such loss. */
export function recordOf(id: string): LossRecord | undefined {
  return byId.get(id);
}

/**
 * What {@linkcode identifyLoss} asks of a built-in loss alone; nothing of one of the user's.
 *
 * @example
 * ```ts
 * import { builtinSpecs, builtinWitnesses } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * const spec = builtinSpecs.get("l1_loss")!;
 * const asked = builtinWitnesses(spec.id)?.(spec, {}) ?? [];
 * assertEquals(asked[0].asks, "function");
 * ```
 */
export function builtinWitnesses(id: string): Witnesses | undefined {
  return recordOf(id)?.witnesses;
}
