/**
 * Ideas for the Kullback-Leibler divergence of entries.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";

const given = {
  pred: [[-0.5, -1.25, -3], [-0.25, -2, -4]],
  target: [[0.5, 0.25, 0.25], [1, 0, 0]],
};

/** Kullback-Leibler divergence. */
export const klDivIdeas: readonly Idea[] = [
  {
    slug: "two_rows_none",
    purpose: "ordinary",
    why: "Two distributions of three entries: some entries are negative, no row is",
    inputs: given,
    reduction: "none",
  },
  {
    slug: "two_rows_mean",
    purpose: "reduction",
    why: "The mean divides by all six entries, not by two rows, which PyTorch calls batchmean",
    inputs: given,
    reduction: "mean",
  },
  {
    slug: "two_rows_sum",
    purpose: "upstream",
    why: "The sum, with a gradient from above",
    inputs: given,
    reduction: "sum",
    upstream: -1.5,
  },
  {
    slug: "quarter",
    purpose: "anchor",
    why: "t = 1/4 and x = -1: log(1/4)/4 + 1/4, which is negative",
    inputs: { pred: [-1], target: [0.25] },
    reduction: "none",
  },
  {
    slug: "order",
    purpose: "regression",
    why: "The target is where the expectation is taken: the arguments cannot be exchanged",
    inputs: { pred: [-0.75, -0.75], target: [0.25, 0.75] },
    reduction: "none",
  },
  {
    slug: "target_zero",
    purpose: "boundary",
    why: "A target of 0 counts 0, however unlikely the entry is said to be: 0 log 0 is no NaN",
    inputs: ({ largest }) => ({ pred: [-1, 0, -largest, 3], target: [0, 0, "-0", 0] }),
    reduction: "none",
  },
  {
    slug: "target_one",
    purpose: "boundary",
    why: "A target of 1 is the negative logarithm",
    inputs: { pred: [-1, 0, -100, -0.0625], target: [1, 1, 1, 1] },
    reduction: "none",
  },
  {
    slug: "target_above_one",
    purpose: "parameter",
    why: "A target above 1 is taken as it is: nothing is clamped or normalised",
    inputs: { pred: [0.5, -1], target: [2, 16] },
    reduction: "none",
  },
  {
    slug: "target_tiny",
    purpose: "extreme",
    why: "The smallest targets: no epsilon is added to them before the logarithm",
    inputs: ({ tiny, normal }) => ({ pred: [-64, -64], target: [tiny, normal] }),
    reduction: "none",
  },
  {
    slug: "log_not_probability",
    purpose: "regression",
    why: "pred is a logarithm already, and may be 0 or above it",
    inputs: { pred: [0, 1, -0.5], target: [0.5, 0.5, 0.5] },
    reduction: "none",
  },
  {
    slug: "far",
    purpose: "extreme",
    why: "A logarithm that is far below all others costs as much as it is below",
    inputs: ({ largest }) => ({ pred: [-largest / 4, -100], target: [0.5, 0.5] }),
    reduction: "none",
  },
  {
    slug: "nan_in_target",
    purpose: "nan",
    why: "A NaN among the targets makes its own entry NaN",
    inputs: { pred: [-1, -2], target: ["NaN", 0.5] },
    reduction: "none",
  },
  {
    slug: "target_negative",
    purpose: "rejection",
    why: "A probability is not negative",
    inputs: { pred: [-1, -2], target: [0.5, -0.5] },
    refuse: "should",
    dtypes: wideDTypes,
  },
  {
    slug: "target_too_short",
    purpose: "rejection",
    why: "Two targets for three logarithms do not fit",
    inputs: { pred: [-1, -2, -3], target: [0.5, 0.5] },
    refuse: "must",
    dtypes: wideDTypes,
  },
];
