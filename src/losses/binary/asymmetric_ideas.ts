/**
 * Ideas for asymmetric loss: two exponents, a margin, a floor.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { avgFactor } from "./avg_factor_ideas.ts";
import { hardAndSoft, logitsWith } from "./logit_ideas.ts";

const pred = [0.5, -1.25, 2, -3];
const target = [1, 0, 0, 1];

const own: readonly Idea[] = [
  {
    slug: "anchors",
    purpose: "anchor",
    why: "Known to 25 digits: a positive, a negative, a negative within the margin, a soft target",
    inputs: { pred: [1, 1, -4, 0], target: [1, 0, 0, 0.5] },
    reduction: "none",
  },
  {
    slug: "margin",
    purpose: "boundary",
    why: "p = clip is where a negative begins to count: at clip 1/2 that is logit 0",
    inputs: ({ tiny }) => ({ pred: [0, tiny, 0.25, -0.25, 3], target: [0, 0, 0, 0, 0] }),
    params: { clip: 0.5, gamma_neg: 1 },
    reduction: "none",
  },
  {
    slug: "floor",
    purpose: "boundary",
    why: "Below eps the logarithm is flat, and the slope of the power is left",
    inputs: { pred: [-20, -12, -4, 20], target: [1, 1, 1, 0] },
    params: { eps: 0.0001, clip: 0, gamma_pos: 2 },
    reduction: "none",
  },
  {
    slug: "no_floor",
    purpose: "boundary",
    why: "eps = 0 and no margin: the loss of every logit is finite",
    inputs: { pred: [-50, -120, -1e4, 50, 120, 1e4], target: [1, 1, 1, 0, 0, 0] },
    params: { eps: 0, clip: 0, gamma_pos: 0, gamma_neg: 1 },
    reduction: "none",
  },
  {
    slug: "plain",
    purpose: "parameter",
    why: "No exponents and no margin: binary cross entropy of hard targets",
    inputs: { pred, target },
    params: { gamma_pos: 0, gamma_neg: 0, clip: 0 },
    reduction: "sum",
  },
  {
    slug: "exponents_below_one",
    purpose: "regression",
    why: "gamma < 1 where an easy example is off by 0: 0^(gamma - 1) must not come up",
    inputs: { pred: [50, 200, -200, -4, 4], target: [1, 1, 0, 0, 0] },
    params: { gamma_pos: 0.5, gamma_neg: 0.5 },
    reduction: "none",
  },
  {
    slug: "exponents_not_swapped",
    purpose: "parameter",
    why: "gamma_pos is of positives, gamma_neg of negatives",
    inputs: { pred, target },
    params: { gamma_pos: 3, gamma_neg: 1.5 },
    reduction: "mean",
  },
  {
    slug: "soft_targets",
    purpose: "erratum",
    why: "Of a soft target the logarithm is of the mixed probability; timm mixes logarithms",
    inputs: { pred: [0, 1, -2, 6], target: [0.5, 0.25, 0.75, 0.125] },
    reduction: "none",
  },
  {
    slug: "clip_one",
    purpose: "rejection",
    why: "A margin of 1 leaves nothing of any negative",
    inputs: { pred, target },
    params: { clip: 1 },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** Asymmetric loss. */
export const asymmetricIdeas: readonly Idea[] = [
  hardAndSoft,
  ...logitsWith("ladder_positive", "ladder_negative"),
  ...own,
  ...avgFactor({ pred, target }),
];
