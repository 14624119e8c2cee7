/**
 * Ideas for losses of a difference: L1, smooth L1, Huber.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";

/** Losses of `pred - target`, whatever they make of it. */
export const difference: readonly Idea[] = [
  {
    slug: "boxes_mean",
    purpose: "ordinary",
    why: "Two boxes of four numbers: the mean divides by all eight, not by two",
    inputs: {
      pred: [[10.5, 20.25, 30, 42], [1, 0.5, 0.75, 0.25]],
      target: [[10, 20, 31, 40], [1.125, 0.5, 0.25, -0.25]],
    },
    reduction: "mean",
  },
  {
    slug: "boxes_none",
    purpose: "reduction",
    why: "The same boxes, not reduced: the value has the inputs' shape",
    inputs: {
      pred: [[10.5, 20.25, 30, 42], [1, 0.5, 0.75, 0.25]],
      target: [[10, 20, 31, 40], [1.125, 0.5, 0.25, -0.25]],
    },
    reduction: "none",
  },
  {
    slug: "boxes_sum",
    purpose: "reduction",
    why: "The same boxes, summed: the gradient is not divided",
    inputs: {
      pred: [[10.5, 20.25, 30, 42], [1, 0.5, 0.75, 0.25]],
      target: [[10, 20, 31, 40], [1.125, 0.5, 0.25, -0.25]],
    },
    reduction: "sum",
  },
  {
    slug: "equal",
    purpose: "boundary",
    why:
      "A perfect prediction costs 0; where there is a kink any slope between both sides is right",
    inputs: { pred: [0, 1, -3, 1e4], target: [0, 1, -3, 1e4] },
    reduction: "none",
  },
  {
    slug: "zeros_of_both_signs",
    purpose: "boundary",
    why: "0 and -0 are equal: their difference is no signal",
    inputs: { pred: [0, "-0", 0, "-0"], target: ["-0", 0, 0, "-0"] },
    reduction: "none",
  },
  {
    slug: "neighbours",
    purpose: "extreme",
    why: "Neighbouring floats: the difference is exact, and as small as it gets beside 1",
    inputs: ({ above, below }) => ({
      pred: [above(1), below(1), 1, -1],
      target: [1, 1, above(1), above(-1)],
    }),
    reduction: "none",
  },
  {
    slug: "subnormal",
    purpose: "extreme",
    why: "The smallest subnormals: whoever flushes them to zero answers 0 for the line's part",
    inputs: ({ tiny, normal }) => ({
      pred: [tiny, -tiny, normal, tiny],
      target: [0, 0, tiny, -tiny],
    }),
    reduction: "none",
  },
  {
    slug: "largest_against_zero",
    purpose: "extreme",
    why: "The largest floats against 0: squaring the difference first would overflow",
    inputs: ({ largest }) => ({ pred: [largest, -largest, 0], target: [0, 0, largest] }),
    reduction: "none",
  },
  {
    slug: "difference_overflows",
    purpose: "extreme",
    why:
      "Opposite ends of the format: the difference itself is out of range, so infinity is honest",
    inputs: ({ largest }) => ({ pred: [largest, -largest], target: [-largest, largest] }),
    reduction: "none",
  },
  {
    slug: "mean_of_large",
    purpose: "extreme",
    why: "The mean is in range though the sum of its terms may not be",
    inputs: ({ largest }) => ({ pred: [largest / 2, largest / 2, largest / 2], target: [0, 0, 0] }),
    reduction: "mean",
  },
  {
    slug: "negative_differences",
    purpose: "regression",
    why: "Without abs, negative differences take the wrong branch (mlx-swift#209, on-policy#47)",
    inputs: { pred: [-0.25, -0.5, -2, -8], target: [0, 0.5, 1, 8] },
    reduction: "none",
  },
  {
    slug: "halves",
    purpose: "regression",
    why: "Differences below 1, where a square without its factor 1/2 shows (PaddleOCR#2335)",
    inputs: { pred: [0.5, 0.25, 0.75], target: [0, 0, 0] },
    reduction: "none",
  },
  {
    slug: "upstream_scalar",
    purpose: "upstream",
    why: "A gradient from above that is not 1 scales every gradient (chainer#1175, pytorch#94226)",
    inputs: { pred: [0.5, 3, -2], target: [0, 0, 1] },
    reduction: "mean",
    upstream: -2.5,
  },
  {
    slug: "upstream_vector",
    purpose: "upstream",
    why: "Without reduction each element has its own gradient from above, 0 included",
    inputs: { pred: [0.5, 3, -2, 0.25], target: [0, 0, 1, 0] },
    reduction: "none",
    upstream: [1, -0.5, 0, 4],
  },
  {
    slug: "scalar",
    purpose: "shape",
    why: "Shape []: one element and no axis",
    inputs: { pred: 0.75, target: -0.5 },
    reduction: "mean",
  },
  {
    slug: "one_element",
    purpose: "shape",
    why: "Shape [1]: squeezing must not lose the axis of a gradient (tensorflow/addons#1323)",
    inputs: { pred: [0.75], target: [-0.5] },
    reduction: "none",
  },
  {
    slug: "rank_three",
    purpose: "shape",
    why: "Three axes: nothing depends on how the elements are laid out",
    inputs: {
      pred: [[[0.5, -1], [2, 0]], [[1.5, 3], [-4, 0.125]]],
      target: [[[0, 0], [1, 0]], [[1, 1], [-2, 0.25]]],
    },
    reduction: "none",
  },
  {
    slug: "nan_in_pred",
    purpose: "nan",
    why: "A NaN that is given must come out again, and only where it went in",
    inputs: { pred: [0.5, "NaN", 2], target: [0, 0, 0] },
    reduction: "none",
  },
  {
    slug: "nan_in_target",
    purpose: "nan",
    why: "A NaN among the targets makes the mean NaN: a comparison with it must not hide it",
    inputs: { pred: [0.5, 1, 2], target: [0, "NaN", 0] },
    reduction: "mean",
  },
  {
    slug: "many_terms",
    purpose: "reduction",
    why: "Enough terms that the order of summation shows in the last digits",
    inputs: {
      pred: Array.from({ length: 33 }, (_, i) => ((i * 37) % 33) / 8 - 2),
      target: Array.from({ length: 33 }, (_, i) => ((i * 17) % 33) / 16),
    },
    reduction: "mean",
  },
  {
    slug: "shapes_differ",
    purpose: "rejection",
    why: "Different lengths do not fit",
    inputs: { pred: [1, 2, 3], target: [1, 2] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "column_against_row",
    purpose: "rejection",
    why: "[3, 1] against [3] broadcasts to nine differences (pytorch#16045, optax b517eddd)",
    inputs: { pred: [[1], [2], [3]], target: [1, 2, 3] },
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
