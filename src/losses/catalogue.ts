/**
 * The built-in losses: the only list of them. Regression comes first, then boxes, binary, multiclass, distributions
 * and segmentation.
 *
 * @module
 */
import { asymmetric } from "./binary/asymmetric.ts";
import { asymmetricGraph } from "./binary/asymmetric_graph.ts";
import { asymmetricIdeas } from "./binary/asymmetric_ideas.ts";
import { asymmetricWitnesses } from "./binary/asymmetric_witnesses.ts";
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
import { gaussianFocal } from "./binary/gaussian_focal.ts";
import { gaussianFocalGraph } from "./binary/gaussian_focal_graph.ts";
import { gaussianFocalIdeas } from "./binary/gaussian_focal_ideas.ts";
import { gaussianFocalWitnesses } from "./binary/gaussian_focal_witnesses.ts";
import { polyFocal } from "./binary/poly_focal.ts";
import { polyFocalGraph } from "./binary/poly_focal_graph.ts";
import { polyFocalIdeas } from "./binary/poly_focal_ideas.ts";
import { polyFocalWitnesses } from "./binary/poly_focal_witnesses.ts";
import { eqlv2 } from "./multiclass/eqlv2.ts";
import { eqlv2Graph } from "./multiclass/eqlv2_graph.ts";
import { eqlv2Ideas } from "./multiclass/eqlv2_ideas.ts";
import { eqlv2Witnesses } from "./multiclass/eqlv2_witnesses.ts";
import { eqlv2UpdateKernel } from "./multiclass/eqlv2_update.ts";
import { eqlv2UpdateGraph } from "./multiclass/eqlv2_update_graph.ts";
import { eqlv2UpdateIdeas } from "./multiclass/eqlv2_update_ideas.ts";
import { eqlv2UpdateWitnesses } from "./multiclass/eqlv2_update_witnesses.ts";
import { seesaw } from "./multiclass/seesaw.ts";
import { seesawGraph } from "./multiclass/seesaw_graph.ts";
import { seesawIdeas } from "./multiclass/seesaw_ideas.ts";
import { seesawWitnesses } from "./multiclass/seesaw_witnesses.ts";
import { seesawCountsKernel } from "./multiclass/seesaw_counts.ts";
import { seesawCountsGraph } from "./multiclass/seesaw_counts_graph.ts";
import { seesawCountsIdeas } from "./multiclass/seesaw_counts_ideas.ts";
import { seesawCountsWitnesses } from "./multiclass/seesaw_counts_witnesses.ts";
import { sigmoidFocal, weightedSigmoidFocal } from "./binary/sigmoid_focal.ts";
import { sigmoidFocalGraph, weightedSigmoidFocalGraph } from "./binary/sigmoid_focal_graph.ts";
import { sigmoidFocalIdeas, weightedSigmoidFocalIdeas } from "./binary/sigmoid_focal_ideas.ts";
import { sigmoidFocalWitnesses } from "./binary/sigmoid_focal_witnesses.ts";
import { smoothedBce } from "./binary/smoothed_bce.ts";
import { smoothedBceGraph } from "./binary/smoothed_bce_graph.ts";
import { smoothedBceIdeas } from "./binary/smoothed_bce_ideas.ts";
import { smoothedBceWitnesses } from "./binary/smoothed_bce_witnesses.ts";
import { varifocal } from "./binary/varifocal.ts";
import { varifocalGraph } from "./binary/varifocal_graph.ts";
import { varifocalIdeas } from "./binary/varifocal_ideas.ts";
import { varifocalWitnesses } from "./binary/varifocal_witnesses.ts";
import { alphaIou } from "./box/alpha_iou.ts";
import { alphaIouGraph } from "./box/alpha_iou_graph.ts";
import { alphaIouIdeas } from "./box/alpha_iou_ideas.ts";
import { alphaIouWitnesses } from "./box/alpha_iou_witnesses.ts";
import { boundedIou } from "./box/bounded_iou.ts";
import { boundedIouGraph } from "./box/bounded_iou_graph.ts";
import { boundedIouIdeas } from "./box/bounded_iou_ideas.ts";
import { boundedIouWitnesses } from "./box/bounded_iou_witnesses.ts";
import { ciou } from "./box/ciou.ts";
import { ciouGraph } from "./box/ciou_graph.ts";
import { ciouIdeas } from "./box/ciou_ideas.ts";
import { ciouWitnesses } from "./box/ciou_witnesses.ts";
import { diou } from "./box/diou.ts";
import { diouGraph } from "./box/diou_graph.ts";
import { diouIdeas, giouIdeas } from "./box/giou_ideas.ts";
import { eiou } from "./box/eiou.ts";
import { eiouGraph } from "./box/eiou_graph.ts";
import { eiouIdeas } from "./box/eiou_ideas.ts";
import { eiouWitnesses } from "./box/eiou_witnesses.ts";
import { giou } from "./box/giou.ts";
import { giouGraph } from "./box/giou_graph.ts";
import { diouWitnesses, giouWitnesses } from "./box/giou_witnesses.ts";
import { iou, linearIou, squareIou } from "./box/iou.ts";
import { iouGraph, linearIouGraph, squareIouGraph } from "./box/iou_graph.ts";
import { iouIdeas } from "./box/iou_ideas.ts";
import { iouWitnesses } from "./box/iou_witnesses.ts";
import { kdKlDiv } from "./distribution/kd_kl_div.ts";
import { kdKlDivGraph } from "./distribution/kd_kl_div_graph.ts";
import { kdKlDivIdeas } from "./distribution/kd_kl_div_ideas.ts";
import { kdKlDivWitnesses } from "./distribution/kd_kl_div_witnesses.ts";
import { klDiv } from "./distribution/kl_div.ts";
import { klDivGraph } from "./distribution/kl_div_graph.ts";
import { klDivIdeas } from "./distribution/kl_div_ideas.ts";
import { klDivWitnesses } from "./distribution/kl_div_witnesses.ts";
import { distributionFocal } from "./multiclass/distribution_focal.ts";
import { distributionFocalGraph } from "./multiclass/distribution_focal_graph.ts";
import { distributionFocalIdeas } from "./multiclass/distribution_focal_ideas.ts";
import { distributionFocalWitnesses } from "./multiclass/distribution_focal_witnesses.ts";
import { rowCrossEntropy, weightedCrossEntropy } from "./multiclass/cross_entropy.ts";
import { crossEntropyGraph, weightedCrossEntropyGraph } from "./multiclass/cross_entropy_graph.ts";
import { crossEntropyIdeas, weightedCrossEntropyIdeas } from "./multiclass/cross_entropy_ideas.ts";
import {
  crossEntropyOperator,
  weightedCrossEntropyOperator,
} from "./multiclass/cross_entropy_operator_graph.ts";
import { crossEntropyWitnesses } from "./multiclass/cross_entropy_witnesses.ts";
import { multipos } from "./multiclass/multipos.ts";
import { multiposGraph } from "./multiclass/multipos_graph.ts";
import { multiposIdeas } from "./multiclass/multipos_ideas.ts";
import { multiposWitnesses } from "./multiclass/multipos_witnesses.ts";
import { polyCrossEntropyKernel } from "./multiclass/poly_cross_entropy.ts";
import { polyCrossEntropyGraph } from "./multiclass/poly_cross_entropy_graph.ts";
import { polyCrossEntropyIdeas } from "./multiclass/poly_cross_entropy_ideas.ts";
import { polyCrossEntropyWitnesses } from "./multiclass/poly_cross_entropy_witnesses.ts";
import { nll } from "./multiclass/nll.ts";
import { nllGraph } from "./multiclass/nll_graph.ts";
import { nllIdeas } from "./multiclass/nll_ideas.ts";
import { nllWitnesses } from "./multiclass/nll_witnesses.ts";
import { qualityFocal } from "./multiclass/quality_focal.ts";
import { qualityFocalGraph } from "./multiclass/quality_focal_graph.ts";
import { qualityFocalIdeas } from "./multiclass/quality_focal_ideas.ts";
import { qualityFocalWitnesses } from "./multiclass/quality_focal_witnesses.ts";
import { rowSoftCrossEntropy } from "./multiclass/soft_cross_entropy.ts";
import { softCrossEntropyGraph } from "./multiclass/soft_cross_entropy_graph.ts";
import { softCrossEntropyIdeas } from "./multiclass/soft_cross_entropy_ideas.ts";
import { softCrossEntropyWitnesses } from "./multiclass/soft_cross_entropy_witnesses.ts";
import { softmaxFocal } from "./multiclass/softmax_focal.ts";
import { softmaxFocalGraph } from "./multiclass/softmax_focal_graph.ts";
import { softmaxFocalIdeas } from "./multiclass/softmax_focal_ideas.ts";
import { softmaxFocalWitnesses } from "./multiclass/softmax_focal_witnesses.ts";
import type { Witnesses } from "./convention.ts";
import type { LossRecord } from "./record.ts";
import { siou } from "./box/siou.ts";
import { siouGraph } from "./box/siou_graph.ts";
import { siouIdeas } from "./box/siou_ideas.ts";
import { siouWitnesses } from "./box/siou_witnesses.ts";
import { aePull } from "./regression/ae_pull.ts";
import { aePullGraph } from "./regression/ae_pull_graph.ts";
import { aePullIdeas } from "./regression/ae_pull_ideas.ts";
import { aePullWitnesses } from "./regression/ae_pull_witnesses.ts";
import { balancedL1 } from "./regression/balanced_l1.ts";
import { balancedL1Graph } from "./regression/balanced_l1_graph.ts";
import { balancedL1Ideas } from "./regression/balanced_l1_ideas.ts";
import { balancedL1Witnesses } from "./regression/balanced_l1_witnesses.ts";
import { detrL1 } from "./regression/detr_l1.ts";
import { detrL1Graph } from "./regression/detr_l1_graph.ts";
import { detrL1Ideas } from "./regression/detr_l1_ideas.ts";
import { detrL1Witnesses } from "./regression/detr_l1_witnesses.ts";
import { huber } from "./regression/huber.ts";
import { huberGraph } from "./regression/huber_graph.ts";
import { huberIdeas } from "./regression/huber_ideas.ts";
import { huberWitnesses } from "./regression/huber_witnesses.ts";
import { l1 } from "./regression/l1.ts";
import { l1Graph } from "./regression/l1_graph.ts";
import { l1Ideas } from "./regression/l1_ideas.ts";
import { l1Witnesses } from "./regression/l1_witnesses.ts";
import { marginL2 } from "./regression/margin_l2.ts";
import { marginL2Graph } from "./regression/margin_l2_graph.ts";
import { marginL2Ideas } from "./regression/margin_l2_ideas.ts";
import { marginL2Witnesses } from "./regression/margin_l2_witnesses.ts";
import { mse } from "./regression/mse.ts";
import { mseGraph } from "./regression/mse_graph.ts";
import { mseIdeas } from "./regression/mse_ideas.ts";
import { mseWitnesses } from "./regression/mse_witnesses.ts";
import { smoothL1, weightedSmoothL1 } from "./regression/smooth_l1.ts";
import { smoothL1Graph, weightedSmoothL1Graph } from "./regression/smooth_l1_graph.ts";
import { smoothL1Ideas, weightedSmoothL1Ideas } from "./regression/smooth_l1_ideas.ts";
import { smoothL1Witnesses } from "./regression/smooth_l1_witnesses.ts";
import { dice } from "./segmentation/dice.ts";
import { diceGraph } from "./segmentation/dice_graph.ts";
import { diceIdeas } from "./segmentation/dice_ideas.ts";
import { diceWitnesses } from "./segmentation/dice_witnesses.ts";
import { diceWithLogits } from "./segmentation/dice_with_logits.ts";
import { diceWithLogitsGraph } from "./segmentation/dice_with_logits_graph.ts";
import { diceWithLogitsIdeas } from "./segmentation/dice_with_logits_ideas.ts";
import { diceWithLogitsWitnesses } from "./segmentation/dice_with_logits_witnesses.ts";
import { jaccard } from "./segmentation/jaccard.ts";
import { jaccardGraph } from "./segmentation/jaccard_graph.ts";
import { jaccardIdeas } from "./segmentation/jaccard_ideas.ts";
import { jaccardWitnesses } from "./segmentation/jaccard_witnesses.ts";
import { tversky } from "./segmentation/tversky.ts";
import { tverskyGraph } from "./segmentation/tversky_graph.ts";
import { tverskyIdeas } from "./segmentation/tversky_ideas.ts";
import { tverskyWitnesses } from "./segmentation/tversky_witnesses.ts";

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
    id: "balanced_l1_loss",
    kernel: balancedL1,
    graph: balancedL1Graph,
    ideas: balancedL1Ideas,
    witnesses: balancedL1Witnesses,
  },
  {
    id: "margin_l2_loss",
    kernel: marginL2,
    graph: marginL2Graph,
    ideas: marginL2Ideas,
    witnesses: marginL2Witnesses,
  },
  {
    id: "detr_l1_loss",
    kernel: detrL1,
    graph: detrL1Graph,
    ideas: detrL1Ideas,
    witnesses: detrL1Witnesses,
  },
  {
    id: "ae_pull_loss",
    kernel: aePull,
    graph: aePullGraph,
    ideas: aePullIdeas,
    witnesses: aePullWitnesses,
  },
  { id: "iou_loss", kernel: iou, graph: iouGraph, ideas: iouIdeas, witnesses: iouWitnesses("log") },
  {
    id: "linear_iou_loss",
    kernel: linearIou,
    graph: linearIouGraph,
    ideas: iouIdeas,
    witnesses: iouWitnesses("linear"),
  },
  {
    id: "square_iou_loss",
    kernel: squareIou,
    graph: squareIouGraph,
    ideas: iouIdeas,
    witnesses: iouWitnesses("square"),
  },
  {
    id: "bounded_iou_loss",
    kernel: boundedIou,
    graph: boundedIouGraph,
    ideas: boundedIouIdeas,
    witnesses: boundedIouWitnesses,
  },
  { id: "giou_loss", kernel: giou, graph: giouGraph, ideas: giouIdeas, witnesses: giouWitnesses },
  { id: "diou_loss", kernel: diou, graph: diouGraph, ideas: diouIdeas, witnesses: diouWitnesses },
  { id: "ciou_loss", kernel: ciou, graph: ciouGraph, ideas: ciouIdeas, witnesses: ciouWitnesses },
  { id: "eiou_loss", kernel: eiou, graph: eiouGraph, ideas: eiouIdeas, witnesses: eiouWitnesses },
  { id: "siou_loss", kernel: siou, graph: siouGraph, ideas: siouIdeas, witnesses: siouWitnesses },
  {
    id: "alpha_iou_loss",
    kernel: alphaIou,
    graph: alphaIouGraph,
    ideas: alphaIouIdeas,
    witnesses: alphaIouWitnesses,
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
    id: "smoothed_bce",
    kernel: smoothedBce,
    graph: smoothedBceGraph,
    ideas: smoothedBceIdeas,
    witnesses: smoothedBceWitnesses,
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
    id: "poly_cross_entropy",
    kernel: polyCrossEntropyKernel,
    graph: polyCrossEntropyGraph,
    ideas: polyCrossEntropyIdeas,
    witnesses: polyCrossEntropyWitnesses,
  },
  {
    id: "multipos_cross_entropy",
    kernel: multipos,
    graph: multiposGraph,
    ideas: multiposIdeas,
    witnesses: multiposWitnesses,
  },
  {
    id: "nll_loss",
    kernel: nll,
    graph: nllGraph,
    ideas: nllIdeas,
    witnesses: nllWitnesses,
  },
  {
    id: "soft_cross_entropy",
    kernel: rowSoftCrossEntropy,
    graph: softCrossEntropyGraph,
    ideas: softCrossEntropyIdeas,
    witnesses: softCrossEntropyWitnesses,
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
    id: "poly_focal_loss",
    kernel: polyFocal,
    graph: polyFocalGraph,
    ideas: polyFocalIdeas,
    witnesses: polyFocalWitnesses,
  },
  {
    id: "varifocal_loss",
    kernel: varifocal,
    graph: varifocalGraph,
    ideas: varifocalIdeas,
    witnesses: varifocalWitnesses,
  },
  {
    id: "gaussian_focal_loss",
    kernel: gaussianFocal,
    graph: gaussianFocalGraph,
    ideas: gaussianFocalIdeas,
    witnesses: gaussianFocalWitnesses,
  },
  {
    id: "asymmetric_loss",
    kernel: asymmetric,
    graph: asymmetricGraph,
    ideas: asymmetricIdeas,
    witnesses: asymmetricWitnesses,
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
    id: "distribution_focal_loss",
    kernel: distributionFocal,
    graph: distributionFocalGraph,
    ideas: distributionFocalIdeas,
    witnesses: distributionFocalWitnesses,
  },
  {
    id: "kl_div_loss",
    kernel: klDiv,
    graph: klDivGraph,
    ideas: klDivIdeas,
    witnesses: klDivWitnesses,
  },
  {
    id: "kd_kl_div_loss",
    kernel: kdKlDiv,
    graph: kdKlDivGraph,
    ideas: kdKlDivIdeas,
    witnesses: kdKlDivWitnesses,
  },
  {
    id: "seesaw_loss",
    kernel: seesaw,
    graph: seesawGraph,
    ideas: seesawIdeas,
    witnesses: seesawWitnesses,
  },
  {
    id: "seesaw_counts",
    kernel: seesawCountsKernel,
    graph: seesawCountsGraph,
    ideas: seesawCountsIdeas,
    witnesses: seesawCountsWitnesses,
  },
  {
    id: "eqlv2_loss",
    kernel: eqlv2,
    graph: eqlv2Graph,
    ideas: eqlv2Ideas,
    witnesses: eqlv2Witnesses,
  },
  {
    id: "eqlv2_update",
    kernel: eqlv2UpdateKernel,
    graph: eqlv2UpdateGraph,
    ideas: eqlv2UpdateIdeas,
    witnesses: eqlv2UpdateWitnesses,
  },
  {
    id: "dice_loss",
    kernel: dice,
    graph: diceGraph,
    ideas: diceIdeas,
    witnesses: diceWitnesses,
  },
  {
    id: "dice_with_logits_loss",
    kernel: diceWithLogits,
    graph: diceWithLogitsGraph,
    ideas: diceWithLogitsIdeas,
    witnesses: diceWithLogitsWitnesses,
  },
  {
    id: "tversky_loss",
    kernel: tversky,
    graph: tverskyGraph,
    ideas: tverskyIdeas,
    witnesses: tverskyWitnesses,
  },
  {
    id: "jaccard_loss",
    kernel: jaccard,
    graph: jaccardGraph,
    ideas: jaccardIdeas,
    witnesses: jaccardWitnesses,
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
