/**
 * Ideas for bounded IoU loss.
 *
 * @module
 */
import { givenDivisor } from "../given_divisor_ideas.ts";
import { type Idea, wideDTypes } from "../idea.ts";
import { anchorBoxes, placements } from "./box_ideas.ts";

const weighted = {
  ...anchorBoxes,
  weight: [[0.5, 2, 3, 0.25], [1, 0, 0.75, 4], [2, 1, 0.5, 3]],
};
const aside = { pred: [[0, 0, 2, 1]], target: [[4, 3, 7, 5]] };

/** Of bounded IoU loss; of boxes without a side, and without eps, nothing is asked. */
export const boundedIouIdeas: readonly Idea[] = [
  ...placements,
  ...givenDivisor(weighted),
  {
    slug: "mean_of_terms",
    purpose: "reduction",
    why: "The mean divides by the number of terms, four a box",
    inputs: anchorBoxes,
    reduction: "mean",
  },
  {
    slug: "sum_of_terms",
    purpose: "reduction",
    why: "The slope by an end adds up what it moves: the shift, and the length",
    inputs: anchorBoxes,
    reduction: "sum",
    upstream: -2,
  },
  {
    slug: "upstream_by_term",
    purpose: "upstream",
    why: "Each of the two terms that an end moves has a gradient from above of its own",
    inputs: anchorBoxes,
    reduction: "none",
    upstream: [[1, -0.5, 2, 0], [0, 0, 3, -1], [4, 0.25, 0, 0]],
  },
  {
    slug: "weight_by_term",
    purpose: "weight",
    why: "And each has a weight of its own",
    inputs: weighted,
    reduction: "none",
    upstream: [[3, 1, -1, 0.5], [2, 5, 0.75, 1], [0, -2, 1, 1]],
  },
  {
    slug: "weight_by_box",
    purpose: "rejection",
    why: "One weight a box does not fit: each of its four terms has one",
    inputs: { ...anchorBoxes, weight: [[1], [0.5], [2]] },
    refuse: "should",
    dtypes: wideDTypes,
  },
  {
    slug: "without_eps",
    purpose: "parameter",
    why: "Without eps a perfect side costs nothing",
    inputs: { pred: [[0, 0, 4, 4]], target: [[0, 1, 4, 5]] },
    params: { eps: 0 },
    reduction: "none",
  },
  {
    slug: "eps_of_small_boxes",
    purpose: "parameter",
    why: "eps is a length: of boxes that are smaller it is nearly all",
    inputs: { pred: [[0, 0, 0.25, 0.5]], target: [[0.125, 0, 0.5, 0.25]] },
    params: { eps: 1 },
    reduction: "none",
  },
  {
    slug: "aside",
    purpose: "boundary",
    why: "Centres farther apart than half a side have no slope",
    inputs: aside,
    reduction: "none",
  },
  {
    slug: "half_a_side_aside",
    purpose: "boundary",
    why: "A shift by exactly half a side, where the slope ends",
    inputs: { pred: [[2, 0, 6, 4]], target: [[0, 2, 4, 6]] },
    params: { eps: 0 },
    reduction: "none",
  },
  {
    slug: "beta_two",
    purpose: "parameter",
    why: "With beta above 1 everything is on the parabola",
    inputs: aside,
    params: { beta: 2 },
    reduction: "none",
  },
  {
    slug: "beta_zero",
    purpose: "rejection",
    why: "beta 0 divides by nothing",
    inputs: aside,
    params: { beta: 0 },
    refuse: "must",
    dtypes: wideDTypes,
  },
];
