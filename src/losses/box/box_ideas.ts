/**
 * Ideas for losses of two boxes by their corners (x1, y1, x2, y2): how the boxes can lie to each other.
 *
 * @module
 */
import { givenDivisor } from "../given_divisor_ideas.ts";
import { type Idea, wideDTypes } from "../idea.ts";

/** Pairs that share no coordinate, whose every loss is smooth there. */
export const anchorBoxes = {
  pred: [[0, 0, 4, 3], [0, 0, 9, 8], [2, 2, 4, 4]],
  target: [[1, 1, 5, 5], [1, 1, 10, 10], [0, 0, 8, 8]],
};

const weighted = { ...anchorBoxes, weight: [0.5, 3, 0.25] };

/** How two boxes can lie to each other. */
export const placements: readonly Idea[] = [
  {
    slug: "anchors",
    purpose: "anchor",
    why: "Shares 6/22 and 56/97, and a box inside another, 4/64",
    inputs: anchorBoxes,
    reduction: "none",
  },
  {
    slug: "overlapping",
    purpose: "ordinary",
    why: "Two boxes that overlap, one of them twice as wide",
    inputs: { pred: [[0.5, 1, 2.5, 4]], target: [[1, 1.5, 5, 3.5]] },
    reduction: "none",
  },
  {
    slug: "identical",
    purpose: "boundary",
    why: "A perfect box: the loss is at its least, and has a kink in every coordinate",
    inputs: { pred: [[1, 2, 4, 8]], target: [[1, 2, 4, 8]] },
    reduction: "none",
  },
  {
    slug: "apart",
    purpose: "boundary",
    why: "Boxes apart along x, along y, and along both",
    inputs: {
      pred: [[0, 0, 2, 1], [0, 0, 2, 2], [0, 0, 2, 1]],
      target: [[4, 0, 7, 2], [1, 3, 3, 5], [4, 3, 7, 5]],
    },
    reduction: "none",
  },
  {
    slug: "touching",
    purpose: "boundary",
    why: "Boxes that share an edge, or a corner alone, have nothing in common",
    inputs: { pred: [[0, 0, 2, 2], [0, 0, 2, 2]], target: [[2, 0.5, 4, 1], [2, 2, 3, 4]] },
    reduction: "none",
  },
  {
    slug: "shared_edge",
    purpose: "boundary",
    why: "A box inside another, with one edge in common",
    inputs: { pred: [[0, 0, 4, 4], [0, 0, 2, 4]], target: [[0, 1, 2, 3], [0, 0, 4, 4]] },
    reduction: "none",
  },
  {
    slug: "degenerate_pred",
    purpose: "boundary",
    why: "A predicted box without area, inside the right one",
    inputs: { pred: [[1, 1, 1, 1], [1, 1, 3, 1]], target: [[0, 0, 4, 4], [0, 0, 4, 4]] },
    reduction: "none",
  },
  {
    slug: "degenerate_both",
    purpose: "boundary",
    why: "Two boxes without area, at one point and apart",
    inputs: { pred: [[1, 1, 1, 1], [1, 1, 1, 1]], target: [[1, 1, 1, 1], [2, 3, 2, 3]] },
    reduction: "none",
  },
  {
    slug: "far_from_the_origin",
    purpose: "extreme",
    why: "Boxes of side 1 far away: coordinates that are subtracted first lose nothing",
    inputs: ({ dtype }) => {
      const x = dtype === "f16" || dtype === "bf16" ? 128 : 8192;
      return { pred: [[x, x, x + 1, x + 2]], target: [[x, x + 1, x + 2, x + 2]] };
    },
    reduction: "none",
  },
  {
    slug: "areas_out_of_range",
    purpose: "extreme",
    why: "Sides in the format, areas beyond it: the share of the union is a plain number",
    inputs: ({ largest }) => ({
      pred: [[0, 0, largest, largest], [0, 0, largest / 2, largest]],
      target: [[0, 0, largest / 4, largest / 2], [largest / 4, 0, largest, largest / 2]],
    }),
    reduction: "none",
    dtypes: wideDTypes,
  },
  {
    slug: "nan_in_pred",
    purpose: "nan",
    why: "A NaN coordinate comes out again in its own box",
    inputs: { pred: [[0, "NaN", 4, 3], [0, 0, 9, 8]], target: [[1, 1, 5, 5], [1, 1, 10, 10]] },
    reduction: "none",
  },
  {
    slug: "nan_in_target",
    purpose: "nan",
    why: "So does one of the right box",
    inputs: { pred: [[0, 0, 4, 3], [0, 0, 9, 8]], target: [[1, 1, 5, 5], [1, 1, "NaN", 10]] },
    reduction: "mean",
  },
  {
    slug: "inverted",
    purpose: "rejection",
    why: "Corners out of order: two negative sides make a positive area, and a perfect box of it",
    inputs: { pred: [[10, 10, 0, 0]], target: [[0, 0, 10, 10]] },
    refuse: "should",
    dtypes: wideDTypes,
  },
  {
    slug: "shapes_differ",
    purpose: "rejection",
    why: "One target for two boxes does not fit",
    inputs: { pred: anchorBoxes.pred.slice(0, 2), target: anchorBoxes.target.slice(0, 1) },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "boxes_of_five",
    purpose: "rejection",
    why: "A box has four coordinates: a fifth is an angle, or a score",
    inputs: { pred: [[0, 0, 4, 3, 1]], target: [[1, 1, 5, 5, 1]] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "empty",
    purpose: "rejection",
    why: "No boxes: a mean over nothing is made up",
    inputs: { pred: { shape: [0, 4], data: [] }, target: { shape: [0, 4], data: [] } },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

const reductions: readonly Idea[] = [
  {
    slug: "mean_of_boxes",
    purpose: "reduction",
    why:
      "The mean divides by the number of boxes, not of coordinates, and takes no function of a mean share",
    inputs: anchorBoxes,
    reduction: "mean",
  },
  {
    slug: "sum_of_boxes",
    purpose: "reduction",
    why: "The sum adds up the boxes' losses",
    inputs: anchorBoxes,
    reduction: "sum",
  },
  {
    slug: "upstream_by_box",
    purpose: "upstream",
    why: "Without reduction all four coordinates have their box's gradient from above",
    inputs: anchorBoxes,
    reduction: "none",
    upstream: [2, -0.5, 0],
  },
  {
    slug: "weight_by_box",
    purpose: "weight",
    why: "Fractional, unequal weights, one a box; the mean divides by the number of boxes",
    inputs: weighted,
    reduction: "mean",
  },
  {
    slug: "weight_upstream",
    purpose: "upstream",
    why: "The weight and the gradient from above both reach the gradient",
    inputs: { ...anchorBoxes, weight: [2, 0, 0.5] },
    reduction: "none",
    upstream: [-0.75, 4, 1],
  },
  {
    slug: "weight_by_coordinate",
    purpose: "rejection",
    why: "A weight for each of four coordinates, of three boxes, does not fit",
    inputs: { ...anchorBoxes, weight: [1, 1, 1, 1] },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** What each loss of two boxes is asked, with weights of boxes and avg_factor. */
export const boxIdeas: readonly Idea[] = [...placements, ...reductions, ...givenDivisor(weighted)];
