/**
 * Ideas for poly cross entropy: epsilon on either side of 0, and smoothing with either p.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { classLogits } from "./class_logit_ideas.ts";
import { classRows } from "./class_row_ideas.ts";
import { rows } from "./rows.ts";

/** Of the ideas for any logits, those at which the polynomial says something new. */
const shared: ReadonlySet<string> = new Set([
  "two_classes",
  "equal_logits",
  "one_class",
  "confident_and_right",
  "confident_and_wrong",
  "shifted",
  "largest",
  "subnormal",
  "ties",
]);

/** What only poly cross entropy has. */
const own: readonly Idea[] = [
  {
    slug: "ordinary",
    purpose: "ordinary",
    why: "Three rows of three classes, each label once, at epsilon 2",
    inputs: { pred: rows, label: [0, 1, 2] },
    reduction: "none",
  },
  {
    slug: "anchors",
    purpose: "anchor",
    why: "Logits (1, 0, -1): 1.07712 at epsilon 2, of which 0.40761 is cross entropy",
    inputs: { pred: [[1, 0, -1]], label: [0] },
    reduction: "mean",
  },
  {
    slug: "epsilon_zero",
    purpose: "parameter",
    why: "epsilon = 0 is cross entropy",
    inputs: { pred: rows, label: [0, 1, 2] },
    params: { epsilon: 0 },
    reduction: "mean",
  },
  {
    slug: "epsilon_minus_one",
    purpose: "boundary",
    why: "epsilon = -1 takes the first term of the series away: 1 + epsilon p is what p lacks of 1",
    inputs: { pred: [[1, 0, -1], [4, 0, 0], [8, 0, 0], [0, 4, 0]], label: [0, 0, 0, 0] },
    params: { epsilon: -1 },
    reduction: "none",
  },
  {
    slug: "epsilon_below_minus_one",
    purpose: "boundary",
    why: "Below -1 the loss of a likely class is negative, and it is not held at 0",
    inputs: { pred: [[1, 0, -1], [0, 4, 0]], label: [0, 0] },
    params: { epsilon: -2 },
    reduction: "none",
  },
  {
    slug: "epsilon_fraction",
    purpose: "parameter",
    why: "An epsilon between -1 and 0, summed, with a gradient from above",
    inputs: { pred: rows, label: [2, 0, 1] },
    params: { epsilon: -0.375 },
    reduction: "sum",
    upstream: -0.5,
  },
  {
    slug: "epsilon_huge",
    purpose: "extreme",
    why: "An epsilon of 2^10 hides cross entropy, and its slope is as large",
    inputs: { pred: rows, label: [0, 1, 2] },
    params: { epsilon: 1024 },
    reduction: "none",
  },
  {
    slug: "smoothing",
    purpose: "parameter",
    why: "Smoothing is of cross entropy alone: p stays the label's",
    inputs: { pred: rows, label: [0, 1, 2] },
    params: { label_smoothing: 0.125 },
    reduction: "none",
  },
  {
    slug: "smoothing_confident",
    purpose: "boundary",
    why: "With smoothing, confidence costs, and no epsilon changes that",
    inputs: { pred: [[50, 0, 0], [-50, 0, 0], [200, 0, 0]], label: [0, 0, 0] },
    params: { epsilon: -1, label_smoothing: 0.25 },
    reduction: "none",
  },
  {
    slug: "smoothed_p",
    purpose: "parameter",
    why:
      "timm and Optax take the probability of the smoothed target: at p = 1 some epsilon is left",
    inputs: { pred: [...rows, [50, 0, 0]], label: [0, 1, 2, 0] },
    params: { label_smoothing: 0.25, smoothed_p: 1 },
    reduction: "none",
  },
  {
    slug: "smoothed_p_mean",
    purpose: "parameter",
    why: "The smoothed p with the usual 0.1, which no binary format holds exactly",
    inputs: { pred: rows, label: [0, 1, 2] },
    params: { epsilon: -1, label_smoothing: 0.1, smoothed_p: 1 },
    reduction: "mean",
  },
  {
    slug: "smoothing_one",
    purpose: "rejection",
    why: "At smoothing 1 the label would not matter: timm asserts that it is less",
    inputs: { pred: rows, label: [0, 1, 2] },
    params: { label_smoothing: 1 },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** Poly cross entropy. */
export const polyCrossEntropyIdeas: readonly Idea[] = [
  ...own,
  ...classLogits.filter(({ slug }) => shared.has(slug)),
  ...classRows.filter(({ purpose }) => purpose !== "ignored"),
];
