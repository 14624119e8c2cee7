/**
 * What the reductions divide by.
 *
 * Each is a list of factors, which is longer than one only where the product is beyond float64.
 *
 * @module
 */
import type { Problem } from "./problem.ts";
import { sumAsFactors } from "./reduction.ts";

/** Whether a row of a class loss is ignored. */
export function isIgnored({ labels, params }: Problem, row: number): boolean {
  return labels.length > 0 && labels[row] === params.ignore_index;
}

/** n: every term. */
export function countOfTerms(problem: Problem): readonly number[] {
  return [problem.layout.outer * problem.layout.inner];
}

/** The rows that are not ignored. */
export function countOfValidRows({ labels, params }: Problem): readonly number[] {
  return [labels.reduce((count, k) => k === params.ignore_index ? count : count + 1, 0)];
}

/** Σ class_weight[label] over the rows that are not ignored. */
export function sumOfLabelWeights(problem: Problem): readonly number[] {
  const { class_weight } = problem.floats;
  if (!class_weight) return countOfValidRows(problem);
  const { labels } = problem;
  return sumAsFactors(labels.length, (i) => isIgnored(problem, i) ? 0 : class_weight[labels[i]]);
}

/** The weights > 0 of the terms that count. */
export function countOfPositiveWeights(problem: Problem): number {
  const { weight } = problem.floats;
  if (!weight) return countOfTerms(problem)[0];
  return weight.reduce((count, w, i) => w > 0 && !isIgnored(problem, i) ? count + 1 : count, 0);
}

/** `avg_factor` where it is given, else what stands for it. */
export function avgFactorOr(problem: Problem, otherwise: () => number): readonly number[] {
  return [problem.params.avg_factor ?? otherwise()];
}
