/**
 * Ideas for negative log likelihood: labels, class weights, and entries that must not be looked at.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";

/** Logarithms that are near those of three distributions, no tie in any row. */
const logs = [[-0.5, -1.25, -3], [-0.0625, -3.5, -4], [-2, -1, -0.75]];

/** Negative log likelihood. */
export const nllIdeas: readonly Idea[] = [
  {
    slug: "ordinary",
    purpose: "ordinary",
    why: "Three rows of three classes, each label once",
    inputs: { pred: logs, label: [0, 1, 2] },
  },
  {
    slug: "none",
    purpose: "reduction",
    why: "Not reduced: one number a row",
    inputs: { pred: logs, label: [2, 0, 1] },
    reduction: "none",
  },
  {
    slug: "sum",
    purpose: "upstream",
    why: "Summed: the gradient is not divided; it is multiplied by the one from above",
    inputs: { pred: logs, label: [0, 1, 2] },
    reduction: "sum",
    upstream: -2.5,
  },
  {
    slug: "upstream_vector",
    purpose: "upstream",
    why: "Without reduction each row has its own gradient from above",
    inputs: { pred: logs, label: [0, 1, 2] },
    reduction: "none",
    upstream: [2, 0, -0.5],
  },
  {
    slug: "class_weight_mean",
    purpose: "weight",
    why: "The mean divides by the sum of the labels' weights: by 5.5, not by three rows",
    inputs: { pred: logs, label: [0, 1, 2], class_weight: [0.5, 2, 3] },
    reduction: "mean",
  },
  {
    slug: "class_weight_sum",
    purpose: "weight",
    why: "Each term times the weight of its label, and of no other class",
    inputs: { pred: logs, label: [2, 2, 0], class_weight: [0.5, 2, 3] },
    reduction: "sum",
  },
  {
    slug: "class_weight_zero",
    purpose: "weight",
    why: "A class of weight 0 leaves the value and the divisor",
    inputs: { pred: logs, label: [0, 1, 2], class_weight: [0, 1, 0.25] },
    reduction: "mean",
  },
  {
    slug: "class_weight_ignored",
    purpose: "weight",
    why: "Class weights and an ignored row: its label is not looked up among the weights",
    inputs: { pred: logs, label: [0, -100, 2], class_weight: [0.5, 2, 3] },
    reduction: "mean",
  },
  {
    slug: "ignored_none",
    purpose: "ignored",
    why: "Not reduced, an ignored row keeps its place with a 0",
    inputs: { pred: logs, label: [0, -100, 2] },
    reduction: "none",
  },
  {
    slug: "ignored_255",
    purpose: "ignored",
    why: "ignore_index = 255 lies outside the classes and is never looked up",
    inputs: { pred: logs, label: [255, 1, 2] },
    params: { ignore_index: 255 },
  },
  {
    slug: "ignored_class",
    purpose: "ignored",
    why: "ignore_index = 0 makes a class of its own ignored",
    inputs: { pred: logs, label: [0, 1, 0] },
    params: { ignore_index: 0 },
  },
  {
    slug: "ignored_nan",
    purpose: "ignored",
    why: "A NaN in a row that does not count is no reason for NaN anywhere",
    inputs: { pred: [["NaN", "NaN", "NaN"], [-0.5, -1.25, -3]], label: [-100, 1] },
    reduction: "mean",
  },
  {
    slug: "all_ignored",
    purpose: "ignored",
    why: "No row counts: the mean is 0/0, NaN in PyTorch and 0 elsewhere; nothing is asked of it",
    inputs: { pred: logs.slice(0, 2), label: [-100, -100] },
    reduction: "mean",
  },
  {
    slug: "impossible_class",
    purpose: "boundary",
    why:
      "The logarithm of a probability 0 of another class: no product with a one-hot row meets it",
    inputs: { pred: [["-Infinity", 0], [0, "-Infinity"]], label: [1, 0] },
    reduction: "none",
  },
  {
    slug: "impossible_label",
    purpose: "boundary",
    why: "The label's own probability is 0: the loss is infinite, its slope is -1",
    inputs: { pred: [["-Infinity", 0], [-1, -0.5]], label: [0, 0] },
    reduction: "none",
  },
  {
    slug: "certain",
    purpose: "boundary",
    why: "The logarithm 0 of a probability 1 costs nothing",
    inputs: { pred: [[0, -100], ["-0", -4]], label: [0, 0] },
    reduction: "none",
  },
  {
    slug: "not_normalised",
    purpose: "regression",
    why: "Logarithms that belong to no distribution are taken as they are: no softmax inside",
    inputs: { pred: [[2, 1, 0.5], [-8, -8, -8]], label: [0, 1] },
    reduction: "none",
  },
  {
    slug: "largest",
    purpose: "extreme",
    why: "The largest numbers come out as they go in",
    inputs: ({ largest }) => ({ pred: [[-largest, 0], [0, largest]], label: [0, 1] }),
    reduction: "none",
  },
  {
    slug: "smallest",
    purpose: "extreme",
    why: "Logarithms that are barely not 0 are not flushed to it",
    inputs: ({ tiny, normal }) => ({ pred: [[-tiny, 0], [0, -normal]], label: [0, 1] }),
    reduction: "none",
  },
  {
    slug: "image",
    purpose: "shape",
    why: "[N, C, H, W] logarithms and [N, H, W] labels: the class axis is axis 1",
    inputs: {
      pred: [[[[-1, -2], [-0.5, -4]], [[-3, -0.25], [-1, -8]], [[-2, -0.75], [-5, -6]]]],
      label: [[[0, 1], [2, 0]]],
    },
    reduction: "none",
  },
  {
    slug: "as_many_rows_as_classes",
    purpose: "shape",
    why: "A square: the class axis is axis 1, not axis 0",
    inputs: { pred: [[-0.25, -2], [-0.5, -1]], label: [1, 0] },
    reduction: "none",
  },
  {
    slug: "nan_at_label",
    purpose: "nan",
    why: "A NaN comes out again where it is the label's, and in no other row",
    inputs: { pred: [["NaN", -1], [-2, -1]], label: [0, 1] },
    reduction: "none",
  },
  {
    slug: "label_too_large",
    purpose: "rejection",
    why: "Label C is one beyond the last class",
    inputs: { pred: logs, label: [0, 3, 2] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "label_negative",
    purpose: "rejection",
    why: "Label -1 must not wrap to the last class",
    inputs: { pred: logs, label: [0, -1, 2] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "labels_too_few",
    purpose: "rejection",
    why: "Two labels for three rows do not fit",
    inputs: { pred: logs, label: [0, 1] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "empty",
    purpose: "rejection",
    why: "No rows: a mean over nothing is made up",
    inputs: { pred: { shape: [0, 3], data: [] }, label: { shape: [0], data: [] } },
    refuse: "should",
    dtypes: wideDTypes,
  },
];
