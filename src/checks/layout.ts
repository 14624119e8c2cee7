/**
 * The shape grammar, measured on a call: rows, entries, and further axes.
 *
 * A row is an entry of the leading record axis, `N` or `*`. Every input and the terms are seen as a box
 * of rows, of entries along the entry axes that it has, and of the rest, along `...`. A tensor that lacks
 * an axis is shared along it: class weights [C] are the same for all rows.
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
  isSharedScalar,
  type Placement,
  placementOf,
  positionsOf,
  sizeAlong,
} from "../spec/internal.ts";

/** The lengths of a call's axes. */
export interface Layout {
  /** The axes of the spec by what they do. */
  readonly roles: Axes;
  /** The lengths of each axis, as they are. */
  readonly axes: AxisLengths;
  /** Length of `N`, or the number of elements of `*`; 1 where no axis leads. */
  readonly rows: number;
  /** Lengths of the entry axes by name, e.g. `C`. */
  readonly entries: Readonly<Record<string, number>>;
  /** Number of elements of `...`; 1 without it. */
  readonly rest: number;
  /** Boxes by the spec's lists of axes, as far as they were asked for. */
  readonly boxes: Map<readonly string[], Box>;
}

/** A tensor's box: how many rows, entries and places of the rest it has (1 where it lacks them). */
export interface Box {
  readonly rows: number;
  readonly entries: number;
  readonly rest: number;
  /** Whether it has an entry for each row; otherwise all rows share it. */
  readonly byRow: boolean;
  /** The entry axes that it has, in the order that entries are counted in. */
  readonly along: readonly string[];
  /** Where its elements stand. */
  readonly placement: Placement;
  /** The row of each element, its place within the rest, and its entry. */
  readonly places: () => readonly Position[];
}

/** Position of an element: its row, its place within the rest, and how far along each entry axis. */
export interface Position {
  readonly row: number;
  readonly rest: number;
  readonly at: Readonly<Record<string, number>>;
}

/** The last call that was measured: each of its terms is asked for in turn. */
let last: { readonly spec: Spec; readonly call: Call; readonly layout: Layout } | undefined;

/**
 * Measures the axes of a call on the inputs that are not scalars standing for all elements.
 *
 * @param spec the loss
 * @param call a call that fits it
 * @returns the lengths of its axes
 */
export function layoutOf(spec: Spec, call: Call): Layout {
  if (last?.spec !== spec || last.call !== call) {
    last = { spec, call, layout: measured(spec, call) };
  }
  return last.layout;
}

function measured(spec: Spec, call: Call): Layout {
  const axes = axisLengths(spec, call);
  const roles = axesOf(spec);
  return {
    roles,
    axes,
    rows: roles.leading === undefined ? 1 : sizeAlong([roles.leading], axes),
    entries: Object.fromEntries(roles.entries.map((axis) => [axis, sizeAlong([axis], axes)])),
    rest: roles.further ? sizeAlong(["..."], axes) : 1,
    boxes: new Map(),
  };
}

/** The box of a tensor with these axes, e.g. of an input or of the terms (`spec.output`). */
export function boxOf(shape: readonly string[], layout: Layout): Box {
  const found = layout.boxes.get(shape) ?? measuredBox(shape, layout);
  layout.boxes.set(shape, found);
  return found;
}

function measuredBox(shape: readonly string[], layout: Layout): Box {
  const { roles, axes, rows, rest } = layout;
  const byRow = roles.leading !== undefined && shape.includes(roles.leading);
  const along = entryAxesOf(roles, shape);
  let places: readonly Position[] | undefined;
  return {
    rows: byRow ? rows : 1,
    entries: sizeAlong(along, axes),
    rest: roles.further && shape.includes("...") ? rest : 1,
    byRow,
    along,
    placement: placementOf(roles, shape, axes),
    places: () => places ??= placesIn(shape, along, layout),
  };
}

function placesIn(
  shape: readonly string[],
  along: readonly string[],
  { roles, axes, entries, rest }: Layout,
): readonly Position[] {
  const { record, entry } = positionsOf(roles, shape, axes);
  const coordinates = Array.from({ length: sizeAlong(along, axes) }, (_, lane) => {
    let left = lane;
    const at: Record<string, number> = {};
    for (const axis of along.toReversed()) {
      at[axis] = left % entries[axis];
      left = Math.floor(left / entries[axis]);
    }
    return at;
  });
  return Array.from(record, (own, i) => ({
    row: Math.floor(own / rest),
    rest: own % rest,
    at: coordinates[entry[i]],
  }));
}

const noAxes: readonly string[] = [];

/** The box of an input in a call; a scalar that stands for all elements is 1 by 1 by 1. */
export function inputBox(spec: Spec, call: Call, name: string, layout: Layout): Box {
  const input = spec.inputs[name];
  return boxOf(isSharedScalar(input, call.inputs[name].shape) ? noAxes : input.shape, layout);
}

/** The place of a row-major index in a box. */
export function placeOf(index: number, box: Box): Position {
  return box.places()[index];
}

/** The row-major index of a place in a box; axes that the box lacks do not count. */
export function indexOf(place: Position, box: Box, layout: Layout): number {
  const row = box.byRow ? place.row : 0;
  let lane = 0;
  for (const axis of box.along) lane = lane * layout.entries[axis] + (place.at[axis] ?? 0);
  const record = row * layout.rest + (box.rest === 1 ? 0 : place.rest);
  return box.placement.start(record) + box.placement.offsets[lane];
}

/** Whether an element's place takes part in a term: they agree on every axis that both have. */
export function meets(element: Position, elementBox: Box, term: Position, termBox: Box): boolean {
  return (!elementBox.byRow || !termBox.byRow || element.row === term.row) &&
    (elementBox.rest === 1 || termBox.rest === 1 || element.rest === term.rest) &&
    elementBox.along.every((axis) => !(axis in term.at) || element.at[axis] === term.at[axis]);
}
