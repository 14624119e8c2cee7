/**
 * Ideas for losses of the overlap of masks: rows of probabilities against rows of targets.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";

/** Two rows of three entries: a hard and a soft target. */
export const masks = {
  pred: [[0.5, 0.75, 0.125], [0.25, 1, 0.875]],
  target: [[1, 0, 1], [0.25, 0.5, 1]],
};

/** What each loss of an overlap is asked. */
export const maskIdeas: readonly Idea[] = [
  {
    slug: "soft_and_hard",
    purpose: "ordinary",
    why: "A row with a hard target and one with a soft one, each a term of its own",
    inputs: masks,
    reduction: "none",
  },
  {
    slug: "mean_of_rows",
    purpose: "reduction",
    why: "The mean divides by the number of rows, not of entries, and does not pool the rows",
    inputs: masks,
    reduction: "mean",
  },
  {
    slug: "sum_of_rows",
    purpose: "reduction",
    why: "The sum adds up the rows' losses",
    inputs: masks,
    reduction: "sum",
  },
  {
    slug: "upstream_by_row",
    purpose: "upstream",
    why: "Without reduction every entry of a row has its row's gradient from above",
    inputs: masks,
    reduction: "none",
    upstream: [2, -0.5],
  },
  {
    slug: "perfect",
    purpose: "boundary",
    why: "A hard mask that is met: what smoothing leaves is all there is",
    inputs: { pred: [[1, 0, 1, 0]], target: [[1, 0, 1, 0]] },
    reduction: "none",
  },
  {
    slug: "nothing_in_common",
    purpose: "boundary",
    why: "Masks that do not overlap cost about 1",
    inputs: { pred: [[1, 0, 0.5, 0]], target: [[0, 1, 0, 1]] },
    reduction: "none",
  },
  {
    slug: "pred_empty",
    purpose: "boundary",
    why: "Nothing is predicted: the gradient is where the target is",
    inputs: { pred: [[0, 0, 0]], target: [[1, 0, 0.5]] },
    reduction: "none",
  },
  {
    slug: "target_empty",
    purpose: "boundary",
    why: "There is nothing to find, a class that is absent: what is predicted costs all the same",
    inputs: { pred: [[1, 0.5, 0]], target: [[0, 0, 0]] },
    reduction: "none",
  },
  {
    slug: "one_entry",
    purpose: "shape",
    why: "Rows of one entry are masks, too",
    inputs: { pred: [[0.5], [0.25]], target: [[1], [0.75]] },
    reduction: "none",
  },
  {
    slug: "square",
    purpose: "shape",
    why: "As many rows as entries: the sums go along the entries",
    inputs: { pred: [[0.5, 1], [0.25, 0.125]], target: [[1, 0], [1, 1]] },
    reduction: "none",
  },
  {
    slug: "next_to_one",
    purpose: "extreme",
    why: "Probabilities next to 1 and to 0: what is missed is small, and must not cancel",
    inputs: ({ below, tiny }) => ({
      pred: [[below(1), tiny, below(1)]],
      target: [[1, 0, 1]],
    }),
    reduction: "none",
  },
  {
    slug: "nan_in_pred",
    purpose: "nan",
    why: "A NaN among the probabilities comes out again in its own row",
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
    inputs: { pred: masks.pred, target: [[1, 0], [1, 0], [0, 1]] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "pred_above_one",
    purpose: "rejection",
    why: "Logits are no probabilities",
    inputs: { pred: [[0.5, 2]], target: [[1, 0]] },
    refuse: "should",
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

/** What is asked besides of a loss with weights of rows, and avg_factor. */
export const maskWeightIdeas: readonly Idea[] = [
  {
    slug: "weight_by_row",
    purpose: "weight",
    why: "Fractional, unequal weights, one a row; the mean divides by the number of rows",
    inputs: { ...masks, weight: [0.5, 3] },
    reduction: "mean",
  },
  {
    slug: "weight_upstream",
    purpose: "upstream",
    why: "The weight and the gradient from above both reach the gradient",
    inputs: { ...masks, weight: [2, 0] },
    reduction: "none",
    upstream: [-0.75, 4],
  },
  {
    slug: "avg_factor",
    purpose: "parameter",
    why: "avg_factor divides instead of the number of rows, and as it is",
    inputs: { ...masks, weight: [0.5, 3] },
    params: { avg_factor: 7 },
    reduction: "mean",
  },
  {
    slug: "avg_factor_with_sum",
    purpose: "rejection",
    why: "A sum has no use for avg_factor",
    inputs: masks,
    params: { avg_factor: 2 },
    reduction: "sum",
    refuse: "should",
    dtypes: wideDTypes,
  },
  {
    slug: "weight_by_entry",
    purpose: "rejection",
    why: "A weight for each of three entries, of two rows, does not fit",
    inputs: { ...masks, weight: [1, 1, 1] },
    refuse: "should",
    dtypes: wideDTypes,
  },
];
