/**
 * A call's tensors as columns: one element per row (the place of a term), one column per class.
 *
 * @module
 */
import type { Call, Spec } from "../spec/mod.ts";
import { type AxisLengths, isSharedScalar, shapeOf, splitShape } from "../spec/internal.ts";
import { isRepresentable, type Tensor } from "../tensor/mod.ts";
import { sameShape, sizeOf } from "../tensor/internal.ts";
import type { Field } from "./field.ts";

/** How a call's tensors are laid out. */
export interface ColumnLayout {
  /** Number of terms. */
  readonly rows: number;
  /** Number of classes; 1 where there is no class axis. */
  readonly classes: number;
  /** Lengths of the axes by name. */
  readonly axes: AxisLengths;
  /** Shape of the terms. */
  readonly shape: readonly number[];
}

/**
 * Read the axes' lengths from a call's tensors.
 *
 * @throws {RangeError} when two tensors do not fit each other, or a required one is missing
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
  const shape = shapeOf(spec.output, axes);
  return { rows: sizeOf(shape), classes: axes.C?.[0] ?? 1, axes, shape };
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

/** Row-major position in a tensor of a row and a class, for a tensor with these axes. */
export function positionOf(
  declared: readonly string[],
  layout: ColumnLayout,
): (row: number, lane: number) => number {
  if (declared.includes("*")) return (row) => row;
  const inner = sizeOf(layout.axes["..."] ?? []);
  const hasInner = declared.includes("...");
  const depth = hasInner ? inner : 1;
  const width = declared.includes("C") ? layout.classes : 1;
  const hasRows = declared.includes("N");
  return (row, lane) => {
    const n = hasRows ? Math.floor(row / inner) : 0;
    const d = hasInner ? row % inner : 0;
    return (n * width + (width > 1 ? lane : 0)) * depth + d;
  };
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
 * @returns by name: one column, or one per class
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
    if (shape.length === 0 && (layout.shape.length > 0 || declared.includes("C"))) {
      leaves.set(name, [field.points([data[0]])]);
      continue;
    }
    if (declared.includes("*")) {
      const isWhole = block.to - block.from === data.length;
      leaves.set(name, [field.points(isWhole ? data : data.subarray(block.from, block.to))]);
      continue;
    }
    const at = positionOf(declared, layout);
    const isShared = declared.every((axis) => axis === "C") && declared.length > 0;
    const length = isShared ? 1 : block.to - block.from;
    const width = declared.includes("C") ? layout.classes : 1;
    const entries = new Float64Array(length);
    leaves.set(
      name,
      Array.from({ length: width }, (_, lane) => {
        for (let row = 0; row < length; row++) entries[row] = data[at(block.from + row, lane)];
        return field.points(entries);
      }),
    );
  }
  for (const [name, value] of Object.entries(call.params)) {
    if (value === null) continue;
    const given = field.points([value]);
    leaves.set(name, [isRepresentable(value, call.dtype) ? given : field.widen(given, 1)]);
  }
  leaves.set("C", [field.constant(layout.classes)]);
  return leaves;
}
