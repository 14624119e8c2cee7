/**
 * Divisors: a mean over nothing has no value, so a call for a mean keeps something to divide by.
 *
 * @module
 */
import type { Call, Denominator, Spec } from "../spec/mod.ts";
import { type Columns, placeIn } from "./columns.ts";
import { ignoredLabels } from "./ignored.ts";

/** Which of the values that a divisor counts can be zero. */
const counted: Readonly<Record<Denominator["of"], readonly ("row" | "weight" | "class_weight")[]>> =
  {
    elements: [],
    rows: [],
    valid_rows: ["row"],
    sum_of_weights: ["row", "weight"],
    sum_of_label_weights: ["row", "class_weight"],
    count_of_positive_weights: ["row", "weight"],
    count_of_nonzero_weights: ["row", "weight"],
  };

/** A call's columns, and what says which of their records count. */
export interface Counted {
  readonly spec: Spec;
  readonly params: Call["params"];
  /** The inputs; changed in place. */
  readonly columns: Columns;
  readonly records: number;
  readonly classes: number;
}

/**
 * Where a divisor would be 0, makes the first record count: a label that is not ignored, a weight
 * of 1, a class weight of 1.
 *
 * @param divisor what is divided by; undefined = nothing is
 * @param call the call's columns, changed in place
 */
export function keepDivisor(divisor: Denominator | undefined, call: Counted): void {
  const { spec, params, columns, records, classes } = call;
  if (divisor === undefined || (divisor.plus ?? 0) > 0 || (divisor.minimum ?? 0) > 0) return;
  if (divisor.given_by !== undefined && params[divisor.given_by] != null) return;
  const parts = counted[divisor.of];
  if (parts.length === 0) return;
  const ignored = new Set(ignoredLabels(spec, params));
  const names = Object.keys(columns);
  const label = names.find((name) => spec.inputs[name].kind === "label");
  const weights = names.filter((name) => parts.some((part) => part === spec.inputs[name].role));
  const labelOf = (record: number) =>
    label === undefined ? 0 : columns[label].values[placeIn(columns[label], record, 0)];
  const placeOf = (name: string, record: number) =>
    placeIn(columns[name], record, spec.inputs[name].role === "weight" ? 0 : labelOf(record));
  for (let record = 0; record < records; record++) {
    if (label !== undefined && ignored.has(labelOf(record))) continue;
    if (weights.every((name) => columns[name].values[placeOf(name, record)] > 0)) return;
  }
  if (label !== undefined && ignored.has(labelOf(0))) {
    const valid = Array.from({ length: classes }, (_, k) => k).find((k) => !ignored.has(k));
    if (valid === undefined) return;
    columns[label].values[0] = valid;
  }
  for (const name of weights) columns[name].values[placeOf(name, 0)] = 1;
}
