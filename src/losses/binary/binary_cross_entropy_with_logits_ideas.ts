/**
 * Ideas for binary cross entropy with logits alone: pos_weight and smoothing.
 *
 * @module
 */
import { elementWeight } from "../element_weight_ideas.ts";
import { logits } from "./logit_ideas.ts";
import { type Idea, wideDTypes } from "../idea.ts";

/** What no other loss of a logit has. */
const own: readonly Idea[] = [
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
    dtypes: wideDTypes,
  },
  {
    slug: "smoothing_negative",
    purpose: "rejection",
    why: "Smoothing below 0 leaves [0, 1]",
    inputs: { pred: [1, 2], target: [1, 0] },
    params: { label_smoothing: -0.25 },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** Binary cross entropy of logits. */
export const logitCrossEntropyIdeas: readonly Idea[] = [...logits, ...elementWeight, ...own];
