/**
 * From a blueprint to columns: what was drawn for each record, and what its salt continues.
 *
 * @module
 */
import {
  type Axes,
  type AxisLengths,
  entryAxesOf,
  isByRecord,
  sizeAlong,
} from "../spec/internal.ts";
import type { Spec } from "../spec/mod.ts";
import { type Blueprint, isGiven, type Parts } from "./blueprint.ts";
import type { Column, Columns } from "./columns.ts";
import type { Draw } from "./draw.ts";
import { labelOf } from "./entry_draw.ts";
import { sourceOf } from "./source.ts";

/**
 * The columns of a blueprint's own records, before anything is moved.
 *
 * @param spec the loss
 * @param axes its axes
 * @param blueprint what was drawn
 * @param parts how it was drawn, and so what it leaves to be drawn
 * @param lengths of the call's axes
 * @param ignored labels that count for nothing
 */
export function columnsOf(
  spec: Spec,
  axes: Axes,
  { plan, shared, elements }: Blueprint,
  parts: Parts,
  lengths: AxisLengths,
  ignored: readonly number[],
): Columns {
  const classes = lengths.C?.[0] ?? 1;
  const columns: Record<string, Column> = {};
  for (const [at, name] of Object.keys(spec.inputs).entries()) {
    if (!isGiven(spec, plan, name)) continue;
    const { kind, shape, scalar_allowed } = spec.inputs[name];
    const scalar = scalar_allowed && plan.scalar[name];
    const entries = scalar ? 1 : sizeAlong(entryAxesOf(axes, shape), lengths);
    const perRecord = isByRecord(axes, shape) && !scalar;
    const lists = isByRecord(axes, shape)
      ? elements.map(({ values }) => values[name])
      : [shared[name]];
    const later = { draw: parts.entry(plan, name), salt: plan.salt, at };
    const values = fill(scalar ? lists.slice(0, 1) : lists, entries, later);
    if (kind === "label") values.forEach((k, i) => values[i] = labelOf(k, classes, ignored));
    columns[name] = { values, entries, perRecord };
  }
  return columns;
}

/** How the entries are drawn that a list does not say. */
interface Later {
  readonly draw: Draw<number>;
  /** The plan's; 0: there the list is repeated. */
  readonly salt: number;
  /** Tells the column from the call's others. */
  readonly at: number;
}

/** The lists one after the other, each cut or continued to `entries` values. */
function fill(
  lists: readonly (readonly number[])[],
  entries: number,
  { draw, salt, at }: Later,
): Float64Array {
  const values = new Float64Array(lists.length * entries);
  lists.forEach((list, i) => {
    const further = salt !== 0 && list.length < entries ? sourceOf(salt, i, at) : undefined;
    for (let entry = 0; entry < entries; entry++) {
      values[i * entries + entry] = entry < list.length || further === undefined
        ? list[entry % list.length]
        : draw.draw(further);
    }
  });
  return values;
}

/** The gradient from above, so many entries for each of the blueprint's records. */
export function upstreamColumn(
  { plan, elements }: Blueprint,
  parts: Parts,
  entries: number,
): Column {
  const later = { draw: parts.upstream, salt: plan.salt, at: -1 };
  const values = fill(elements.map(({ upstream }) => upstream), entries, later);
  return { values, entries, perRecord: true };
}
