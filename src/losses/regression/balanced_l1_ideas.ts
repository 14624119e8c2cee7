/**
 * Ideas for balanced L1.
 *
 * @module
 */
import { elementWeight } from "../element_weight_ideas.ts";
import { givenDivisor } from "../given_divisor_ideas.ts";
import { type Idea, wideDTypes } from "../idea.ts";
import { positive } from "./breakpoint_ideas.ts";
import { difference } from "./difference_ideas.ts";

/** Ideas of any difference that say something of this one. */
const shared = [
  "boxes_mean",
  "equal",
  "zeros_of_both_signs",
  "largest_against_zero",
  "difference_overflows",
  "rank_three",
  "nan_in_pred",
  "nan_in_target",
  "shapes_differ",
  "column_against_row",
  "empty",
];

/** The curve, the line, and where they meet. */
const own: readonly Idea[] = [
  {
    slug: "curve_and_line",
    purpose: "anchor",
    why: "Within beta, at it and beyond it, at the paper's parameters",
    inputs: { pred: [0.5, 1, 2], target: [0, 0, 0] },
    reduction: "none",
  },
  {
    slug: "breakpoint_at_half",
    purpose: "boundary",
    why: "beta = 0.5: no jump of the value, but the slope falls from 1.525 to 1.5",
    inputs: ({ above, below }) => ({
      pred: [0.25, below(0.5), 0.5, above(0.5), -below(0.5), -0.5],
      target: [0, 0, 0, 0, 0, 0],
    }),
    params: { beta: 0.5 },
    reduction: "none",
  },
  {
    slug: "negative_near_zero",
    purpose: "parameter",
    why: "beta = 2: the slope at 0 is negative, and so is the loss beside it",
    inputs: { pred: [0.0009765625, 0.125, 1.5, -1.75], target: [0, 0, 0, 0] },
    params: { beta: 2 },
    reduction: "none",
  },
  {
    slug: "small_differences",
    purpose: "extreme",
    why: "At beta = 1 the loss is of the second order near 0, of terms of the first that cancel",
    inputs: ({ above, normal }) => ({
      pred: [above(1), 1.0078125, normal, 0.0625],
      target: [1, 1, 0, 0],
    }),
    reduction: "none",
  },
  {
    slug: "steeper_curve",
    purpose: "parameter",
    why: "alpha and gamma apart from their defaults: b follows from their quotient",
    inputs: { pred: [0.25, -0.75, 3], target: [0, 0, 0.5] },
    params: { alpha: 0.75, gamma: 2 },
    reduction: "sum",
    upstream: 2,
  },
  {
    slug: "flat_curve",
    purpose: "extreme",
    why: "gamma a sixteenth of alpha: e^(gamma / alpha) - 1 cancels",
    inputs: { pred: [0.25, -0.75, 3], target: [0, 0, 0.5] },
    params: { alpha: 4, gamma: 0.25 },
    reduction: "none",
  },
  {
    slug: "beta_of_thousandth",
    purpose: "parameter",
    why: "A small beta: the slope at 0 is alpha (1 / beta - 1)",
    inputs: { pred: [0.0005, 0.002, 1], target: [0, 0, 0] },
    params: { beta: 0.001 },
    reduction: "none",
    upstream: [1, -0.5, 0],
  },
  {
    slug: "alpha_beyond_the_range",
    purpose: "rejection",
    why: "alpha = 8 is beyond the range that this suite asks",
    inputs: { pred: [0.5], target: [0] },
    params: { alpha: 8 },
    refuse: "may",
    dtypes: wideDTypes,
  },
];

/** Balanced L1: those of any difference, of weights, of a given divisor, and its own. */
export const balancedL1Ideas: readonly Idea[] = [
  ...difference.filter(({ slug }) => shared.includes(slug)),
  ...elementWeight.filter(({ slug }) => slug !== "weight_upstream"),
  ...givenDivisor({ pred: [0.5, -1.25, 2], target: [1, 0, 0.5], weight: [0.5, 2, 3] }),
  ...positive("beta", "must").slice(0, 1),
  ...own,
];
