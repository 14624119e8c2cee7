/**
 * The ideas by loss.
 *
 * @module
 */
import type { Idea } from "../idea.ts";
import { binaryCrossEntropyWithLogits } from "./binary_cross_entropy_with_logits.ts";
import { breakpoint, positive } from "./breakpoint.ts";
import { classLogits } from "./class_logits.ts";
import { classRows } from "./class_rows.ts";
import { crossEntropy } from "./cross_entropy.ts";
import { difference } from "./difference.ts";
import { elementWeight } from "./element_weight.ts";
import { focalClip } from "./focal_clip.ts";
import { focal, notReduced, numClasses } from "./focal.ts";
import { logits } from "./logit.ts";
import { probabilities } from "./probability.ts";
import { probabilityDialects } from "./probability_dialects.ts";
import { rowWeights, withUnitRowWeights } from "./row_weights.ts";
import { softmaxFocal } from "./softmax_focal.ts";
import { weightedSum, withUnitWeights } from "./weighted.ts";

const classes = [...classLogits, ...classRows];

/** What people thought of, by the id of the loss; a loss that is not here has random cases alone. */
export const ideas: Readonly<Record<string, readonly Idea[]>> = {
  l1_loss: difference,
  smooth_l1_loss: [...difference, ...breakpoint("beta"), ...positive("beta", "must")],
  huber_loss: [...difference, ...breakpoint("delta"), ...positive("delta", "should")],
  weighted_smooth_l1_loss: [
    ...weightedSum(
      { pred: [0.25, 3, -0.75, -6], target: [0, 0.5, 0, 1] },
      "count(w > 0) + 1e-6, not count(w > 0) / 4 + 1e-6 as in mmDetection 0.x",
    ),
    ...withUnitWeights(
      [...difference, ...breakpoint("beta"), ...positive("beta", "must")].filter(
        isDistinctReduced(),
      ),
    ),
  ],
  binary_cross_entropy: [...probabilities, ...probabilityDialects],
  binary_cross_entropy_with_logits: [...logits, ...elementWeight, ...binaryCrossEntropyWithLogits],
  cross_entropy: [...classes, ...crossEntropy],
  weighted_cross_entropy: [...rowWeights, ...withUnitRowWeights(classes)],
  sigmoid_focal_loss: [...logits, ...elementWeight, ...notReduced(focal), ...focalClip],
  weighted_sigmoid_focal_loss: [
    ...weightedSum(
      { pred: [0.5, -1.25, 2, -3], target: [1, 0, 0, 1] },
      "count(w > 0) / 80 + 1e-6",
    ),
    ...numClasses,
    ...withUnitWeights([...logits, ...focal].filter(isDistinctReduced())),
  ],
  softmax_focal_loss: [...classes, ...softmaxFocal],
};

/** Ideas that differ in nothing but the reduction are one where there is only one. */
function isDistinctReduced(): (idea: Idea) => boolean {
  const seen = new Set<string>();
  return ({ inputs, params, upstream, purpose }) => {
    if (purpose === "reduction" || (typeof upstream === "object")) return false;
    const key = JSON.stringify([String(inputs), inputs, params, upstream]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
}
