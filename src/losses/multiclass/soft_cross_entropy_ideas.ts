/**
 * Ideas for cross entropy with a probability for each class.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { rows } from "./rows.ts";

/** Distributions over three classes, for {@linkcode rows}. */
const target = [[0.5, 0.25, 0.25], [0.75, 0.25, 0], [0.125, 0.375, 0.5]];

/** Soft cross entropy. */
export const softCrossEntropyIdeas: readonly Idea[] = [
  {
    slug: "ordinary",
    purpose: "ordinary",
    why: "Three rows of three classes; the mean is over the rows, not over all entries",
    inputs: { pred: rows, target },
  },
  {
    slug: "none",
    purpose: "reduction",
    why: "Not reduced: one number a row",
    inputs: { pred: rows, target },
    reduction: "none",
  },
  {
    slug: "sum",
    purpose: "upstream",
    why: "Summed: the gradient is not divided; it is multiplied by the one from above",
    inputs: { pred: rows, target },
    reduction: "sum",
    upstream: -2.5,
  },
  {
    slug: "upstream_vector",
    purpose: "upstream",
    why: "Without reduction each row has its own gradient from above",
    inputs: { pred: rows, target },
    reduction: "none",
    upstream: [2, 0, -0.5],
  },
  {
    slug: "one_hot",
    purpose: "anchor",
    why: "One-hot targets: the cross entropy of labels",
    inputs: { pred: rows, target: [[1, 0, 0], [0, 1, 0], [0, 0, 1]] },
    reduction: "none",
  },
  {
    slug: "even",
    purpose: "anchor",
    why: "Equal logits and an even target: log C, and no slope",
    inputs: { pred: [[1, 1, 1, 1]], target: [[0.25, 0.25, 0.25, 0.25]] },
    reduction: "none",
  },
  {
    slug: "half_a_row",
    purpose: "regression",
    why: "A row that sums to 1/2 has half of the softmax in its slope: p/2 - t, not p - t",
    inputs: { pred: rows, target: [[0.25, 0.125, 0.125], [0.5, 0, 0], [0, 0, 0.5]] },
    reduction: "none",
  },
  {
    slug: "more_than_one",
    purpose: "regression",
    why: "Several classes may each be certain: the row sums to 3 and is not normalised",
    inputs: { pred: rows, target: [[1, 1, 1], [1, 1, 0], [1, 0.5, 1]] },
    reduction: "none",
  },
  {
    slug: "no_mass",
    purpose: "boundary",
    why: "A row of zeros costs nothing, has no slope, and counts in the mean",
    inputs: { pred: rows, target: [[0, 0, 0], [0, 0, 0], [0.5, 0.25, 0.25]] },
    reduction: "mean",
  },
  {
    slug: "class_weight_mean",
    purpose: "weight",
    why: "With class weights the mean still divides by the rows, as with labels it does not",
    inputs: { pred: rows, target, class_weight: [0.5, 2, 3] },
    reduction: "mean",
  },
  {
    slug: "class_weight_none",
    purpose: "weight",
    why: "Every class's part has its own weight; the slope is p times the weighted sum, less w t",
    inputs: { pred: rows, target, class_weight: [0.5, 0, 3] },
    reduction: "none",
  },
  {
    slug: "smoothing",
    purpose: "parameter",
    why: "Smoothing spreads its share over all classes: s / C each",
    inputs: { pred: rows, target },
    params: { label_smoothing: 0.125 },
    reduction: "none",
  },
  {
    slug: "smoothing_one",
    purpose: "boundary",
    why: "Smoothing 1: the target no longer matters",
    inputs: { pred: rows, target },
    params: { label_smoothing: 1 },
    reduction: "none",
  },
  {
    slug: "smoothing_class_weight",
    purpose: "parameter",
    why: "Smoothing before class weights: every share has its class's weight",
    inputs: { pred: rows, target, class_weight: [0.5, 2, 3] },
    params: { label_smoothing: 0.25 },
    reduction: "mean",
  },
  {
    slug: "confident",
    purpose: "boundary",
    why: "Gaps of 50 and 200, for and against the target: log of softmax is -∞ from 104",
    inputs: {
      pred: [[50, 0, 0], [200, 0, 0], [200, 0, 0]],
      target: [[1, 0, 0], [0.5, 0.5, 0], [0, 0.25, 0.75]],
    },
    reduction: "none",
  },
  {
    slug: "shifted",
    purpose: "boundary",
    why: "A constant added to a row changes nothing; without subtracting the maximum exp overflows",
    inputs: { pred: [[1000, 1001, 999], [-1000, -1001, -999]], target: target.slice(0, 2) },
    reduction: "none",
  },
  {
    slug: "largest",
    purpose: "extreme",
    why: "The largest logits: their differences are out of range, half of one is not",
    inputs: ({ largest }) => ({
      pred: [[largest, -largest], [largest, largest]],
      target: [[0.75, 0.25], [0.5, 0.5]],
    }),
    reduction: "none",
  },
  {
    slug: "target_tiny",
    purpose: "extreme",
    why: "The smallest targets: nothing is added to them",
    inputs: ({ tiny, normal }) => ({ pred: [[-16, 0], [16, 0]], target: [[tiny, 0], [0, normal]] }),
    reduction: "none",
  },
  {
    slug: "one_class",
    purpose: "shape",
    why: "One class: p = 1, the loss and its gradient are 0 whatever the target",
    inputs: { pred: [[3], [-100]], target: [[1], [0.25]] },
    reduction: "none",
  },
  {
    slug: "image",
    purpose: "shape",
    why: "[N, C, H, W] logits and targets: the class axis is axis 1, each place is a row",
    inputs: {
      pred: [[[[1, 2]], [[0, 3]], [[-2, 0.25]]]],
      target: [[[[0.5, 0]], [[0.25, 0.75]], [[0.25, 0.25]]]],
    },
  },
  {
    slug: "as_many_rows_as_classes",
    purpose: "shape",
    why: "A square of logits: the class axis is axis 1, not axis 0",
    inputs: { pred: [[2, -1], [0.5, 3]], target: [[0.25, 0.75], [1, 0]] },
    reduction: "none",
  },
  {
    slug: "nan_in_pred",
    purpose: "nan",
    why: "A NaN among the logits comes out again in its own row",
    inputs: { pred: [[0.5, "NaN", 2], [3, 0.25, -0.5]], target: target.slice(0, 2) },
    reduction: "none",
  },
  {
    slug: "nan_in_target",
    purpose: "nan",
    why: "A NaN among the targets makes its own row NaN",
    inputs: { pred: rows.slice(0, 2), target: [["NaN", 0.5, 0.5], [0.5, 0.25, 0.25]] },
    reduction: "none",
  },
  {
    slug: "target_above_one",
    purpose: "rejection",
    why: "A probability is at most 1; PyTorch takes any number",
    inputs: { pred: rows, target: [[1.5, 0, 0], [0, 1, 0], [0, 0, 1]] },
    refuse: "should",
    dtypes: wideDTypes,
  },
  {
    slug: "target_of_labels",
    purpose: "rejection",
    why: "One number a row is no row of probabilities",
    inputs: { pred: rows, target: [0, 1, 1] },
    refuse: "must",
    dtypes: wideDTypes,
  },
];
