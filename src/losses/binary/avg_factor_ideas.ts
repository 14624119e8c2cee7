/**
 * Ideas for an avg_factor that divides the mean of a loss of elements.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";

/** Four elements with four different terms. */
interface Elements {
  readonly pred: readonly number[];
  readonly target: readonly number[];
}

/**
 * Ideas for `Σ wᵢ · termᵢ / avg_factor`, where the divisor is the number of elements unless it is given.
 *
 * @param elements four of them
 */
export function avgFactor({ pred, target }: Elements): readonly Idea[] {
  const inputs = { pred, target, weight: [0.5, 2, 3, 0] };
  return [
    {
      slug: "weights_mean",
      purpose: "weight",
      why: "Without avg_factor the mean divides by the number of elements, whatever they weigh",
      inputs,
      reduction: "mean",
    },
    {
      slug: "avg_factor",
      purpose: "parameter",
      why:
        "avg_factor replaces the number of elements, less than 1 it may be, and no epsilon is added",
      inputs,
      params: { avg_factor: 0.375 },
      reduction: "mean",
      upstream: -1.5,
    },
    {
      slug: "avg_factor_none",
      purpose: "parameter",
      why: "Without reduction avg_factor divides nothing",
      inputs,
      params: { avg_factor: 7 },
      reduction: "none",
      upstream: [1, -0.5, 0.25, 4],
      dtypes: wideDTypes,
    },
    {
      slug: "avg_factor_sum",
      purpose: "rejection",
      why: "A sum has no use for avg_factor: mmDetection raises an error",
      inputs,
      params: { avg_factor: 2 },
      reduction: "sum",
      refuse: "should",
      dtypes: wideDTypes,
    },
    {
      slug: "avg_factor_zero",
      purpose: "rejection",
      why: "avg_factor = 0 divides by nothing",
      inputs,
      params: { avg_factor: 0 },
      reduction: "mean",
      refuse: "should",
      dtypes: wideDTypes,
    },
    {
      slug: "weight_too_short",
      purpose: "rejection",
      why: "A weight for two of four elements does not fit",
      inputs: { pred, target, weight: [1, 1] },
      refuse: "should",
      dtypes: wideDTypes,
    },
  ];
}
