/**
 * Ideas for varifocal loss: what a quality is, and where it ends.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { avgFactor } from "./avg_factor_ideas.ts";
import { hardAndSoft, logitsWith } from "./logit_ideas.ts";

const pred = [0.5, -1.25, 2, -3];
const target = [0.75, 0, 0, 1];

const own: readonly Idea[] = [
  {
    slug: "anchors",
    purpose: "anchor",
    why: "Known to 25 digits: a soft positive, a negative, a good positive, a wrong one",
    inputs: { pred: [1, 1, 0, -2], target: [0.5, 0, 0.75, 1] },
    reduction: "none",
  },
  {
    slug: "quality_beside_zero",
    purpose: "boundary",
    why: "The smallest quality above 0 is a positive, which costs next to nothing; 0 is a negative",
    inputs: ({ tiny, normal }) => ({ pred: [1, 1, 1, -2], target: [0, tiny, normal, "-0"] }),
    reduction: "none",
  },
  {
    slug: "quality_beside_zero_unweighted",
    purpose: "boundary",
    why: "With iou_weighted off the smallest quality is a whole binary cross entropy",
    inputs: ({ tiny }) => ({ pred: [1, 1], target: [0, tiny] }),
    params: { iou_weighted: 0 },
    reduction: "none",
  },
  {
    slug: "minimum",
    purpose: "boundary",
    why: "Where p is the quality the slope is 0, though the loss is not",
    inputs: { pred: [0, 0], target: [0.5, 0.25] },
    reduction: "none",
  },
  {
    slug: "gamma_half_saturated",
    purpose: "regression",
    why:
      "gamma < 1 at sure negatives: the power rule has 0^(gamma - 1), which is infinite, times 0",
    inputs: { pred: [-20, -50, -120, -1e4], target: [0, 0, 0, 0] },
    params: { gamma: 0.5 },
    reduction: "none",
  },
  {
    slug: "gamma_zero",
    purpose: "boundary",
    why: "gamma = 0 leaves alpha times binary cross entropy of negatives",
    inputs: { pred: [...pred, -200], target: [...target, 0] },
    params: { gamma: 0 },
    reduction: "none",
  },
  {
    slug: "gamma_fraction",
    purpose: "parameter",
    why: "gamma = 1.5, a power that is no product, and no business of positives",
    inputs: { pred, target },
    params: { gamma: 1.5 },
    reduction: "none",
  },
  {
    slug: "alpha_two",
    purpose: "parameter",
    why: "alpha above 1 is as good as any: it weighs negatives, and positives do not get 1 - alpha",
    inputs: { pred, target },
    params: { alpha: 2 },
    reduction: "sum",
  },
  {
    slug: "iou_weighted_off",
    purpose: "parameter",
    why: "Without its quality as a weight a positive costs binary cross entropy",
    inputs: { pred, target: [0.75, 0, 0.25, 1] },
    params: { iou_weighted: 0 },
    reduction: "mean",
  },
  {
    slug: "alpha_negative",
    purpose: "rejection",
    why: "A negative alpha rewards false positives",
    inputs: { pred, target },
    params: { alpha: -1 },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** Varifocal loss. */
export const varifocalIdeas: readonly Idea[] = [
  hardAndSoft,
  ...logitsWith("ladder_negative", "ladder_soft", "zero"),
  ...own,
  ...avgFactor({ pred, target }),
];
