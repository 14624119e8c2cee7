/**
 * Ideas for the focal losses of a logit: gamma, alpha, and what they were mistaken for.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";

const pred = [0.5, -1.25, 2, -3];
const target = [1, 0, 0, 1];
const confident = [20, -20, 50, -50];

/** `(α t + (1−α)(1−t)) · q^γ · BCE`. */
export const focal: readonly Idea[] = [
  {
    slug: "gamma_zero_no_alpha",
    purpose: "erratum",
    why: "gamma = 0 without alpha is binary cross entropy, with no factor",
    inputs: { pred, target },
    params: { gamma: 0, alpha: null },
  },
  {
    slug: "gamma_zero_alpha_half",
    purpose: "erratum",
    why:
      "gamma = 0 and alpha = 1/2 is half of binary cross entropy; the notes leave out the factor",
    inputs: { pred, target },
    params: { gamma: 0, alpha: 0.5 },
  },
  {
    slug: "gamma_zero_saturated",
    purpose: "regression",
    why: "gamma = 0 where q underflows: 0 to the power of gamma - 1 must not come up (sam3#575)",
    inputs: { pred: [120, -120, 200, -200], target: [1, 0, 1, 0] },
    params: { gamma: 0 },
  },
  {
    slug: "gamma_half_saturated",
    purpose: "regression",
    why:
      "gamma < 1 at confident logits: the derivative of q^gamma is unbounded at 0 (optax#1267, keras-retinanet#706)",
    inputs: { pred: confident, target: [1, 0, 1, 0] },
    params: { gamma: 0.5, alpha: null },
  },
  {
    slug: "gamma_one",
    purpose: "parameter",
    why: "gamma = 1: a power that is no power, and the slope's special case",
    inputs: { pred, target },
    params: { gamma: 1 },
  },
  {
    slug: "gamma_fraction",
    purpose: "parameter",
    why:
      "gamma = 1.5: the power is no product, and a base below 0 by rounding gives NaN (tensorflow/addons#2697)",
    inputs: { pred: [...pred, 17, -17], target: [...target, 1, 0] },
    params: { gamma: 1.5 },
  },
  {
    slug: "gamma_five",
    purpose: "parameter",
    why: "gamma = 5: easy examples vanish, hard ones stay",
    inputs: { pred: [2, -2, 6, -6], target: [1, 1, 0, 0] },
    params: { gamma: 5 },
  },
  {
    slug: "gamma_large",
    purpose: "extreme",
    why: "gamma = 50: q^gamma underflows for half the examples and is 1 for the others",
    inputs: { pred: [0, 4, -4, 30], target: [1, 1, 1, 0] },
    params: { gamma: 50 },
  },
  {
    slug: "alpha_of_negatives",
    purpose: "regression",
    why: "Negatives are weighted by 1 - alpha, not by alpha (Focal-Loss#4)",
    inputs: { pred, target },
    params: { alpha: 0.125 },
  },
  {
    slug: "alpha_zero",
    purpose: "boundary",
    why:
      "alpha = 0 weighs positives by 0; it does not switch the balancing off (tensorflow/addons)",
    inputs: { pred, target },
    params: { alpha: 0 },
  },
  {
    slug: "alpha_one",
    purpose: "boundary",
    why: "alpha = 1 leaves the positives alone",
    inputs: { pred, target },
    params: { alpha: 1 },
  },
  {
    slug: "alpha_half",
    purpose: "parameter",
    why: "alpha = 1/2 is half the loss, not no balancing",
    inputs: { pred, target },
    params: { alpha: 0.5 },
  },
  {
    slug: "alpha_absent",
    purpose: "parameter",
    why: "Without alpha positives and negatives weigh 1",
    inputs: { pred, target },
    params: { alpha: null },
  },
  {
    slug: "alpha_and_gamma_not_swapped",
    purpose: "regression",
    why: "alpha = 0.25 and gamma = 2 swapped give 2 and 0.25 (segmentation_models#258)",
    inputs: { pred, target },
    params: { alpha: 0.75, gamma: 0.25 },
  },
  {
    slug: "pt_of_the_notes",
    purpose: "erratum",
    why:
      "The notes' pt is 1 - p_t of the paper: taken for p_t, confident mistakes vanish from the loss",
    inputs: { pred: [-3, 3, 3, -3], target: [1, 0, 1, 0] },
  },
  {
    slug: "no_modulation",
    purpose: "regression",
    why: "The focal weight was computed and never used (mmdetection c4408812)",
    inputs: { pred: [1, -1, 4, -4], target: [1, 0, 1, 0] },
  },
  {
    slug: "soft_targets",
    purpose: "ordinary",
    why: "Soft targets: q = p + t - 2pt, and the balance lies between alpha and 1 - alpha",
    inputs: { pred: [1, 1, -2, 0.5], target: [0.25, 0.75, 0.5, 0.125] },
  },
  {
    slug: "soft_targets_at_p",
    purpose: "boundary",
    why:
      "A soft target of p itself: the gradient of cross entropy vanishes, that of q^gamma does not",
    inputs: { pred: [0, 0, 0], target: [0.5, 0.5, 0.25] },
    params: { gamma: 0.5 },
  },
  {
    slug: "gamma_negative",
    purpose: "rejection",
    why: "gamma < 0 weighs easy examples up without bound",
    inputs: { pred, target },
    params: { gamma: -1 },
    refuse: "should",
    dtypes: wideDTypes,
  },
  {
    slug: "alpha_above_one",
    purpose: "rejection",
    why: "alpha > 1 gives negatives a negative loss",
    inputs: { pred, target },
    params: { alpha: 1.25 },
    refuse: "should",
    dtypes: wideDTypes,
  },
  {
    slug: "alpha_negative",
    purpose: "rejection",
    why: "alpha = -1 switches the balancing off in some libraries; here that is spelled null",
    inputs: { pred, target },
    params: { alpha: -1 },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** Every reduction has its turn: ideas without one are not reduced. */
export const notReduced = (ideas: readonly Idea[]): readonly Idea[] =>
  ideas.map((idea) => ({ reduction: "none", ...idea }));

/** What the default divisor of the weighted focal loss adds. */
export const numClasses: readonly Idea[] = [
  {
    slug: "num_classes_one",
    purpose: "parameter",
    why: "num_classes = 1: the default divisor is the number of positive weights",
    inputs: { pred, target, weight: [1, 1, 0, 2] },
    params: { num_classes: 1 },
  },
  {
    slug: "num_classes_three",
    purpose: "parameter",
    why:
      "num_classes = 3 does not divide the count: the divisor is a fraction, and is not rounded down",
    inputs: { pred, target, weight: [1, 1, 0.5, 2] },
    params: { num_classes: 3 },
  },
  {
    slug: "num_classes_and_avg_factor",
    purpose: "parameter",
    why: "avg_factor replaces the whole divisor: num_classes has no say any more",
    inputs: { pred, target, weight: [1, 1, 0.5, 2] },
    params: { num_classes: 3, avg_factor: 2 },
  },
];
