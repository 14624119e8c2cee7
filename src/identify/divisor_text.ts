/**
 * Divisors in words.
 *
 * @module
 */
import type { Divides } from "../losses/mod.ts";

const counts: Readonly<Record<Divides["of"], string>> = {
  elements: "the number of elements",
  rows: "the number of rows, ignored ones included",
  valid_rows: "the number of rows that count",
  sum_of_weights: "the sum of the weights",
  sum_of_label_weights: "the sum of the class weights of the rows that count",
  count_of_positive_weights: "the number of weights > 0",
  count_of_nonzero_weights: "the number of weights ≠ 0",
  first_axis: "the length of the first axis",
  entries: "the rows times the classes",
  sum_of_all_label_weights: "the sum of the class weights, those of ignored rows included",
  count_of_all_positive_weights: "the number of weights > 0, those of ignored rows included",
  positive_boxes: "the number of weights > 0 / 4 + 1e-6",
  nothing: "nothing",
};

/**
 * What a mean divides by, in words.
 *
 * @param divides the divisor
 * @returns e.g. `the number of weights > 0 + 1e-6`
 */
export function divisorText(divides: Divides): string {
  const text = counts[divides.of];
  if (!("plus" in divides || "divided_by" in divides || "minimum" in divides)) return text;
  const by = divides.divided_by === undefined ? "" : ` / ${divides.divided_by}`;
  const plus = divides.plus === undefined ? "" : ` + ${divides.plus.toExponential()}`;
  const least = divides.minimum === undefined ? "" : `, at least ${divides.minimum}`;
  return `${text}${by}${plus}${least}`;
}
