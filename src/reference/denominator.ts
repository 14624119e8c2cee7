/**
 * What the reductions divide by.
 *
 * Each is a list of factors, which is longer than one only where the product is beyond float64.
 *
 * @module
 */
import type { Operands } from "./operands.ts";
import { sumAsFactors } from "./reduction.ts";

/** Whether a row of a class loss is ignored. */
export function isIgnored({ labels, params }: Operands, row: number): boolean {
  return labels.length > 0 && labels[row] === params.ignore_index;
}

/** n: every term. */
export function countOfTerms(operands: Operands): readonly number[] {
  return [operands.layout.rows];
}

/** The rows that are not ignored. */
export function countOfValidRows({ labels, params }: Operands): readonly number[] {
  return [labels.reduce((count, k) => k === params.ignore_index ? count : count + 1, 0)];
}

/** Σ class_weight[label] over the rows that are not ignored. */
export function sumOfLabelWeights(operands: Operands): readonly number[] {
  const { class_weight } = operands.floats;
  if (!class_weight) return countOfValidRows(operands);
  const { labels } = operands;
  return sumAsFactors(labels.length, (i) => isIgnored(operands, i) ? 0 : class_weight[labels[i]]);
}

/** The weights > 0 of the terms that count. */
export function countOfPositiveWeights(operands: Operands): number {
  const { weight } = operands.floats;
  if (!weight) return countOfTerms(operands)[0];
  return weight.reduce((count, w, i) => w > 0 && !isIgnored(operands, i) ? count + 1 : count, 0);
}

/** `avg_factor` where it is given, else what stands for it. */
export function avgFactorOr(operands: Operands, otherwise: () => number): readonly number[] {
  return [operands.params.avg_factor ?? otherwise()];
}
