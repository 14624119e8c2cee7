/**
 * Ideas for Gaussian focal loss: where a centre begins, and how far its shadow reaches.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { avgFactor } from "./avg_factor_ideas.ts";
import { probabilities } from "./probability_ideas.ts";

const pred = [0.5, 0.25, 0.75, 0.875];
const target = [1, 0, 0.5, 0.25];

/** Of the ideas for any probability, those that say something of a heatmap, too. */
const shared: ReadonlySet<string> = new Set([
  "perfect",
  "hopeless",
  "hopeless_soft",
  "beside_zero",
  "beside_one",
  "small",
  "rank_three",
  "nan_in_pred",
  "pred_above_one",
  "target_above_one",
  "shapes_differ",
  "empty",
]);

const own: readonly Idea[] = [
  {
    slug: "anchors",
    purpose: "anchor",
    why: "Known to 25 digits: a centre, its shadow, and what is far from it",
    inputs: { pred: [0.5, 0.5, 0.25], target: [1, 0.5, 0] },
    reduction: "none",
  },
  {
    slug: "beside_the_centre",
    purpose: "boundary",
    why: "The float below 1 is a negative with next to no weight; 1 alone is a centre",
    inputs: ({ below }) => ({ pred: [0.5, 0.5, 0.5], target: [1, below(1), 0.995] }),
    reduction: "none",
  },
  {
    slug: "threshold",
    purpose: "parameter",
    why: "Targets above 0.99 are centres, and no negatives, as in keras-cv",
    inputs: ({ below }) => ({ pred: [0.5, 0.5, 0.5, 0.25], target: [1, below(1), 0.995, 0.75] }),
    params: { threshold: 0.99 },
    reduction: "none",
    dtypes: wideDTypes,
  },
  {
    slug: "gamma_zero",
    purpose: "boundary",
    why: "gamma = 0: 0^0 is 1, so that a centre is a negative besides",
    inputs: { pred, target },
    params: { gamma: 0 },
    reduction: "none",
  },
  {
    slug: "alpha_half",
    purpose: "parameter",
    why: "alpha < 1: the power rule is infinite at both ends",
    inputs: { pred: [0.5, 0.25, 0, 1, 2 ** -20], target: [1, 0, 1, 0.5, 0] },
    params: { alpha: 0.5, eps: 0 },
    reduction: "none",
  },
  {
    slug: "alpha_zero",
    purpose: "boundary",
    why: "alpha = 0 leaves the logarithms, and 0^(alpha - 1) must not come up",
    inputs: { pred: [0.5, 0.25, 0, 1], target: [1, 0, 0, 1] },
    params: { alpha: 0 },
    reduction: "none",
  },
  {
    slug: "weights_of_parts",
    purpose: "parameter",
    why: "pos_weight is of centres alone, neg_weight of all others",
    inputs: { pred, target },
    params: { pos_weight: 3, neg_weight: 0.25, alpha: 1.5, gamma: 2.5 },
    reduction: "sum",
    upstream: -0.75,
  },
  {
    slug: "weightless_parts",
    purpose: "boundary",
    why: "A part that weighs nothing is 0, though its logarithm is infinite without eps",
    inputs: { pred: [0, 1, 0.5, 0.5], target: [1, 0, 1, 0] },
    params: { pos_weight: 0, neg_weight: 0, eps: 0 },
    reduction: "none",
  },
  {
    slug: "large_eps",
    purpose: "parameter",
    why: "eps = 1/4 stands inside the logarithms, so that perfect predictions are below 0",
    inputs: { pred: [...pred, 1, 0], target: [...target, 1, 0] },
    params: { eps: 0.25, alpha: 0 },
    reduction: "none",
  },
];

/** Gaussian focal loss. */
export const gaussianFocalIdeas: readonly Idea[] = [
  {
    slug: "ordinary",
    purpose: "ordinary",
    why: "Likely and unlikely, hard and soft targets: nothing special",
    inputs: { pred: [0.75, 0.125, 0.5, 0.25], target: [1, 0, 0.5, 0.25] },
    reduction: "none",
  },
  ...probabilities.filter(({ slug }) => shared.has(slug)),
  ...own,
  ...avgFactor({ pred, target }),
];
