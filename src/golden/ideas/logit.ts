/**
 * Ideas for losses of a logit: binary cross entropy with logits and the sigmoid focal losses.
 *
 * @module
 */
import type { Idea } from "../idea.ts";

const few = ["f64", "f32"] as const;

/** The logits at which implementations break, in every format that holds them. */
const ladder = [0, 1, 5, 8, 10, 12, 16, 17, 20, 50, 88, 89, 104, 120, 200, 1e4] as const;

const rungs = ladder.flatMap((x) => x === 0 ? [0] : [x, -x]);

/** Whatever is made of a logit and a target. */
export const logits: readonly Idea[] = [
  {
    slug: "ladder_positive",
    purpose: "boundary",
    why:
      "The ladder of logits, target 1: sigmoid then log fails from 17, exp from 89 (candle#2561, mxnet#9404)",
    inputs: { pred: rungs, target: rungs.map(() => 1) },
    reduction: "none",
  },
  {
    slug: "ladder_negative",
    purpose: "boundary",
    why: "The ladder of logits, target 0: 1 - p loses what the logit knew",
    inputs: { pred: rungs, target: rungs.map(() => 0) },
    reduction: "none",
  },
  {
    slug: "ladder_soft",
    purpose: "boundary",
    why: "The ladder of logits with a soft target of 1/4, where the rules for soft targets differ",
    inputs: { pred: rungs, target: rungs.map(() => 0.25) },
    reduction: "none",
  },
  {
    slug: "ordinary",
    purpose: "ordinary",
    why: "Ordinary logits, hard targets of both kinds",
    inputs: { pred: [0.5, -1.25, 2, -3], target: [1, 0, 0, 1] },
    reduction: "mean",
  },
  {
    slug: "none",
    purpose: "reduction",
    why: "Two anchors of three classes, not reduced: the value has the inputs' shape",
    inputs: { pred: [[0.5, -1.25, 2], [-3, 0.25, 1]], target: [[1, 0, 0], [0, 0, 1]] },
    reduction: "none",
  },
  {
    slug: "mean_over_elements",
    purpose: "reduction",
    why:
      "Two anchors of three classes: the mean divides by six, not by two (mmcv divides by the rows)",
    inputs: { pred: [[0.5, -1.25, 2], [-3, 0.25, 1]], target: [[1, 0, 0], [0, 0, 1]] },
    reduction: "mean",
  },
  {
    slug: "sum",
    purpose: "reduction",
    why: "Summed: the gradient is not divided",
    inputs: { pred: [0.5, -1.25, 2, -3], target: [1, 0, 0, 1] },
    reduction: "sum",
  },
  {
    slug: "zero",
    purpose: "anchor",
    why: "x = 0, p = 1/2, where everything has a closed form in log 2",
    inputs: { pred: [0, 0, 0, "-0"], target: [1, 0, 0.5, 1] },
    reduction: "none",
  },
  {
    slug: "anchors",
    purpose: "anchor",
    why:
      "Logits whose loss is known to 25 digits: 2, 10, 16, 17 and 50, confident and right, then wrong",
    inputs: {
      pred: [2, 10, 16, 17, 50, 2, 10, 16, 17, 50],
      target: [1, 1, 1, 1, 1, 0, 0, 0, 0, 0],
    },
    reduction: "none",
  },
  {
    slug: "largest",
    purpose: "extreme",
    why: "The largest logits of both signs: the value and every gradient stay finite",
    inputs: ({ largest }) => ({
      pred: [largest, largest, -largest, -largest],
      target: [1, 0, 0, 1],
    }),
    reduction: "none",
  },
  {
    slug: "subnormal",
    purpose: "extreme",
    why: "Logits that are barely not 0",
    inputs: ({ tiny, normal }) => ({ pred: [tiny, -tiny, normal, -normal], target: [1, 1, 0, 0] }),
    reduction: "none",
  },
  {
    slug: "half_precision_eight",
    purpose: "regression",
    why:
      "log(max(p, FLT_MIN)) with a FLT_MIN that is 0 in half precision: NaN from |x| = 8 (mmcv#1488)",
    inputs: { pred: [8, -8, 9.5, -9.5], target: [1, 1, 0, 0] },
    reduction: "none",
  },
  {
    slug: "soft_quarter",
    purpose: "erratum",
    why:
      "x = 1, t = 1/4 tells the rules for soft targets apart; t = 1/2 hides one of the differences",
    inputs: { pred: [1, 1, -1], target: [0.25, 0.5, 0.75] },
    reduction: "none",
  },
  {
    slug: "soft_ends",
    purpose: "boundary",
    why: "Targets one float beside 0, 1/2 and 1 must not be taken for them",
    inputs: ({ above, below, tiny }) => ({
      pred: [2, 2, 2, 2],
      target: [tiny, below(0.5), above(0.5), below(1)],
    }),
    reduction: "none",
  },
  {
    slug: "upstream_scalar",
    purpose: "upstream",
    why: "A gradient from above that is not 1 scales every gradient",
    inputs: { pred: [0.5, -1.25, 2], target: [1, 0, 0] },
    reduction: "mean",
    upstream: -2.5,
  },
  {
    slug: "upstream_vector",
    purpose: "upstream",
    why: "Without reduction each element has its own gradient from above, 0 included",
    inputs: { pred: [0.5, -1.25, 2, -3], target: [1, 0, 0, 1] },
    reduction: "none",
    upstream: [1, -0.5, 0, 4],
  },
  {
    slug: "scalar",
    purpose: "shape",
    why: "Shape []: one element and no axis",
    inputs: { pred: 0.75, target: 1 },
    reduction: "mean",
  },
  {
    slug: "rank_three",
    purpose: "shape",
    why: "Three axes, one of length 1: nothing is squeezed (pytorch#166746)",
    inputs: { pred: [[[0.5], [-1.25]], [[2], [-3]]], target: [[[1], [0]], [[0], [1]]] },
    reduction: "none",
  },
  {
    slug: "nan_in_pred",
    purpose: "nan",
    why: "A NaN that is given must come out again, and only where it went in",
    inputs: { pred: [0.5, "NaN", 2], target: [0, 1, 1] },
    reduction: "none",
  },
  {
    slug: "nan_in_target",
    purpose: "nan",
    why: "A NaN among the targets makes the mean NaN",
    inputs: { pred: [0.5, 1, -2], target: [0, "NaN", 1] },
    reduction: "mean",
  },
  {
    slug: "one_positive",
    purpose: "ordinary",
    why: "One positive among many confident negatives: what a detector's anchors look like",
    inputs: {
      pred: Array.from({ length: 24 }, (_, i) => i === 11 ? 0.5 : -4 - (i % 5) / 4),
      target: Array.from({ length: 24 }, (_, i) => i === 11 ? 1 : 0),
    },
    reduction: "sum",
  },
  {
    slug: "shapes_differ",
    purpose: "rejection",
    why: "Different lengths do not fit",
    inputs: { pred: [1, 2, 3], target: [1, 0] },
    refuse: "must",
    dtypes: few,
  },
  {
    slug: "column_against_row",
    purpose: "rejection",
    why: "[3, 1] against [3] broadcasts to nine terms (pytorch#1939)",
    inputs: { pred: [[1], [2], [3]], target: [1, 0, 1] },
    refuse: "must",
    dtypes: few,
  },
  {
    slug: "target_above_one",
    purpose: "rejection",
    why: "A target of 7 gives a negative loss",
    inputs: { pred: [1, 2], target: [1, 7] },
    refuse: "should",
    dtypes: few,
  },
  {
    slug: "empty",
    purpose: "rejection",
    why: "No elements: a mean over nothing is made up",
    inputs: { pred: [], target: [] },
    refuse: "should",
    dtypes: few,
  },
];

/** An element weight that multiplies the terms and leaves the divisor of the mean. */
export const elementWeight: readonly Idea[] = [
  {
    slug: "weight_mean",
    purpose: "weight",
    why: "The mean divides by the number of elements, not by the sum of the weights",
    inputs: { pred: [0.5, -1.25, 2, -3], target: [1, 0, 0, 1], weight: [0.5, 2, 3, 0.25] },
    reduction: "mean",
  },
  {
    slug: "weight_none",
    purpose: "weight",
    why:
      "Fractional, unequal weights: 0 and 1 hide a weight that is applied twice (mmdetection#846)",
    inputs: { pred: [0.5, -1.25, 2, -3], target: [1, 0, 0, 1], weight: [0.5, 2, 3, 0.25] },
    reduction: "none",
  },
  {
    slug: "weight_zero",
    purpose: "weight",
    why: "A weight of 0 takes a term out, however large it is, and leaves the divisor",
    inputs: { pred: [0.5, -1e4, 2, 1e4], target: [1, 1, 0, 0], weight: [1, 0, 1, 0] },
    reduction: "mean",
  },
  {
    slug: "weight_upstream",
    purpose: "upstream",
    why: "The weight and the gradient from above both reach the gradient",
    inputs: { pred: [0.5, -1.25, 2], target: [1, 0, 0.5], weight: [0.5, 2, 3] },
    reduction: "sum",
    upstream: -0.75,
  },
  {
    slug: "weight_too_short",
    purpose: "rejection",
    why: "A weight for two of three elements does not fit",
    inputs: { pred: [0.5, -1.25, 2], target: [1, 0, 0], weight: [1, 1] },
    refuse: "should",
    dtypes: few,
  },
];

/** What only binary cross entropy with logits has. */
export const posWeightAndSmoothing: readonly Idea[] = [
  {
    slug: "pos_weight",
    purpose: "weight",
    why: "pos_weight multiplies the positive part alone",
    inputs: { pred: [0.5, -1.25, 2, -3], target: [1, 0, 0, 1], pos_weight: [3, 3, 0.5, 0.5] },
    reduction: "none",
  },
  {
    slug: "pos_weight_soft",
    purpose: "regression",
    why: "With soft targets, pos_weight on the whole element is another loss (aprender#2204)",
    inputs: { pred: [0.5, -1.25, 2], target: [0.25, 0.5, 0.75], pos_weight: [3, 3, 3] },
    reduction: "none",
  },
  {
    slug: "pos_weight_scalar",
    purpose: "weight",
    why: "One pos_weight for all elements",
    inputs: { pred: [[0.5, -1.25], [2, -3]], target: [[1, 0], [0, 1]], pos_weight: 2.5 },
    reduction: "mean",
  },
  {
    slug: "pos_weight_zero",
    purpose: "boundary",
    why: "pos_weight = 0 takes the positive part away and leaves the negative",
    inputs: { pred: [50, -50, 2], target: [1, 1, 0.5], pos_weight: [0, 0, 0] },
    reduction: "none",
  },
  {
    slug: "pos_weight_extreme",
    purpose: "extreme",
    why: "pos_weight at logits where softplus is all linear, or all exponential",
    inputs: { pred: [104, -104, 20, -20], target: [1, 1, 1, 1], pos_weight: [5, 5, 5, 5] },
    reduction: "none",
  },
  {
    slug: "weight_and_pos_weight",
    purpose: "weight",
    why: "Both weights at once, with a mean over the elements",
    inputs: {
      pred: [0.5, -1.25, 2],
      target: [1, 0, 0.5],
      weight: [0.5, 2, 3],
      pos_weight: [4, 4, 4],
    },
    reduction: "mean",
  },
  {
    slug: "smoothing",
    purpose: "parameter",
    why: "Smoothing moves a target towards 1/2, by a / 2, not by a / C",
    inputs: { pred: [0.5, -1.25, 2, -3], target: [1, 0, 0, 1] },
    params: { label_smoothing: 0.125 },
    reduction: "none",
  },
  {
    slug: "smoothing_tenth",
    purpose: "parameter",
    why: "The usual 0.1, which no binary format holds exactly",
    inputs: { pred: [0.5, -1.25, 2, -3], target: [1, 0, 0, 1] },
    params: { label_smoothing: 0.1 },
    reduction: "mean",
  },
  {
    slug: "smoothing_one",
    purpose: "boundary",
    why: "Smoothing 1 makes every target 1/2",
    inputs: { pred: [2, -2, 20, -20], target: [1, 1, 0, 0] },
    params: { label_smoothing: 1 },
    reduction: "none",
  },
  {
    slug: "smoothing_pos_weight_and_weight",
    purpose: "regression",
    why:
      "Three features at once: smoothing, pos_weight and weight (pairs are not enough, pytorch#69339)",
    inputs: {
      pred: [0.5, -1.25, 2],
      target: [1, 0, 0.5],
      weight: [0.5, 2, 3],
      pos_weight: 1.5,
    },
    params: { label_smoothing: 0.25 },
    reduction: "mean",
    upstream: 2,
  },
  {
    slug: "smoothing_above_one",
    purpose: "rejection",
    why: "Smoothing above 1 turns the targets around",
    inputs: { pred: [1, 2], target: [1, 0] },
    params: { label_smoothing: 1.5 },
    refuse: "should",
    dtypes: few,
  },
  {
    slug: "smoothing_negative",
    purpose: "rejection",
    why: "Smoothing below 0 leaves [0, 1]",
    inputs: { pred: [1, 2], target: [1, 0] },
    params: { label_smoothing: -0.25 },
    refuse: "should",
    dtypes: few,
  },
];
