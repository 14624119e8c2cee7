/**
 * A call's tensors as columns: one element for each record, one column for each of its entries.
 *
 * @module
 */
import type { Call, Spec } from "../spec/mod.ts";
import {
  type Axes,
  axesOf,
  type AxisLengths,
  fixedLength,
  isSharedScalar,
  type Placement,
  placementOf,
  recordsOf,
  shapeOf,
  sizeAlong,
  splitShape,
} from "../spec/internal.ts";
import { isRepresentable, type Tensor } from "../tensor/mod.ts";
import { sameShape, sizeOf } from "../tensor/internal.ts";
import type { Field } from "./field.ts";

/** How a call's tensors are laid out. */
export interface ColumnLayout {
  /** Number of records: how long columns are. */
  readonly rows: number;
  /** The axes of the spec by what they do. */
  readonly roles: Axes;
  /** Lengths of the axes by name. */
  readonly axes: AxisLengths;
  /** Shape of the terms. */
  readonly shape: readonly number[];
  /** Where elements stand, by the spec's lists of axes, as far as it was asked. */
  readonly placements: Map<readonly string[], Placement>;
}

/** How many entries there are along an axis. */
export function lengthAlong({ axes }: ColumnLayout): (axis: string) => number {
  return (axis) => sizeAlong([axis], axes);
}

/**
 * Read the axes' lengths from a call's tensors.
 *
 * @throws {RangeError} when two tensors do not fit each other, a required one is missing, or there is
 * nothing along an entry axis
 */
export function columnLayoutOf(spec: Spec, call: Call): ColumnLayout {
  const axes: Record<string, readonly number[]> = {};
  for (const [name, input] of Object.entries(spec.inputs)) {
    const given = call.inputs[name];
    if (given === undefined) {
      if (!input.optional) throw new RangeError(`Cannot evaluate "${spec.id}": ${name} is missing`);
      continue;
    }
    if (isSharedScalar(input, given.shape)) continue;
    readAxes(spec.id, name, input.shape, given, axes);
  }
  for (const [axis, [length]] of Object.entries(axes)) {
    const fixed = fixedLength(spec, axis);
    if (fixed !== undefined && fixed !== length) {
      throw new RangeError(
        `Cannot evaluate "${spec.id}": the axis ${axis} must have length ${fixed}, got ${length}`,
      );
    }
  }
  const roles = axesOf(spec);
  const empty = roles.entries.find((axis) => axes[axis]?.includes(0));
  if (empty !== undefined) {
    throw new RangeError(`Cannot evaluate "${spec.id}": the axis ${empty} has no entry`);
  }
  return {
    rows: recordsOf(roles, axes),
    roles,
    axes,
    shape: shapeOf(spec.output, axes),
    placements: new Map(),
  };
}

function readAxes(
  loss: string,
  name: string,
  declared: readonly string[],
  { shape }: Tensor,
  axes: Record<string, readonly number[]>,
): void {
  const parts = splitShape(declared, shape);
  if (parts === undefined) {
    throw new RangeError(
      `Cannot evaluate "${loss}": ${name} must have the axes [${declared.join(", ")}], got shape [${
        shape.join(", ")
      }]`,
    );
  }
  for (const [axis, lengths] of parts) {
    const known = axes[axis] ??= lengths;
    if (!sameShape(known, lengths)) {
      throw new RangeError(
        `Cannot evaluate "${loss}": ${name} has [${lengths.join(", ")}] on the axis ${axis}, ` +
          `another input has [${known.join(", ")}]`,
      );
    }
  }
}

/** Where the elements of a tensor with these axes stand. */
export function placementIn(layout: ColumnLayout, shape: readonly string[]): Placement {
  const { placements } = layout;
  const found = placements.get(shape) ?? placementOf(layout.roles, shape, layout.axes);
  placements.set(shape, found);
  return found;
}

/** The record of each term, row-major. */
export function rowsOfTerms(spec: Spec, layout: ColumnLayout): Int32Array {
  const rows = new Int32Array(sizeOf(layout.shape));
  const { start, offsets } = placementIn(layout, spec.output);
  for (let row = 0; row < layout.rows; row++) {
    for (const offset of offsets) rows[start(row) + offset] = row;
  }
  return rows;
}

/** Consecutive rows, `to` not included. */
export interface Block {
  readonly from: number;
  readonly to: number;
}

/**
 * The columns of a call's inputs and parameters in a field.
 *
 * A parameter that is no value of the format is a constant of the implementation's own, a dialect's:
 * it may have been rounded once.
 *
 * @param block the rows that are wanted
 * @returns by name: one column, or one for each entry
 */
export function leavesOf<V>(
  spec: Spec,
  call: Call,
  layout: ColumnLayout,
  field: Field<V>,
  block: Block = { from: 0, to: layout.rows },
): Map<string, readonly V[]> {
  const leaves = new Map<string, readonly V[]>();
  for (const [name, { shape: declared }] of Object.entries(spec.inputs)) {
    const given = call.inputs[name];
    if (given === undefined) continue;
    const { data, shape } = given;
    if (shape.length === 0) {
      leaves.set(name, [field.points(data)]);
      continue;
    }
    const { byRecord, inOrder, start, offsets } = placementIn(layout, declared);
    if (inOrder) {
      const isAll = block.to - block.from === data.length;
      leaves.set(name, [field.points(isAll ? data : data.subarray(block.from, block.to))]);
      continue;
    }
    const length = byRecord ? block.to - block.from : 1;
    const entries = new Float64Array(length);
    leaves.set(
      name,
      Array.from(offsets, (offset) => {
        for (let row = 0; row < length; row++) {
          entries[row] = data[start(block.from + row) + offset];
        }
        return field.points(entries);
      }),
    );
  }
  for (const [name, value] of Object.entries(call.params)) {
    if (value === null) continue;
    const given = field.points([value]);
    leaves.set(name, [isRepresentable(value, call.dtype) ? given : field.widen(given, 1)]);
  }
  for (const axis of layout.roles.entries) {
    leaves.set(axis, [field.constant(sizeAlong([axis], layout.axes))]);
  }
  return leaves;
}
