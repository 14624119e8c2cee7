/**
 * Ideas for the L1 loss of DETR's boxes.
 *
 * @module
 */
import { givenDivisor } from "../given_divisor_ideas.ts";
import { type Idea, wideDTypes } from "../idea.ts";

const boxes = {
  pred: [[0.5, 0.5, 0.25, 0.5], [0.25, 0.75, 0.125, 0.0625]],
  target: [[0.375, 0.5625, 0.25, 0.25], [0.5, 0.5, 0.25, 0.25]],
};

const own: readonly Idea[] = [
  {
    slug: "one_box",
    purpose: "anchor",
    why: "One box over one box is the sum of its four differences, not their mean",
    inputs: { pred: [[0.5, 0.5, 0.2, 0.4]], target: [[0.4, 0.55, 0.25, 0.3]] },
    params: { avg_factor: 1 },
    reduction: "mean",
  },
  {
    slug: "two_boxes",
    purpose: "ordinary",
    why: "Two boxes over their number",
    inputs: boxes,
    params: { avg_factor: 2 },
    reduction: "mean",
  },
  {
    slug: "two_boxes_over_elements",
    purpose: "reduction",
    why: "Without avg_factor the mean is over all eight numbers",
    inputs: boxes,
    reduction: "mean",
  },
  {
    slug: "unmatched_box",
    purpose: "weight",
    why: "A prediction that is not matched has weight 0, and no part in the number of boxes",
    inputs: { ...boxes, weight: [[1, 1, 1, 1], [0, 0, 0, 0]] },
    params: { avg_factor: 1 },
    reduction: "mean",
    upstream: 5,
  },
  {
    slug: "weights_of_numbers",
    purpose: "weight",
    why: "Each of the four numbers has a weight of its own",
    inputs: { ...boxes, weight: [[0.5, 2, 3, 0.25], [1, 0, 0.75, 4]] },
    reduction: "none",
    upstream: [[1, -0.5, 2, 0], [3, 1, -1, 0.25]],
  },
  {
    slug: "equal",
    purpose: "boundary",
    why: "A perfect box costs 0; any slope from -1 to 1 is right",
    inputs: { pred: boxes.pred, target: boxes.pred },
    reduction: "sum",
  },
  {
    slug: "ends_of_the_format",
    purpose: "extreme",
    why: "Differences out of range, of which a weight brings one back",
    inputs: ({ largest, tiny }) => ({
      pred: [[largest, largest, tiny, 0]],
      target: [[-largest, -largest, 0, tiny]],
      weight: [[0.25, 0, 1, 1]],
    }),
    reduction: "none",
  },
  {
    slug: "nan_in_pred",
    purpose: "nan",
    why: "A NaN among the four numbers stays in its place",
    inputs: {
      pred: [[0.5, "NaN", 0.25, 0.5], [0.25, 0.75, 0.125, 0.0625]],
      target: boxes.target,
    },
    reduction: "none",
  },
  {
    slug: "boxes_of_three",
    purpose: "rejection",
    why: "A box has four numbers",
    inputs: { pred: [[0.5, 0.5, 0.25]], target: [[0.5, 0.5, 0.25]] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "one_target_for_all",
    purpose: "rejection",
    why: "[2, 4] against [1, 4] broadcasts to one target for both boxes",
    inputs: { pred: boxes.pred, target: boxes.target.slice(0, 1) },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "weight_of_boxes",
    purpose: "rejection",
    why: "A weight for each box is not one for each number",
    inputs: { ...boxes, weight: [[1], [0.5]] },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** L1 of boxes: its own, and those of a given divisor. */
export const detrL1Ideas: readonly Idea[] = [
  ...own,
  ...givenDivisor({ ...boxes, weight: [[0.5, 2, 3, 0.25], [1, 0, 0.75, 4]] }),
];
