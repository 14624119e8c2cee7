/**
 * Ideas for a weight for each element, and the avg_factor that a weighted sum is divided by.
 *
 * @module
 */
import type { NestedJson } from "../tensor/mod.ts";
import { type GivenTensors, type Idea, wideDTypes } from "./idea.ts";

type Elements = { readonly pred: readonly number[]; readonly target: readonly number[] };

/**
 * Ideas for `Σ wᵢ · termᵢ / avg_factor`.
 *
 * @param terms four elements with four different terms
 * @param divisor the default divisor, in words
 */
export function weightedSum({ pred, target }: Elements, divisor: string): readonly Idea[] {
  return [
    {
      slug: "weights_fractional",
      purpose: "weight",
      why:
        "Fractional, unequal weights: 0 and 1 hide a weight that is applied twice (mmdetection#846)",
      inputs: { pred, target, weight: [0.5, 2, 3, 0.25] },
    },
    {
      slug: "weights_of_one",
      purpose: "weight",
      why: `Weights of 1: the divisor is ${divisor}`,
      inputs: { pred, target, weight: [1, 1, 1, 1] },
    },
    {
      slug: "weights_with_zero",
      purpose: "weight",
      why: "A weight of 0 removes an element from the sum and from the default avg_factor",
      inputs: { pred, target, weight: [0.5, 0, 3, 0] },
    },
    {
      slug: "weights_with_zero_and_avg_factor",
      purpose: "weight",
      why: "With avg_factor given, a weight of 0 removes an element from the sum alone",
      inputs: { pred, target, weight: [0.5, 0, 3, 0] },
      params: { avg_factor: 4 },
    },
    {
      slug: "weights_sum_to_one",
      purpose: "erratum",
      why: "The weights are said to sum to 1; the divisor is not their sum but what it always is",
      inputs: { pred, target, weight: [0.125, 0.25, 0.5, 0.125] },
    },
    {
      slug: "weights_all_zero",
      purpose: "weight",
      why: "No positive weight at all: the value is 0, nothing is divided by 0 (torchcv#35)",
      inputs: { pred, target, weight: [0, 0, 0, 0] },
    },
    {
      slug: "weights_tiny",
      purpose: "extreme",
      why: "A weight that is barely positive counts as much in the divisor as any other",
      inputs: ({ tiny }) => ({ pred, target, weight: [tiny, 1, tiny, 0] }),
    },
    {
      slug: "weights_large",
      purpose: "weight",
      why: "Weights above 1 are nothing special: no clamp, no normalisation",
      inputs: { pred, target, weight: [100, 64, 32, 1000] },
    },
    {
      slug: "avg_factor_one",
      purpose: "parameter",
      why: "avg_factor = 1 leaves the weighted sum",
      inputs: { pred, target, weight: [0.5, 2, 3, 0.25] },
      params: { avg_factor: 1 },
    },
    {
      slug: "avg_factor_fraction",
      purpose: "parameter",
      why: "avg_factor < 1 is taken as it is, not raised to 1, and without an epsilon",
      inputs: { pred, target, weight: [0.5, 2, 3, 0.25] },
      params: { avg_factor: 0.25 },
    },
    {
      slug: "avg_factor_odd",
      purpose: "parameter",
      why: "avg_factor that is no power of 2: the quotient has to be rounded",
      inputs: { pred, target, weight: [0.5, 2, 3, 0.25] },
      params: { avg_factor: 7 },
    },
    {
      slug: "avg_factor_upstream",
      purpose: "upstream",
      why: "The gradient from above, the weight and 1 / avg_factor all reach the gradient",
      inputs: { pred, target, weight: [0.5, 2, 3, 0.25] },
      params: { avg_factor: 3 },
      upstream: -1.5,
    },
    {
      slug: "weights_upstream",
      purpose: "upstream",
      why: "The gradient from above with the default divisor",
      inputs: { pred, target, weight: [2, 0.5, 0, 1] },
      upstream: 0.75,
    },
    {
      slug: "weights_rank_two",
      purpose: "shape",
      why:
        "A square of elements: a weight for each element, not for each row or column (mmdetection#10323)",
      inputs: {
        pred: [pred.slice(0, 2), pred.slice(2)],
        target: [target.slice(0, 2), target.slice(2)],
        weight: [[0.5, 2], [3, 0.25]],
      },
    },
    {
      slug: "weight_of_one_element",
      purpose: "shape",
      why: "One element with its weight",
      inputs: { pred: pred.slice(1, 2), target: target.slice(1, 2), weight: [0.5] },
    },
    {
      slug: "weight_too_short",
      purpose: "rejection",
      why: "A weight for three of four elements does not fit",
      inputs: { pred, target, weight: [1, 1, 1] },
      refuse: "should",
      dtypes: wideDTypes,
    },
    {
      slug: "avg_factor_zero",
      purpose: "rejection",
      why: "avg_factor = 0 divides by nothing",
      inputs: { pred, target, weight: [1, 1, 1, 1] },
      params: { avg_factor: 0 },
      refuse: "should",
      dtypes: wideDTypes,
    },
    {
      slug: "avg_factor_negative",
      purpose: "rejection",
      why: "A negative avg_factor turns the loss around",
      inputs: { pred, target, weight: [1, 1, 1, 1] },
      params: { avg_factor: -2 },
      refuse: "should",
      dtypes: wideDTypes,
    },
  ];
}

/** The same ideas with weights of 1, for a loss that always takes weights and reduces in its own way. */
export function withUnitWeights(ideas: readonly Idea[]): readonly Idea[] {
  return ideas.map(({ reduction: _, upstream, inputs, ...idea }) => ({
    ...idea,
    ...typeof upstream === "number" && { upstream },
    inputs: (ends) => {
      const given = typeof inputs === "function" ? inputs(ends) : inputs;
      return { ...given, weight: onesLike(given.pred) };
    },
  }));
}

function onesLike(given: GivenTensors[string]): GivenTensors[string] {
  if (typeof given === "object" && "shape" in given) {
    return { shape: given.shape, data: given.data.map(() => 1) };
  }
  const fill = (values: NestedJson): NestedJson =>
    typeof values === "object" ? values.map(fill) : 1;
  return fill(given);
}

/** Ideas that differ in nothing but the reduction are one where there is only one. */
export function isDistinctReduced(): (idea: Idea) => boolean {
  const seen = new Set<string>();
  return ({ inputs, params, upstream, purpose }) => {
    if (purpose === "reduction" || (typeof upstream === "object")) return false;
    const key = JSON.stringify([String(inputs), inputs, params, upstream]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
}
