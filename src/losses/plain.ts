/**
 * Plain calls: inputs at which the ways of writing a loss agree, so that a witness of something else
 * can be made of them.
 *
 * @module
 */
import type { Input, Spec } from "../spec/mod.ts";
import { type AxisLengths, fixedLength, shapeOf } from "../spec/internal.ts";
import type { Given } from "./convention.ts";
import { filledWith } from "./given.ts";

/**
 * The required inputs of a plain call.
 *
 * @param spec the loss
 * @param axes lengths of the axes: `*`, `N`, `C`; others are absent, as long as the spec says, or 2 long
 * @returns the inputs; the first element's term is worth another amount than the others
 */
export function plainInputs(
  spec: Spec,
  axes: Readonly<Record<string, readonly number[]>>,
): Record<string, Given> {
  const lengths = lengthsOf(spec, axes);
  const isOfBinary = Object.values(spec.inputs).some(({ domain }) => domain === "binary");
  const required = Object.entries(spec.inputs).filter(([, { optional }]) => !optional);
  return Object.fromEntries(required.map(([name, input], place) => {
    if (input.domain === "box") return [name, boxes(shapeOf(input.shape, lengths), place === 0)];
    const [first, other] = isOfBinary && place === 0 ? inside : valuesOf(input, place === 0);
    const { shape, data } = filledWith(shapeOf(input.shape, lengths), other);
    if (isGrouping(spec, input)) return [name, { shape, data: data.map((_, i) => (i + 1) % 2) }];
    return [name, { shape, data: data.map((x, i) => i === 0 ? first : x) }];
  }));
}

/** Whether an input parts the entries of a term into two groups: a plain term has both. */
function isGrouping({ output }: Spec, { domain, shape }: Input): boolean {
  return domain === "binary" && shape.some((axis) => !output.includes(axis));
}

/** All lengths of a plain call's axes. */
export function lengthsOf(spec: Spec, axes: AxisLengths): AxisLengths {
  const lengths: Record<string, readonly number[]> = { "...": [], ...axes };
  for (const { shape } of Object.values(spec.inputs)) {
    for (const axis of shape) lengths[axis] ??= [fixedLength(spec, axis) ?? 2];
  }
  return lengths;
}

/** What is predicted of a target that is 0 or 1, which may be clamped to that range. */
const inside = [0.25, 0.5] as const;

/** Boxes that overlap, no two sides equal; of the first pair less than of the others. */
function boxes(shape: readonly number[], isPredicted: boolean): Given {
  const [first, other] = isPredicted ? [[0, 0, 4, 3], [0, 0, 8, 8]] : [[1, 1, 5, 5], [1, 1, 8, 7]];
  const { data } = filledWith(shape, 0);
  return { shape, data: data.map((_, i) => (i < 4 ? first : other)[i % 4]) };
}

/** The first value of an input, and the others; the first input is what is predicted. */
function valuesOf(
  { kind, role, domain }: Input,
  isPredicted: boolean,
): readonly [number, number] {
  if (kind === "label") return [0, 1];
  if (role !== "data") return [1, 1];
  if (domain === "unit_interval") return isPredicted ? [0.25, 0.5] : [1, 1];
  if (domain === "binary" || domain === "count") return [1, 1];
  return isPredicted ? [4, 2] : [0.5, 0.5];
}

/** Whether a loss has a class axis. */
export function hasClasses(spec: Spec): boolean {
  return Object.values(spec.inputs).some(({ kind }) => kind === "label");
}
