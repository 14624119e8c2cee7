/**
 * Ideas for the cross entropy that weighs rows.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { rows } from "./rows.ts";

/** What only the row-weighted cross entropy has. */
export const rowWeights: readonly Idea[] = [
  {
    slug: "weights_mean",
    purpose: "weight",
    why: "The mean divides by the number of positive weights, not by their sum",
    inputs: { pred: rows, label: [0, 1, 2], weight: [0.5, 2, 3] },
    reduction: "mean",
  },
  {
    slug: "weights_none",
    purpose: "erratum",
    why: "Not reduced it is divided by avg_factor, too",
    inputs: { pred: rows, label: [0, 1, 2], weight: [0.5, 2, 3] },
    reduction: "none",
  },
  {
    slug: "weights_with_zero",
    purpose: "weight",
    why: "A row of weight 0 leaves the sum and the count",
    inputs: { pred: rows, label: [0, 1, 2], weight: [0.5, 0, 3] },
    reduction: "mean",
  },
  {
    slug: "weights_all_zero",
    purpose: "boundary",
    why: "No positive weight: the divisor is 1, the value 0",
    inputs: { pred: rows, label: [0, 1, 2], weight: [0, 0, 0] },
    reduction: "mean",
  },
  {
    slug: "weights_sum_to_one",
    purpose: "erratum",
    why: "The weights are said to sum to 1; the divisor is their count all the same",
    inputs: { pred: rows, label: [0, 1, 2], weight: [0.25, 0.25, 0.5] },
    reduction: "mean",
  },
  {
    slug: "weights_ignored",
    purpose: "ignored",
    why: "An ignored row does not count, whatever its weight",
    inputs: { pred: rows, label: [0, -100, 2], weight: [0.5, 5, 3] },
    reduction: "mean",
  },
  {
    slug: "avg_factor",
    purpose: "parameter",
    why: "avg_factor replaces the count",
    inputs: { pred: rows, label: [0, 1, 2], weight: [0.5, 2, 3] },
    params: { avg_factor: 7 },
    reduction: "mean",
  },
  {
    slug: "avg_factor_none",
    purpose: "parameter",
    why: "avg_factor divides the terms that are not reduced, too",
    inputs: { pred: rows, label: [0, 1, 2], weight: [0.5, 2, 3] },
    params: { avg_factor: 4 },
    reduction: "none",
  },
  {
    slug: "avg_factor_fraction",
    purpose: "parameter",
    why: "avg_factor < 1 is not raised to 1 as the count is",
    inputs: { pred: rows, label: [0, 1, 2], weight: [0.5, 2, 3] },
    params: { avg_factor: 0.25 },
    reduction: "mean",
    upstream: -1.5,
  },
  {
    slug: "weights_too_few",
    purpose: "rejection",
    why: "Two weights for three rows do not fit",
    inputs: { pred: rows, label: [0, 1, 2], weight: [1, 1] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "avg_factor_zero",
    purpose: "rejection",
    why: "avg_factor = 0 divides by nothing",
    inputs: { pred: rows, label: [0, 1, 2], weight: [1, 1, 1] },
    params: { avg_factor: 0 },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** The same ideas with row weights of 1. */
export function withUnitRowWeights(ideas: readonly Idea[]): readonly Idea[] {
  return ideas.map(({ inputs, ...idea }) => ({
    ...idea,
    inputs: (ends) => {
      const given = typeof inputs === "function" ? inputs(ends) : inputs;
      const { pred } = given;
      const rows = Array.isArray(pred)
        ? pred.length
        : (pred as { shape: readonly number[] }).shape[0];
      return { ...given, weight: { shape: [rows], data: Array(rows).fill(1) } };
    },
  }));
}
