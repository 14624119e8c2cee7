/**
 * Ideas for losses of a row of logits and a label.
 *
 * @module
 */
import type { Idea } from "../idea.ts";

const few = ["f64", "f32"] as const;
const rows = [[0.5, -1.25, 2], [3, 0.25, -0.5], [-2, 1, 1.5]];

/** Whatever is made of logits and a label. */
export const classes: readonly Idea[] = [
  {
    slug: "ordinary",
    purpose: "ordinary",
    why: "Three rows of three classes, each label once",
    inputs: { pred: rows, label: [0, 1, 2] },
  },
  {
    slug: "none",
    purpose: "reduction",
    why: "Not reduced: one number a row",
    inputs: { pred: rows, label: [2, 0, 1] },
    reduction: "none",
  },
  {
    slug: "two_classes",
    purpose: "anchor",
    why: "Two classes: the binary loss of the difference of the logits",
    inputs: { pred: [[0, 1], [0, 16], [0, -17], [2, 2]], label: [1, 1, 1, 0] },
    reduction: "none",
  },
  {
    slug: "equal_logits",
    purpose: "anchor",
    why: "Equal logits: p = 1/C, cross entropy log C, whatever the label",
    inputs: { pred: [[1, 1, 1, 1, 1], [-7, -7, -7, -7, -7]], label: [0, 4] },
    reduction: "none",
  },
  {
    slug: "one_class",
    purpose: "regression",
    why: "One class: p = 1, the loss and its gradient are 0 (MONAI#2509)",
    inputs: { pred: [[3], [-100]], label: [0, 0] },
    reduction: "none",
  },
  {
    slug: "confident_and_right",
    purpose: "boundary",
    why:
      "A gap of 8 to 200 in favour of the label: log-sum-exp less the logit cancels to 0 from 17",
    inputs: {
      pred: [[8, 0, 0], [16, 0, 0], [17, 0, 0], [50, 0, 0], [104, 0, 0], [200, 0, 0]],
      label: [0, 0, 0, 0, 0, 0],
    },
    reduction: "none",
  },
  {
    slug: "confident_and_wrong",
    purpose: "boundary",
    why: "A gap of 8 to 200 against the label: log of softmax is -∞ from 104 (onnx reference)",
    inputs: {
      pred: [[8, 0], [16, 0], [17, 0], [50, 0], [89, 0], [104, 0], [200, 0]],
      label: [1, 1, 1, 1, 1, 1, 1],
    },
    reduction: "none",
  },
  {
    slug: "softmax_minus_one",
    purpose: "regression",
    why:
      "The gradient's entry of the label, softmax - 1, is tiny and must not be 0 (pytorch#195678)",
    inputs: { pred: [[40, 0, 0, 0], [20, 3, 1, 0]], label: [0, 0] },
    reduction: "none",
  },
  {
    slug: "ladder",
    purpose: "boundary",
    why: "The ladder of logits in one row: exp of any of them alone overflows somewhere",
    inputs: {
      pred: [[0, 1, 5, 8, 10, 12, 16, 17, 20, 50, 88, 89], [
        89,
        88,
        50,
        20,
        17,
        16,
        12,
        10,
        8,
        5,
        1,
        0,
      ]],
      label: [11, 11],
    },
    reduction: "none",
  },
  {
    slug: "shifted",
    purpose: "boundary",
    why: "A constant added to a row changes nothing; without subtracting the maximum exp overflows",
    inputs: { pred: [[1000, 1001, 999], [-1000, -1001, -999]], label: [0, 1] },
    reduction: "none",
  },
  {
    slug: "largest",
    purpose: "extreme",
    why: "The largest logits: their differences are out of range",
    inputs: ({ largest }) => ({
      pred: [[largest, -largest, 0], [largest, largest, 0]],
      label: [0, 1],
    }),
    reduction: "none",
  },
  {
    slug: "half_the_largest",
    purpose: "extreme",
    why: "Differences that just stay in range, for and against the label",
    inputs: ({ largest }) => ({
      pred: [[largest / 2, -largest / 2], [largest / 2, -largest / 2]],
      label: [0, 1],
    }),
    reduction: "none",
  },
  {
    slug: "subnormal",
    purpose: "extreme",
    why: "Logits that are barely not 0",
    inputs: ({ tiny, normal }) => ({
      pred: [[tiny, -tiny, 0], [normal, 0, -normal]],
      label: [0, 2],
    }),
    reduction: "none",
  },
  {
    slug: "ties",
    purpose: "boundary",
    why: "Two classes share the maximum, the label among them or not",
    inputs: { pred: [[3, 3, 1], [3, 1, 3], [1, 3, 3]], label: [0, 1, 2] },
    reduction: "none",
  },
  {
    slug: "last_label",
    purpose: "boundary",
    why: "The last class, where background is in some libraries, is a class like the others",
    inputs: { pred: rows, label: [2, 2, 2] },
    reduction: "none",
  },
  {
    slug: "eighty_classes",
    purpose: "ordinary",
    why: "As many classes as COCO has",
    inputs: {
      pred: {
        shape: [1, 80],
        data: Array.from({ length: 80 }, (_, i) => ((i * 29) % 80) / 16 - 2.5),
      },
      label: [17],
    },
    reduction: "none",
    dtypes: few,
  },
  {
    slug: "ignored_default",
    purpose: "ignored",
    why:
      "A row with label -100 does not count: its term and gradient are 0, the mean is over the others (mmdetection#7367, burn#5568)",
    inputs: { pred: rows, label: [0, -100, 2] },
    reduction: "mean",
  },
  {
    slug: "ignored_none",
    purpose: "ignored",
    why: "Not reduced, an ignored row keeps its place with a 0 (Paddle#28622)",
    inputs: { pred: rows, label: [0, -100, 2] },
    reduction: "none",
  },
  {
    slug: "ignored_255",
    purpose: "ignored",
    why: "ignore_index = 255 lies outside the classes and is never looked up (Paddle#34718)",
    inputs: { pred: rows, label: [255, 1, 2] },
    params: { ignore_index: 255 },
  },
  {
    slug: "ignored_class",
    purpose: "ignored",
    why: "ignore_index = 0 makes a class of its own ignored: it stays in the softmax",
    inputs: { pred: rows, label: [0, 1, 0] },
    params: { ignore_index: 0 },
  },
  {
    slug: "ignored_nan",
    purpose: "ignored",
    why: "A NaN in a row that does not count is no reason for NaN anywhere",
    inputs: { pred: [["NaN", 1, 2], [3, 0.25, -0.5]], label: [-100, 1] },
    reduction: "mean",
  },
  {
    slug: "upstream_scalar",
    purpose: "upstream",
    why: "A gradient from above that is not 1 scales every gradient (TransformerEngine#2139)",
    inputs: { pred: rows, label: [0, 1, 2] },
    reduction: "mean",
    upstream: -2.5,
  },
  {
    slug: "upstream_vector",
    purpose: "upstream",
    why: "Without reduction each row has its own gradient from above (DirectML#739)",
    inputs: { pred: rows, label: [0, 1, 2] },
    reduction: "none",
    upstream: [2, 0, -0.5],
  },
  {
    slug: "one_row",
    purpose: "shape",
    why: "One row: nothing is squeezed",
    inputs: { pred: [[0.5, -1.25, 2]], label: [1] },
    reduction: "none",
  },
  {
    slug: "as_many_rows_as_classes",
    purpose: "shape",
    why: "A square of logits: the class axis is axis 1, not axis 0",
    inputs: { pred: [[2, -1], [0.5, 3]], label: [1, 0] },
    reduction: "none",
  },
  {
    slug: "nan_in_pred",
    purpose: "nan",
    why: "A NaN among the logits comes out again in its own row",
    inputs: { pred: [[0.5, "NaN", 2], [3, 0.25, -0.5]], label: [0, 1] },
    reduction: "none",
  },
  {
    slug: "nan_mean",
    purpose: "nan",
    why: "A NaN among the logits makes the mean NaN: max must not hide it",
    inputs: { pred: [[0.5, 1, 2], [3, 0.25, "NaN"]], label: [0, 1] },
    reduction: "mean",
  },
  {
    slug: "all_ignored",
    purpose: "ignored",
    why:
      "No row counts: the mean is 0/0, NaN in PyTorch and 0 elsewhere; nothing is asked of the value",
    inputs: { pred: rows.slice(0, 2), label: [-100, -100] },
    reduction: "mean",
  },
  {
    slug: "label_too_large",
    purpose: "rejection",
    why: "Label C, the background of newer libraries, is no class here",
    inputs: { pred: rows, label: [0, 3, 2] },
    refuse: "must",
    dtypes: few,
  },
  {
    slug: "label_negative",
    purpose: "rejection",
    why: "Label -1 must not wrap to the last class (optax, keras on jax)",
    inputs: { pred: rows, label: [0, -1, 2] },
    refuse: "must",
    dtypes: few,
  },
  {
    slug: "labels_too_few",
    purpose: "rejection",
    why: "Two labels for three rows do not fit",
    inputs: { pred: rows, label: [0, 1] },
    refuse: "must",
    dtypes: few,
  },
  {
    slug: "empty",
    purpose: "rejection",
    why: "No rows: a mean over nothing is made up",
    inputs: { pred: { shape: [0, 3], data: [] }, label: { shape: [0], data: [] } },
    refuse: "should",
    dtypes: few,
  },
];

/** What only cross entropy has: class weights, smoothing, further axes. */
export const crossEntropy: readonly Idea[] = [
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
    dtypes: few,
  },
];

/** What only the row-weighted cross entropy has. */
export const rowWeights: readonly Idea[] = [
  {
    slug: "weights_mean",
    purpose: "weight",
    why: "The mean divides by the number of positive weights, not by their sum",
    inputs: { pred: rows, label: [0, 1, 2], weight: [0.5, 2, 3] },
    reduction: "mean",
  },
  {
    slug: "weights_none",
    purpose: "erratum",
    why: "Not reduced it is divided by avg_factor, too",
    inputs: { pred: rows, label: [0, 1, 2], weight: [0.5, 2, 3] },
    reduction: "none",
  },
  {
    slug: "weights_with_zero",
    purpose: "weight",
    why: "A row of weight 0 leaves the sum and the count",
    inputs: { pred: rows, label: [0, 1, 2], weight: [0.5, 0, 3] },
    reduction: "mean",
  },
  {
    slug: "weights_all_zero",
    purpose: "boundary",
    why: "No positive weight: the divisor is 1, the value 0",
    inputs: { pred: rows, label: [0, 1, 2], weight: [0, 0, 0] },
    reduction: "mean",
  },
  {
    slug: "weights_sum_to_one",
    purpose: "erratum",
    why: "The weights are said to sum to 1; the divisor is their count all the same",
    inputs: { pred: rows, label: [0, 1, 2], weight: [0.25, 0.25, 0.5] },
    reduction: "mean",
  },
  {
    slug: "weights_ignored",
    purpose: "ignored",
    why: "An ignored row does not count, whatever its weight",
    inputs: { pred: rows, label: [0, -100, 2], weight: [0.5, 5, 3] },
    reduction: "mean",
  },
  {
    slug: "avg_factor",
    purpose: "parameter",
    why: "avg_factor replaces the count",
    inputs: { pred: rows, label: [0, 1, 2], weight: [0.5, 2, 3] },
    params: { avg_factor: 7 },
    reduction: "mean",
  },
  {
    slug: "avg_factor_none",
    purpose: "parameter",
    why: "avg_factor divides the terms that are not reduced, too",
    inputs: { pred: rows, label: [0, 1, 2], weight: [0.5, 2, 3] },
    params: { avg_factor: 4 },
    reduction: "none",
  },
  {
    slug: "avg_factor_fraction",
    purpose: "parameter",
    why: "avg_factor < 1 is not raised to 1 as the count is",
    inputs: { pred: rows, label: [0, 1, 2], weight: [0.5, 2, 3] },
    params: { avg_factor: 0.25 },
    reduction: "mean",
    upstream: -1.5,
  },
  {
    slug: "weights_too_few",
    purpose: "rejection",
    why: "Two weights for three rows do not fit",
    inputs: { pred: rows, label: [0, 1, 2], weight: [1, 1] },
    refuse: "must",
    dtypes: few,
  },
  {
    slug: "avg_factor_zero",
    purpose: "rejection",
    why: "avg_factor = 0 divides by nothing",
    inputs: { pred: rows, label: [0, 1, 2], weight: [1, 1, 1] },
    params: { avg_factor: 0 },
    refuse: "should",
    dtypes: few,
  },
];

/** The same ideas with row weights of 1. */
export function withUnitRowWeights(ideas: readonly Idea[]): readonly Idea[] {
  return ideas.map(({ inputs, ...idea }) => ({
    ...idea,
    inputs: (ends) => {
      const given = typeof inputs === "function" ? inputs(ends) : inputs;
      const { pred } = given;
      const rows = Array.isArray(pred)
        ? pred.length
        : (pred as { shape: readonly number[] }).shape[0];
      return { ...given, weight: { shape: [rows], data: Array(rows).fill(1) } };
    },
  }));
}

/** What only the softmax focal loss has. */
export const softmaxFocal: readonly Idea[] = [
  {
    slug: "sum",
    purpose: "reduction",
    why: "Summed: the gradient is not divided",
    inputs: { pred: rows, label: [0, 1, 2] },
    reduction: "sum",
  },
  {
    slug: "printed_with_y",
    purpose: "erratum",
    why: "Printed with (1 - y)^gamma, which is 0 for every one-hot y; it is (1 - p)^gamma",
    inputs: { pred: [[2, 0, -1], [0, 0, 0]], label: [0, 1] },
    reduction: "none",
  },
  {
    slug: "gamma_zero",
    purpose: "erratum",
    why: "gamma = 0 without alpha is cross entropy",
    inputs: { pred: rows, label: [0, 1, 2] },
    params: { gamma: 0 },
  },
  {
    slug: "gamma_half_saturated",
    purpose: "regression",
    why: "gamma < 1 where 1 - p underflows: the gradient is no NaN (kornia at logit 100)",
    inputs: { pred: [[100, 0, 0], [20, 0, 0], [200, 0, 0]], label: [0, 0, 0] },
    params: { gamma: 0.5 },
    reduction: "none",
  },
  {
    slug: "gamma_one",
    purpose: "parameter",
    why: "gamma = 1: a power that is no power",
    inputs: { pred: rows, label: [2, 1, 0] },
    params: { gamma: 1 },
    reduction: "none",
  },
  {
    slug: "gamma_five",
    purpose: "parameter",
    why: "gamma = 5: easy rows vanish, hard ones stay",
    inputs: { pred: [[6, 0, 0], [0, 6, 0]], label: [0, 0] },
    params: { gamma: 5 },
    reduction: "none",
  },
  {
    slug: "uses_p_not_log_p",
    purpose: "regression",
    why: "1 - log p in place of 1 - p gives more than cross entropy (FocalLoss_for_multiclass#3)",
    inputs: { pred: [[0, 1, 2], [2, 1, 0]], label: [0, 0] },
    reduction: "none",
  },
  {
    slug: "alpha_per_class",
    purpose: "weight",
    why:
      "alpha is the weight of the label's class, not 1 - alpha, and not the class's share of the data",
    inputs: { pred: rows, label: [0, 1, 2], alpha: [0.25, 0.5, 2] },
    reduction: "none",
  },
  {
    slug: "alpha_for_all",
    purpose: "weight",
    why: "One alpha multiplies every class alike (mmcv); it is no [1 - a, a, a …] (kornia)",
    inputs: { pred: rows, label: [0, 1, 2], alpha: 0.25 },
    reduction: "none",
  },
  {
    slug: "alpha_mean",
    purpose: "weight",
    why: "alpha leaves the divisor of the mean, which counts the valid rows",
    inputs: { pred: rows, label: [0, -100, 2], alpha: [0.25, 0.5, 2] },
    reduction: "mean",
  },
  {
    slug: "alpha_zero",
    purpose: "boundary",
    why: "A class of alpha 0 costs nothing and still counts in the mean",
    inputs: { pred: rows, label: [0, 1, 2], alpha: [0, 0.5, 2] },
    reduction: "mean",
  },
  {
    slug: "alpha_share",
    purpose: "erratum",
    why: "The notes' 1 - alpha with alpha the share of the data: written as the weight itself",
    inputs: { pred: rows, label: [0, 1, 2], alpha: [0.875, 0.5, 0.625] },
    reduction: "sum",
    upstream: 0.5,
  },
  {
    slug: "gamma_negative",
    purpose: "rejection",
    why: "gamma < 0 weighs easy rows up without bound",
    inputs: { pred: rows, label: [0, 1, 2] },
    params: { gamma: -1 },
    refuse: "should",
    dtypes: few,
  },
];
