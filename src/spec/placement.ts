/**
 * Where the elements of a tensor stand: by record, and by entry within it.
 *
 * @module
 */
import { type Axes, type AxisLengths, entryAxesOf, isByRecord, sizeAlong } from "./axes.ts";

/** Where a tensor's elements stand in row-major order. */
export interface Placement {
  /** Whether each record has entries of its own; otherwise all share them. */
  readonly byRecord: boolean;
  /** Whether its elements are the records, one each and in their order. */
  readonly inOrder: boolean;
  /** The position of a record's first entry. */
  readonly start: (record: number) => number;
  /** How far from there each entry is, in the order that entries are counted in; one 0 for no axis. */
  readonly offsets: Int32Array;
}

/** A tensor's records and entries, flattened. */
export interface Positions {
  /** For each element, row-major, its record. */
  readonly record: Int32Array;
  /** For each element its entry, counted along the entry axes that the tensor has. */
  readonly entry: Int32Array;
}

/**
 * Places the elements of a tensor.
 *
 * @param axes the axes of the spec
 * @param shape the tensor's axes
 * @param lengths the lengths of all axes; an axis that the tensor lacks it is shared along
 */
export function placementOf(
  axes: Axes,
  shape: readonly string[],
  lengths: AxisLengths,
): Placement {
  const strides = stridesOf(shape, lengths);
  let offsets = Int32Array.of(0);
  for (const axis of entryAxesOf(axes, shape)) {
    offsets = spread(offsets, sizeAlong([axis], lengths), strides.get(axis)!);
  }
  const step = axes.leading === undefined ? 0 : strides.get(axes.leading) ?? 0;
  const count = axes.further ? sizeAlong(["..."], lengths) : 1;
  const inner = count === 1 ? 1 : strides.get("...") ?? 0;
  const inOrder = offsets.length === 1 && step === count && inner === 1;
  return {
    byRecord: isByRecord(axes, shape),
    inOrder,
    start: inOrder ? (record) => record : (record) => {
      const rest = record % count;
      return (record - rest) / count * step + rest * inner;
    },
    offsets,
  };
}

/** How many elements apart neighbours along each axis are; along `*` and `...` those of the last. */
function stridesOf(shape: readonly string[], lengths: AxisLengths): ReadonlyMap<string, number> {
  const strides = new Map<string, number>();
  let stride = 1;
  for (const axis of shape.toReversed()) {
    strides.set(axis, stride);
    stride *= sizeAlong([axis], lengths);
  }
  return strides;
}

/** Every offset, `count` times in a row, each `stride` further than the last. */
function spread(offsets: Int32Array, count: number, stride: number): Int32Array<ArrayBuffer> {
  const all = new Int32Array(offsets.length * count);
  for (let i = 0, at = 0; i < offsets.length; i++) {
    for (let j = 0; j < count; j++) all[at++] = offsets[i] + j * stride;
  }
  return all;
}

/**
 * Says for every element of a tensor which record it belongs to, and which of its entries it is.
 *
 * @param axes the axes of the spec
 * @param shape the tensor's axes
 * @param lengths the lengths of all axes
 */
export function positionsOf(
  axes: Axes,
  shape: readonly string[],
  lengths: AxisLengths,
): Positions {
  const { leading, further } = axes;
  const own = new Map<string, number>();
  let stride = 1;
  for (const axis of entryAxesOf(axes, shape).toReversed()) {
    own.set(axis, stride);
    stride *= sizeAlong([axis], lengths);
  }
  const rest = further ? sizeAlong(["..."], lengths) : 1;
  let record = Int32Array.of(0);
  let entry = Int32Array.of(0);
  for (const axis of shape) {
    const length = sizeAlong([axis], lengths);
    record = spread(record, length, axis === leading ? rest : further && axis === "..." ? 1 : 0);
    entry = spread(entry, length, own.get(axis) ?? 0);
  }
  return { record, entry };
}
