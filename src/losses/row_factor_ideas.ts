/**
 * Ideas for a weight for each row, and an avg_factor that divides the mean of a loss of rows.
 *
 * @module
 */
import { type GivenTensors, type Idea, wideDTypes } from "./idea.ts";

/**
 * Ideas for `Σ wᵢ · termᵢ / avg_factor`, where the divisor is the number of rows unless it is given.
 *
 * @param given three rows of more than one class, without weights
 */
export function rowFactors(given: GivenTensors): readonly Idea[] {
  const inputs = { ...given, weight: [0.5, 2, 0] };
  return [
    {
      slug: "mean_over_rows",
      purpose: "weight",
      why: "The mean divides by the rows: not by rows times classes, and not by the weights",
      inputs,
      reduction: "mean",
    },
    {
      slug: "avg_factor",
      purpose: "parameter",
      why: "avg_factor replaces the number of rows; it may be less than 1, and no epsilon is added",
      inputs,
      params: { avg_factor: 0.375 },
      reduction: "mean",
      upstream: -1.5,
    },
    {
      slug: "avg_factor_none",
      purpose: "parameter",
      why: "Without reduction avg_factor divides nothing; each row has its gradient from above",
      inputs,
      params: { avg_factor: 7 },
      reduction: "none",
      upstream: [1, -0.5, 4],
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
      why: "Two weights for three rows do not fit",
      inputs: { ...given, weight: [1, 1] },
      refuse: "should",
      dtypes: wideDTypes,
    },
  ];
}
