/**
 * Ideas for the focal loss of logits, and for its weighted sum.
 *
 * @module
 */
import type { Idea } from "../idea.ts";
import { isDistinctReduced, weightedSum, withUnitWeights } from "../weighted_ideas.ts";
import { elementWeight } from "../element_weight_ideas.ts";
import { focalClip } from "./focal_clip_ideas.ts";
import { focal, notReduced, numClasses } from "./focal_ideas.ts";
import { logits } from "./logit_ideas.ts";

/** Focal loss of logits. */
export const sigmoidFocalIdeas: readonly Idea[] = [
  ...logits,
  ...elementWeight,
  ...notReduced(focal),
  ...focalClip,
];

/** The weighted sum of the focal loss. */
export const weightedSigmoidFocalIdeas: readonly Idea[] = [
  ...weightedSum(
    { pred: [0.5, -1.25, 2, -3], target: [1, 0, 0, 1] },
    "count(w > 0) / 80 + 1e-6",
  ),
  ...numClasses,
  ...withUnitWeights([...logits, ...focal].filter(isDistinctReduced())),
];
