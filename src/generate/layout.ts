/**
 * Shapes: how many elements become tensors.
 *
 * Terms lie along the record axes: the first axis of the spec's output ("*" or "N") and "...". Every
 * other axis ("C") is an entry axis: each record has that many entries.
 *
 * @module
 */
import type { Spec } from "../spec/mod.ts";
import type { AxisLengths } from "../spec/internal.ts";

/** The axes of a spec, sorted by what they do. */
export interface Axes {
  /** The first axis of the terms, `"*"` or a letter. */
  readonly leading: string;
  /** Whether some input has further axes, "...". */
  readonly further: boolean;
  /** The axes along which a record has entries, in the order of the inputs. */
  readonly entries: readonly string[];
}

/** Sorts the axes of a spec. */
export function axesOf(spec: Spec): Axes {
  const leading = spec.output.find((axis) => axis !== "...") ?? "*";
  const shapes = [spec.output, ...Object.values(spec.inputs).map((input) => input.shape)];
  const all = new Set(shapes.flat());
  return {
    leading,
    further: all.has("..."),
    entries: [...all].filter((axis) => axis !== leading && axis !== "..."),
  };
}

/** Whether an input has a value for every record, rather than one for all. */
export function isPerRecord(axes: Axes, shape: readonly string[]): boolean {
  return shape.includes(axes.leading) || shape.includes("...");
}

/**
 * The ways to lay out some records, the plainest first: a vector, a scalar (for one), columns, rows,
 * rectangles.
 *
 * @param axes the axes of the spec
 * @param records how many records there are
 * @param fewest the least length of a leading letter axis
 * @returns the lengths of the record axes
 */
export function layoutsOf(axes: Axes, records: number, fewest: number): readonly AxisLengths[] {
  const { leading, further } = axes;
  const divisors = [2, 3, 5, 7].filter((divisor) => records > divisor && records % divisor === 0);
  if (leading === "*") {
    const scalar = records === 1 ? [[], []] : [];
    const split = divisors.flatMap((d) => [[d, records / d], [records / d, 1, d]]);
    return [[records], ...scalar, [records, 1], [1, records], ...split]
      .map((lengths) => ({ [leading]: lengths }));
  }
  if (!further) return [{ [leading]: [records] }];
  const split = divisors.map((d) => ({ [leading]: [records / d], "...": [d] }));
  const layouts: AxisLengths[] = [
    { [leading]: [records], "...": [] },
    { [leading]: [records], "...": [1] },
    ...split,
    ...split.map((lengths) => ({ ...lengths, "...": [1, ...lengths["..."]] })),
    { [leading]: [1], "...": [records] },
  ];
  return layouts.filter((lengths) => lengths[leading][0] >= fewest);
}

/** Where the elements of a tensor come from: for each, row-major, its record and its entry. */
export interface Positions {
  readonly record: Int32Array;
  readonly entry: Int32Array;
}

/**
 * Says for every element of a tensor which record it belongs to, and which of its entries it is.
 *
 * @param axes the axes of the spec
 * @param shape the tensor's axes
 * @param lengths the lengths of all axes
 * @returns one record and one entry for each element, row-major
 */
export function positionsOf(axes: Axes, shape: readonly string[], lengths: AxisLengths): Positions {
  const length = (axis: string) => (lengths[axis] ?? []).reduce((product, n) => product * n, 1);
  const entryStrides = new Map<string, number>();
  let stride = 1;
  for (const axis of [...axes.entries].reverse()) {
    entryStrides.set(axis, stride);
    stride *= length(axis);
  }
  let record: Int32Array = Int32Array.of(0);
  let entry: Int32Array = Int32Array.of(0);
  for (const axis of shape) {
    const recordStride = axis === axes.leading ? length("...") : axis === "..." ? 1 : 0;
    record = spread(record, length(axis), recordStride);
    entry = spread(entry, length(axis), entryStrides.get(axis) ?? 0);
  }
  return { record, entry };
}

/** Whether a tensor's row-major order is record by record, and entry by entry within each. */
export function isRecordByRecord(
  axes: Axes,
  shape: readonly string[],
  lengths: AxisLengths,
): boolean {
  const further = (lengths["..."] ?? []).some((length) => length > 1);
  const rank = (axis: string) =>
    axis === axes.leading
      ? 0
      : axis === "..."
      ? further ? 1 : Infinity
      : 2 + axes.entries.indexOf(axis);
  return shape.every((axis, i) => i === 0 || rank(shape[i - 1]) < rank(axis));
}

/** Every offset, `count` times in a row, each `stride` further than the last. */
function spread(offsets: Int32Array, count: number, stride: number): Int32Array {
  const all = new Int32Array(offsets.length * count);
  for (let i = 0, at = 0; i < offsets.length; i++) {
    for (let j = 0; j < count; j++) all[at++] = offsets[i] + j * stride;
  }
  return all;
}
