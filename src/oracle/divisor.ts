/**
 * What a reduction divides by, as exact numbers: said in one place, for the oracle and for laws.
 *
 * @module
 */
import type { Call, Denominator, Spec } from "../spec/mod.ts";
import type { AxisLengths } from "../spec/internal.ts";
import { sizeOf } from "../tensor/internal.ts";
import { columnLayoutOf, rowsOfTerms } from "./layout.ts";

/** A count, or numbers to be added up. */
export type Counted = number | readonly number[];

/**
 * A denominator as a sum of parts: D = Σ parts / scale.
 *
 * The parts (counts, weights) are exact where D itself would have to be rounded.
 */
export interface Divisor {
  readonly parts: readonly number[];
  readonly scale: number;
}

type OfTerm = (term: number) => number;

/**
 * What a call's reduction divides by.
 *
 * @param spec the loss
 * @param call a call that fits it
 * @param denominator of the call's reduction; undefined where it divides by nothing
 * @param isIgnored whether a row does not count
 * @throws {RangeError} when the call does not fit the spec
 */
export function divisorIn(
  spec: Spec,
  call: Call,
  denominator: Denominator | undefined,
  isIgnored: (row: number) => boolean,
): Divisor {
  if (denominator === undefined) return { parts: [1], scale: 1 };
  const given = denominator.given_by === undefined ? null : call.params[denominator.given_by];
  if (given !== null && given !== undefined) {
    return { parts: [given, ...denominator.given_plus ? [denominator.given_plus] : []], scale: 1 };
  }
  const scale = denominator.divided_by === undefined ? 1 : call.params[denominator.divided_by] ?? 1;
  const counted = [countedIn(spec, call, denominator.of, isIgnored)].flat();
  const { plus, minimum } = denominator;
  const all = plus === undefined ? counted : [...counted, plus * scale];
  const parts = all.filter((part) => part !== 0);
  return minimum !== undefined && divisorValue({ parts, scale }) < minimum
    ? { parts: [minimum], scale: 1 }
    : { parts, scale };
}

/** The divisor as one number, rounded; exactly 0 where nothing counts. */
export function divisorValue({ parts, scale }: Divisor): number {
  return parts.reduce((sum, part) => sum + part, 0) / scale;
}

/**
 * What a denominator counts in a call, or adds up.
 *
 * @param spec the loss
 * @param call a call that fits it
 * @param of what is counted
 * @param isIgnored whether a row does not count
 * @returns a count; or weights, of which those that are not 0 are of terms that count
 * @throws {RangeError} when the call does not fit the spec
 */
export function countedIn(
  spec: Spec,
  call: Call,
  of: Denominator["of"],
  isIgnored: (row: number) => boolean,
): Counted {
  const layout = columnLayoutOf(spec, call);
  const { axes, rows } = layout;
  const terms = sizeOf(layout.shape);
  if (of === "elements") return terms;
  if (of === "rows") return rows;
  const isOfLabels = of === "sum_of_label_weights";
  const weight = isOfLabels ? labelWeightIn(spec, call, axes) : weightIn(spec, call, axes);
  if (of === "valid_rows" || weight === undefined) {
    let count = 0;
    for (let row = 0; row < rows && terms > 0; row++) if (!isIgnored(row)) count++;
    return count;
  }
  const rowOf = rowsOfTerms(spec, layout);
  const weights: number[] = [];
  for (let term = 0; term < terms; term++) {
    if (!isIgnored(rowOf[term])) weights.push(weight(term));
    else if (isOfLabels) weights.push(0);
  }
  switch (of) {
    case "count_of_positive_weights":
      return weights.filter((weight) => weight > 0).length;
    case "count_of_nonzero_weights":
      return weights.filter((weight) => weight !== 0).length;
    default:
      return weights;
  }
}

/** The product of the inputs of role `weight` at a term. */
function weightIn(spec: Spec, call: Call, axes: AxisLengths): OfTerm {
  const factors = Object.keys(spec.inputs).filter((name) => spec.inputs[name].role === "weight")
    .map((name) => numberIn(spec, call, name, axes));
  return (term) => factors.reduce((product, factor) => product * factor(term), 1);
}

/** The class weight of a term's label; undefined where no class weights are given. */
function labelWeightIn(spec: Spec, call: Call, axes: AxisLengths): OfTerm | undefined {
  const names = Object.keys(spec.inputs);
  const label = names.find((name) => spec.inputs[name].kind === "label");
  const weight = names.find((name) => spec.inputs[name].role === "class_weight");
  if (label === undefined || weight === undefined) return undefined;
  const given = call.inputs[weight]?.data;
  if (given === undefined) return undefined;
  const labelOf = numberIn(spec, call, label, axes);
  return given.length === 1 ? () => given[0] : (term) => given[labelOf(term)];
}

/** An input's number at a term: the input is shared along the terms' axes that it lacks. */
function numberIn(spec: Spec, call: Call, name: string, axes: AxisLengths): OfTerm {
  const { shape, absent } = spec.inputs[name];
  const given = call.inputs[name]?.data;
  if (given === undefined) return () => absent ?? 1;
  if (given.length === 1) return () => given[0];
  const strides = stridesOf(shape, axes);
  const steps = [...stridesOf(spec.output, axes)].map(([axis, stride]) => ({
    stride,
    length: sizeOf(axes[axis]),
    step: strides.get(axis) ?? 0,
  }));
  return (term) =>
    given[
      steps.reduce(
        (at, { stride, length, step }) => at + Math.floor(term / stride) % length * step,
        0,
      )
    ];
}

/** How far the next element along each axis is in a row-major tensor. */
function stridesOf(shape: readonly string[], axes: AxisLengths): ReadonlyMap<string, number> {
  const strides = new Map<string, number>();
  shape.reduceRight((stride, axis) => {
    strides.set(axis, stride);
    return stride * sizeOf(axes[axis]);
  }, 1);
  return strides;
}
