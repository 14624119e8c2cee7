/**
 * Ideas for an avg_factor that divides the mean of elements where it is given, as in mmDetection.
 *
 * @module
 */
import type { NestedJson } from "../tensor/mod.ts";
import { type Idea, wideDTypes } from "./idea.ts";

/**
 * Ideas for `Σ wᵢ · termᵢ / avg_factor`, which is the number of elements where it is absent.
 *
 * @param given three elements with different terms
 */
export function givenDivisor(
  given: { readonly pred: NestedJson; readonly target: NestedJson; readonly weight: NestedJson },
): readonly Idea[] {
  const mean = { inputs: given, reduction: "mean" } as const;
  return [
    {
      slug: "avg_factor_odd",
      purpose: "parameter",
      why: "avg_factor takes the place of the number of elements; the weights do not count",
      ...mean,
      params: { avg_factor: 7 },
    },
    {
      slug: "avg_factor_fraction",
      purpose: "parameter",
      why: "avg_factor < 1 is taken as it is, not raised to 1, and without an epsilon",
      ...mean,
      params: { avg_factor: 0.25 },
      upstream: -1.5,
    },
    {
      slug: "avg_factor_zero",
      purpose: "rejection",
      why: "avg_factor = 0 divides by nothing; an epsilon makes 8388608 times the sum of it",
      ...mean,
      params: { avg_factor: 0 },
      refuse: "should",
      dtypes: wideDTypes,
    },
    {
      slug: "avg_factor_in_a_sum",
      purpose: "rejection",
      why: "A sum is divided by nothing: mmDetection refuses an avg_factor there",
      inputs: given,
      reduction: "sum",
      params: { avg_factor: 2 },
      refuse: "should",
      dtypes: wideDTypes,
    },
  ];
}
