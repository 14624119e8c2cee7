/**
 * Ideas for the softmax focal loss alone: gamma, and alpha by class.
 *
 * @module
 */
import { classLogits } from "./class_logit_ideas.ts";
import { classRows } from "./class_row_ideas.ts";
import { type Idea, wideDTypes } from "../idea.ts";
import { rows } from "./rows.ts";

/** What only the softmax focal loss has. */
const own: readonly Idea[] = [
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
    dtypes: wideDTypes,
  },
];

/** Softmax focal loss. */
export const softmaxFocalIdeas: readonly Idea[] = [...classLogits, ...classRows, ...own];
