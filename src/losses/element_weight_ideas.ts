/**
 * Ideas for an optional weight of each element.
 *
 * @module
 */
import { type Idea, wideDTypes } from "./idea.ts";

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
    dtypes: wideDTypes,
  },
];
