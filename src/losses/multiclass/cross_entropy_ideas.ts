/**
 * Ideas for cross entropy alone: class weights, smoothing, further axes.
 *
 * @module
 */
import { classLogits } from "./class_logit_ideas.ts";
import { classRows } from "./class_row_ideas.ts";
import { rowWeights, withUnitRowWeights } from "./row_weight_ideas.ts";
import { type Idea, wideDTypes } from "../idea.ts";
import { rows } from "./rows.ts";

/** What no other loss of a row of logits has. */
const own: readonly Idea[] = [
  {
    slug: "sum",
    purpose: "reduction",
    why: "Summed: the gradient is not divided",
    inputs: { pred: rows, label: [0, 1, 2] },
    reduction: "sum",
  },
  {
    slug: "class_weight_mean",
    purpose: "weight",
    why:
      "The mean divides by the sum of the labels' weights, not by the rows (iree#24228, pytorch#8062)",
    inputs: { pred: rows, label: [0, 1, 2], class_weight: [0.5, 2, 3] },
    reduction: "mean",
  },
  {
    slug: "class_weight_sum",
    purpose: "weight",
    why: "Each term times the weight of its label (Paddle#24352)",
    inputs: { pred: rows, label: [2, 2, 0], class_weight: [0.5, 2, 3] },
    reduction: "sum",
  },
  {
    slug: "class_weight_zero",
    purpose: "weight",
    why: "A class of weight 0 leaves the value and the divisor",
    inputs: { pred: rows, label: [0, 1, 2], class_weight: [0, 1, 0.25] },
    reduction: "mean",
  },
  {
    slug: "class_weight_ignored",
    purpose: "weight",
    why: "Class weights and an ignored row: its label is not looked up among the weights",
    inputs: { pred: rows, label: [0, -100, 2], class_weight: [0.5, 2, 3] },
    reduction: "mean",
  },
  {
    slug: "smoothing",
    purpose: "parameter",
    why:
      "Smoothing spreads its share over all classes, the label's own included: a / C, not a / (C - 1)",
    inputs: { pred: rows, label: [0, 1, 2] },
    params: { label_smoothing: 0.125 },
    reduction: "none",
  },
  {
    slug: "smoothing_tenth",
    purpose: "parameter",
    why: "The usual 0.1, which no binary format holds exactly",
    inputs: { pred: rows, label: [0, 1, 2] },
    params: { label_smoothing: 0.1 },
    reduction: "mean",
  },
  {
    slug: "smoothing_one",
    purpose: "boundary",
    why: "Smoothing 1: the label no longer matters",
    inputs: { pred: rows, label: [0, 1, 2] },
    params: { label_smoothing: 1 },
    reduction: "none",
  },
  {
    slug: "smoothing_confident",
    purpose: "boundary",
    why: "With smoothing, confidence costs: the loss grows with the gap on both sides",
    inputs: { pred: [[50, 0, 0], [-50, 0, 0], [200, 0, 0]], label: [0, 0, 0] },
    params: { label_smoothing: 0.25 },
    reduction: "none",
  },
  {
    slug: "smoothing_class_weight",
    purpose: "parameter",
    why: "Smoothing with class weights: every class's share has that class's weight",
    inputs: { pred: rows, label: [0, 1, 2], class_weight: [0.5, 2, 3] },
    params: { label_smoothing: 0.25 },
    reduction: "mean",
  },
  {
    slug: "smoothing_ignored",
    purpose: "regression",
    why: "An ignored row has no smoothing term either (tinygrad#3570, sockeye#200)",
    inputs: { pred: rows, label: [0, -100, 2] },
    params: { label_smoothing: 0.25 },
    reduction: "mean",
  },
  {
    slug: "smoothing_class_weight_ignored",
    purpose: "regression",
    why: "Three features at once: weights, smoothing and ignore_index (pytorch#69339)",
    inputs: { pred: rows, label: [255, 1, 2], class_weight: [0.5, 2, 3] },
    params: { label_smoothing: 0.25, ignore_index: 255 },
    reduction: "mean",
    upstream: 2,
  },
  {
    slug: "image",
    purpose: "shape",
    why: "[N, C, H, W] logits and [N, H, W] labels: the class axis is axis 1",
    inputs: {
      pred: [[[[1, 2], [0.5, -1]], [[0, 3], [1, 1]], [[-2, 0.25], [4, 0]]]],
      label: [[[0, 1], [2, 0]]],
    },
    reduction: "none",
  },
  {
    slug: "rank_three_smoothing",
    purpose: "regression",
    why:
      "Smoothing divides by the number of classes, whatever the other axes are (tensorflow#32231)",
    inputs: {
      pred: [[[1, 2], [0, 3], [-2, 0.25]], [[0, 0], [1, -1], [2, 2]]],
      label: [[0, 1], [2, -100]],
    },
    params: { label_smoothing: 0.5 },
    reduction: "mean",
  },
  {
    slug: "smoothing_above_one",
    purpose: "rejection",
    why: "Smoothing above 1 turns the label's share around",
    inputs: { pred: rows, label: [0, 1, 2] },
    params: { label_smoothing: 1.5 },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

const classes = [...classLogits, ...classRows];

/** Cross entropy. */
export const crossEntropyIdeas: readonly Idea[] = [...classes, ...own];

/** Cross entropy with weights of rows. */
export const weightedCrossEntropyIdeas: readonly Idea[] = [
  ...rowWeights,
  ...withUnitRowWeights(classes),
];
