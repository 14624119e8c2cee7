/**
 * Which of a spec's boundaries a call touches.
 *
 * @module
 */
import type { Call, Spec } from "../spec/mod.ts";
import {
  type Axes,
  axesOf,
  type AxisLengths,
  axisLengths,
  entryAxesOf,
  isByRecord,
  positionsOf,
  recordsOf,
  sizeAlong,
} from "../spec/internal.ts";
import { roundTo, type Tensor } from "../tensor/mod.ts";
import { floatIndex } from "../tensor/internal.ts";
import { type Column, type Columns, placeIn } from "./columns.ts";
import { recordScope, valueAt } from "./twist.ts";

/** One place that a call touches: a boundary of the spec, or the float next to it. */
export interface BoundaryHit {
  /** The boundary's name in the spec. */
  readonly boundary: string;
  /** Where the value lies: on it (rounded to the format), or one float beside it. */
  readonly side: "at" | "just_below" | "just_above";
}

const sides = new Map<bigint, BoundaryHit["side"]>([
  [0n, "at"],
  [-1n, "just_below"],
  [1n, "just_above"],
]);

/**
 * Which boundaries of the spec some element of a call lies on, or next to.
 *
 * @param spec the loss
 * @param call a call that fits it
 * @returns each hit once, in the order of the spec
 *
 * @example
 * ```ts
 * import { builtinSpecs, tensor } from "lossproof";
 * import { boundaryHits } from "./boundary_hits.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const hits = boundaryHits(builtinSpecs.get("smooth_l1_loss")!, {
 *   loss: "smooth_l1_loss",
 *   dtype: "f32",
 *   inputs: { pred: tensor("f32", [2], [3, 1 - 2 ** -24]), target: tensor("f32", [2], [0, 0]) },
 *   params: { beta: 1 },
 *   reduction: "sum",
 *   gradients: false,
 * });
 * assertEquals(hits, [{ boundary: "d = beta above", side: "just_below" }]);
 * ```
 */
export function boundaryHits(spec: Spec, call: Call): readonly BoundaryHit[] {
  const axes = axesOf(spec);
  const lengths = axisLengths(spec, call);
  const columns = columnsOf(spec, axes, call, lengths);
  const records = recordsOf(axes, lengths);
  const around = { spec, params: call.params, columns, lengths };
  return spec.boundaries.flatMap(({ name, input, at }) => {
    const column = columns[input];
    if (column === undefined) return [];
    const found = new Set<BoundaryHit["side"]>();
    for (let record = 0; record < records; record++) {
      const scope = recordScope(around, record);
      for (let entry = 0; entry < column.entries; entry++) {
        const boundary = roundTo(valueAt(at, scope, spec, input, entry), call.dtype);
        const value = column.values[placeIn(column, record, entry)];
        if (Number.isNaN(boundary) || Number.isNaN(value)) continue;
        const gap = floatIndex(value, call.dtype) - floatIndex(boundary, call.dtype);
        const side = sides.get(gap);
        if (side !== undefined) found.add(side);
      }
    }
    return [...found].map((side) => ({ boundary: name, side }));
  });
}

function isScalarFor(along: readonly string[], shape: readonly number[]): boolean {
  return shape.length === 0 && along.length > 0;
}

function columnsOf(spec: Spec, axes: Axes, call: Call, lengths: AxisLengths): Columns {
  const columns: Record<string, Column> = {};
  for (const [name, tensor] of Object.entries(call.inputs)) {
    columns[name] = columnOf(tensor, axes, spec.inputs[name].shape, lengths);
  }
  return columns;
}

function columnOf(
  { shape, data }: Tensor,
  axes: Axes,
  along: readonly string[],
  lengths: AxisLengths,
): Column {
  if (isScalarFor(along, shape)) {
    return { values: Float64Array.from(data), entries: 1, perRecord: false };
  }
  const entries = sizeAlong(entryAxesOf(axes, along), lengths);
  const perRecord = isByRecord(axes, along);
  const records = perRecord ? recordsOf(axes, lengths) : 1;
  const column = { values: new Float64Array(records * entries), entries, perRecord };
  const { record, entry } = positionsOf(axes, along, lengths);
  data.forEach((x, i) => column.values[placeIn(column, record[i], entry[i])] = x);
  return column;
}
