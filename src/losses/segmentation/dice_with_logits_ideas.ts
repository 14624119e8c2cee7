/**
 * Ideas for dice loss of logits.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { maskWeightIdeas } from "./mask_ideas.ts";

/** Two rows of three logits: a hard and a soft target. */
const rows = {
  pred: [[0.5, -1.25, 2], [-3, 0.25, 1]],
  target: [[1, 0, 1], [0.25, 0.5, 1]],
};

const own: readonly Idea[] = [
  {
    slug: "anchor",
    purpose: "anchor",
    why: "Logits 0 and 2 against 1 and 0: 0.50685556877 at eps 1e-3",
    inputs: { pred: [[0, 2]], target: [[1, 0]] },
    reduction: "none",
  },
  {
    slug: "soft_and_hard",
    purpose: "ordinary",
    why: "A row with a hard target and one with a soft one, each a term of its own",
    inputs: rows,
    reduction: "none",
  },
  {
    slug: "mean_of_rows",
    purpose: "reduction",
    why: "The mean divides by the number of rows, not of entries, and does not pool the rows",
    inputs: rows,
    reduction: "mean",
  },
  {
    slug: "sum_of_rows",
    purpose: "reduction",
    why: "The sum adds up the rows' losses",
    inputs: rows,
    reduction: "sum",
  },
  {
    slug: "naive",
    purpose: "parameter",
    why: "The naive loss: sums instead of squares, eps above and below",
    inputs: rows,
    params: { naive: 1, eps: 1 },
    reduction: "none",
  },
  {
    slug: "upstream_by_row",
    purpose: "upstream",
    why: "Without reduction every entry of a row has its row's gradient from above",
    inputs: rows,
    reduction: "none",
    upstream: [2, -0.5],
  },
  {
    slug: "confident",
    purpose: "extreme",
    why: "1 - p is the logistic of -x: it does not round to 0, and the gradient not to nothing",
    inputs: { pred: [[20, -20, 40], [-20, 20, 8]], target: [[1, 0, 1], [1, 0, 1]] },
    reduction: "none",
  },
  {
    slug: "naive_confident",
    purpose: "extreme",
    why: "Where the logits are sure, so is the naive loss",
    inputs: { pred: [[20, -20, 40]], target: [[1, 0, 1]] },
    params: { naive: 1, eps: 0 },
    reduction: "none",
  },
  {
    slug: "target_empty_without_eps",
    purpose: "boundary",
    why:
      "Nothing to find and no eps: 1 whatever the logits are, where probabilities underflow, too",
    inputs: { pred: [[-1, -2], [-200, -1000]], target: [[0, 0], [0, 0]] },
    params: { eps: 0 },
    reduction: "none",
  },
  {
    slug: "target_empty",
    purpose: "boundary",
    why: "There is nothing to find, a class that is absent: what is predicted costs all the same",
    inputs: { pred: [[-1, 2]], target: [[0, 0]] },
    reduction: "none",
  },
  {
    slug: "one_entry",
    purpose: "shape",
    why: "Rows of one entry are masks, too",
    inputs: { pred: [[0.5], [-1]], target: [[1], [0.75]] },
    reduction: "none",
  },
  {
    slug: "square",
    purpose: "shape",
    why: "As many rows as entries: the sums go along the entries",
    inputs: { pred: [[0.5, -1], [2, 0.25]], target: [[1, 0], [1, 1]] },
    reduction: "none",
  },
  {
    slug: "nan_in_pred",
    purpose: "nan",
    why: "A NaN among the logits comes out again in its own row",
    inputs: { pred: [[0.5, "NaN"], [0.25, 1]], target: [[1, 0], [0.5, 1]] },
    reduction: "none",
  },
  {
    slug: "nan_in_target",
    purpose: "nan",
    why: "So does one among the targets",
    inputs: { pred: [[0.5, 1], [0.25, 1]], target: [[1, 0], ["NaN", 1]] },
    reduction: "mean",
  },
  {
    slug: "shapes_differ",
    purpose: "rejection",
    why: "Targets of the other axis's length do not fit",
    inputs: { pred: rows.pred, target: [[1, 0], [1, 0], [0, 1]] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "target_negative",
    purpose: "rejection",
    why: "A target of -1, an ignored pixel's, is no target",
    inputs: { pred: [[0.5, 0.25]], target: [[1, -1]] },
    refuse: "should",
    dtypes: wideDTypes,
  },
  {
    slug: "empty",
    purpose: "rejection",
    why: "No rows: a mean over nothing is made up",
    inputs: { pred: { shape: [0, 3], data: [] }, target: { shape: [0, 3], data: [] } },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** Dice loss of logits. */
export const diceWithLogitsIdeas: readonly Idea[] = [...own, ...maskWeightIdeas];
