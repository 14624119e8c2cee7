/**
 * Ideas for margin L2.
 *
 * @module
 */
import { elementWeight } from "../element_weight_ideas.ts";
import { type Idea, wideDTypes } from "../idea.ts";

const margins = { pos_margin: 0.125, neg_margin: 0.25 };

/** Every case is of its own: the target is 0 or 1. */
const own: readonly Idea[] = [
  {
    slug: "without_margins",
    purpose: "ordinary",
    why: "Margins of -1 lower nothing: squared error of a clamped prediction",
    inputs: { pred: [[0.5, 1.25], [0.25, -0.5]], target: [[1, 1], [0, 0]] },
    reduction: "none",
  },
  {
    slug: "both_margins",
    purpose: "anchor",
    why: "Positives are lowered by one margin, negatives by the other: both must be exceeded",
    inputs: { pred: [0.5, 0.9375, 0.125], target: [1, 1, 0] },
    params: margins,
    reduction: "none",
  },
  {
    slug: "both_margins_mean",
    purpose: "reduction",
    why: "The mean divides by the number of elements, plus 1.19e-7",
    inputs: { pred: [0.5, 0.9375, 0.125, 0.75], target: [1, 1, 0, 0] },
    params: margins,
    reduction: "mean",
  },
  {
    slug: "margin_of_zero",
    purpose: "parameter",
    why: "A margin of 0 is as good as none; one below 0 does not raise the prediction",
    inputs: { pred: [0.5, 0.5], target: [1, 0] },
    params: { pos_margin: 0, neg_margin: -0.25 },
    reduction: "none",
  },
  {
    slug: "margin_of_tenth",
    purpose: "parameter",
    why: "0.1 is no binary number: what subtracting it rounds shows beside 1",
    inputs: { pred: [0.5, 0.9, 1.0996], target: [1, 1, 1] },
    params: { pos_margin: 0.1 },
    reduction: "none",
  },
  {
    slug: "edges_of_the_clamp",
    purpose: "boundary",
    why: "Both sides of 0 and of 1 after the margin: flat outside, one slope inside",
    inputs: ({ above, below }) => ({
      pred: [below(0.25), above(0.25), below(1.125), above(1.125)],
      target: [0, 0, 1, 1],
    }),
    params: margins,
    reduction: "none",
  },
  {
    slug: "clamped_the_wrong_way",
    purpose: "boundary",
    why: "A positive below 0 and a negative above 1 cost 1 and have no slope",
    inputs: { pred: [-3, 5, -0.25, 1.5], target: [1, 0, 1, 0] },
    reduction: "none",
  },
  {
    slug: "margin_lowers_after_the_clamp",
    purpose: "regression",
    why: "The margin is taken off before the clamp: 2 less 0.125 is still 1",
    inputs: { pred: [2, 1.0625], target: [1, 1] },
    params: margins,
    reduction: "none",
  },
  {
    slug: "weights_count",
    purpose: "weight",
    why: "Weights of 0 leave the count: two of four elements, whatever their weights are",
    inputs: { pred: [0.5, 0.75, 0.25, 0.875], target: [1, 0, 0, 1], weight: [0.5, 0, 3, 0] },
    reduction: "mean",
    upstream: -1.5,
  },
  {
    slug: "weights_all_zero",
    purpose: "weight",
    why: "No weight counts: 0 over 1.19e-7 is 0",
    inputs: { pred: [0.5, 0.75], target: [1, 0], weight: [0, 0] },
    reduction: "mean",
  },
  {
    slug: "small_and_large",
    purpose: "extreme",
    why: "A square that vanishes, and predictions that the clamp brings back from the format's end",
    inputs: ({ tiny, largest }) => ({
      pred: [tiny, largest, -largest, largest],
      target: [0, 0, 1, 1],
    }),
    reduction: "none",
  },
  {
    slug: "upstream_vector",
    purpose: "upstream",
    why: "Each element has its own gradient from above, 0 included",
    inputs: { pred: [0.5, 0.75, 0.25], target: [1, 0, 1] },
    reduction: "none",
    upstream: [1, -0.5, 0],
  },
  {
    slug: "nan_in_pred",
    purpose: "nan",
    why: "A clamp must not make a number of NaN",
    inputs: { pred: [0.5, "NaN", 0.25], target: [1, 1, 0] },
    reduction: "none",
  },
  {
    slug: "nan_in_target",
    purpose: "nan",
    why: "A target that is neither 0 nor 1 because it is NaN",
    inputs: { pred: [0.5, 0.75], target: ["NaN", 0] },
    reduction: "none",
  },
  {
    slug: "target_of_a_half",
    purpose: "rejection",
    why: "A target between 0 and 1 is neither positive nor negative",
    inputs: { pred: [0.5, 0.75], target: [1, 0.5] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "shapes_differ",
    purpose: "rejection",
    why: "Different lengths do not fit",
    inputs: { pred: [1, 0.5, 0], target: [1, 0] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "empty",
    purpose: "rejection",
    why: "No elements: a mean over nothing is made up",
    inputs: { pred: [], target: [] },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** Margin L2: its own, and a weight that does not fit. */
export const marginL2Ideas: readonly Idea[] = [
  ...own,
  ...elementWeight.filter(({ slug }) => slug === "weight_none" || slug === "weight_too_short"),
];
