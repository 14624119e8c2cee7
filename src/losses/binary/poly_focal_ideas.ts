/**
 * Ideas for poly focal loss: epsilon on either side of 0, alone and beside gamma and alpha.
 *
 * @module
 */
import type { Idea } from "../idea.ts";
import { focal } from "./focal_ideas.ts";
import { logitsWith } from "./logit_ideas.ts";

const pred = [0.5, -1.25, 2, -3];
const target = [1, 0, 0, 1];

/** Of the ideas for any focal loss, those at which the polynomial says something new. */
const focalSlugs: ReadonlySet<string> = new Set([
  "gamma_half_saturated",
  "gamma_large",
  "alpha_of_negatives",
  "alpha_zero",
  "gamma_negative",
  "alpha_above_one",
]);

const own: readonly Idea[] = [
  {
    slug: "ordinary",
    purpose: "ordinary",
    why: "Likely and unlikely logits, epsilon 2, without focus: the mean over the elements",
    inputs: { pred, target },
    reduction: "mean",
  },
  {
    slug: "anchors",
    purpose: "anchor",
    why: "Known to 25 digits: x = 1 with target 1, 0.58220 at epsilon 1",
    inputs: { pred: [1, 1], target: [1, 0] },
    params: { epsilon: 1 },
    reduction: "none",
  },
  {
    slug: "anchor_focal",
    purpose: "anchor",
    why: "Known to 25 digits: x = 1 with target 0, 1.09258 at gamma 2 and epsilon 1",
    inputs: { pred: [1, 1], target: [0, 1] },
    params: { epsilon: 1, gamma: 2 },
    reduction: "none",
  },
  {
    slug: "detection",
    purpose: "parameter",
    why: "The paper's epsilon = -1 beside gamma = 2 and alpha = 1/4: all of it is balanced",
    inputs: { pred, target },
    params: { epsilon: -1, gamma: 2, alpha: 0.25 },
    reduction: "sum",
  },
  {
    slug: "epsilon_zero",
    purpose: "parameter",
    why: "epsilon = 0 is focal loss without a polynomial",
    inputs: { pred, target },
    params: { epsilon: 0, gamma: 1.5 },
    reduction: "none",
  },
  {
    slug: "epsilon_minus_one",
    purpose: "boundary",
    why: "epsilon = -1 takes the first term of the series away: 1 + epsilon p is what p lacks of 1",
    inputs: { pred: [4, 8, -4, -8, 16], target: [1, 1, 0, 0, 0] },
    params: { epsilon: -1 },
    reduction: "none",
  },
  {
    slug: "epsilon_below_minus_one",
    purpose: "boundary",
    why: "Below -1 the loss of a likely answer is negative, and it is not held at 0",
    inputs: { pred: [0, 2, -4], target: [1, 1, 0] },
    params: { epsilon: -2, gamma: 1 },
    reduction: "none",
  },
  {
    slug: "soft_targets",
    purpose: "ordinary",
    why: "Soft targets: 1 - p_t is p + t - 2 p t in both parts, and so is the balance mixed",
    inputs: { pred: [1, 1, -2, 0.5], target: [0.25, 0.75, 0.5, 0.125] },
    params: { gamma: 1.5, alpha: 0.25 },
    reduction: "none",
    upstream: [1, -2, 0.5, 4],
  },
  {
    slug: "epsilon_huge",
    purpose: "extreme",
    why: "An epsilon of 2^10 hides the cross entropy, and its slope is as large",
    inputs: { pred, target },
    params: { epsilon: 1024 },
    reduction: "mean",
    upstream: -0.5,
  },
];

/** Poly focal loss. */
export const polyFocalIdeas: readonly Idea[] = [
  ...own,
  ...[
    ...logitsWith("ladder_positive", "ladder_soft", "zero", "subnormal", "upstream_vector"),
    ...focal.filter(({ slug }) => focalSlugs.has(slug)),
  ]
    .map((idea): Idea => ({ reduction: "none", ...idea })),
];
