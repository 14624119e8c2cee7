/**
 * Ideas for smooth L1, and for its weighted sum.
 *
 * @module
 */
import type { Idea } from "../idea.ts";
import { isDistinctReduced, weightedSum, withUnitWeights } from "../weighted_ideas.ts";
import { breakpoint, positive } from "./breakpoint_ideas.ts";
import { difference } from "./difference_ideas.ts";

/** Smooth L1. */
export const smoothL1Ideas: readonly Idea[] = [
  ...difference,
  ...breakpoint("beta"),
  ...positive("beta", "must"),
];

/** The weighted sum of smooth L1. */
export const weightedSmoothL1Ideas: readonly Idea[] = [
  ...weightedSum(
    { pred: [0.25, 3, -0.75, -6], target: [0, 0.5, 0, 1] },
    "count(w > 0) + 1e-6, not count(w > 0) / 4 + 1e-6 as in mmDetection 0.x",
  ),
  ...withUnitWeights(smoothL1Ideas.filter(isDistinctReduced())),
];
