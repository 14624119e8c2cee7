/**
 * Ideas for Tversky loss.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { maskIdeas, masks } from "./mask_ideas.ts";

const own: readonly Idea[] = [
  {
    slug: "anchor",
    purpose: "anchor",
    why: "0.541284: with alpha on what is missed it would be 0.586777",
    inputs: { pred: [[0.5, 0.8]], target: [[1, 0]] },
    params: { smooth: 0 },
    reduction: "none",
    dtypes: wideDTypes,
  },
  {
    slug: "both_empty",
    purpose: "boundary",
    why: "Both masks are empty: smoothing makes it 0",
    inputs: { pred: [[0, 0]], target: [[0, 0]] },
    reduction: "none",
  },
  {
    slug: "prices",
    purpose: "parameter",
    why: "alpha + beta need not be 1, whatever mmSegmentation asserts",
    inputs: masks,
    params: { alpha: 2, beta: 0.25, smooth: 0.25 },
    reduction: "none",
  },
  {
    slug: "gamma_by_row",
    purpose: "parameter",
    why: "gamma is the exponent of each row, not of the mean (segmentation_models.pytorch)",
    inputs: { pred: [[0.5, 1], [1, 0]], target: [[1, 1], [1, 0]] },
    params: { gamma: 2 },
    reduction: "mean",
  },
  {
    slug: "gamma_below_one",
    purpose: "parameter",
    why: "gamma = 3/4, as focal Tversky has it",
    inputs: masks,
    params: { gamma: 0.75 },
    reduction: "none",
  },
  {
    slug: "only_wrong",
    purpose: "boundary",
    why: "beta = 0: what is missed costs nothing",
    inputs: masks,
    params: { beta: 0, alpha: 1 },
    reduction: "none",
  },
  {
    slug: "gamma_zero",
    purpose: "rejection",
    why: "With gamma = 0 every row is worth 1",
    inputs: masks,
    params: { gamma: 0 },
    refuse: "should",
    dtypes: wideDTypes,
  },
  {
    slug: "alpha_negative",
    purpose: "rejection",
    why: "A negative price rewards what is found wrongly",
    inputs: masks,
    params: { alpha: -0.5 },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** Those of masks, and its own. */
export const tverskyIdeas: readonly Idea[] = [...maskIdeas, ...own];
