/**
 * Twists: moving one value of a record onto a boundary that the spec names, a few floats beside it,
 * or onto another value of the record.
 *
 * @module
 */
import {
  type Entries,
  entryAxesFor,
  evaluateEntries,
  lanesAlong,
  type NumberScope,
} from "../oracle/internal.ts";
import {
  axesOf,
  type AxisLengths,
  endsOf,
  entryAxesOf,
  labelCount,
  ownRange,
  sizeAlong,
  takes,
} from "../spec/internal.ts";
import type { Input, ParamValue, Spec } from "../spec/mod.ts";
import { type FloatDType, roundTo, stepFloat } from "../tensor/mod.ts";
import { type Columns, entriesOf, placeIn } from "./columns.ts";
import { type Draw, pick } from "./draw.ts";
import type { Source } from "./source.ts";

/** What happens to a record: nothing at place 0, else one of the spec's places. */
export interface Twist {
  readonly place: number;
  /** How many floats beside it. */
  readonly steps: number;
  /** Which entry of the record, counted cyclically. */
  readonly entry: number;
}

/** A value that an input can be moved to: a formula's, another input's, or its next entry's. */
export type Destination =
  | { readonly input: string; readonly at: string }
  | { readonly input: string; readonly as: string };

/** The places of a spec: its boundaries first, then ties of like inputs, then ties within a record. */
export function placesOf(spec: Spec): readonly Destination[] {
  const boundaries = spec.boundaries.map(({ input, at }) => ({ input, at }));
  return [...boundaries, ...tiesOf(spec)];
}

function tiesOf(spec: Spec): readonly Destination[] {
  const axes = axesOf(spec);
  const like = likeInputs(spec);
  return dataOf(spec).flatMap(([name, input]) => {
    const ties = like.filter((tie) => tie.input === name);
    const hasEntries = entryAxesOf(axes, input.shape).length > 0;
    return hasEntries ? [...ties, { input: name, as: name }] : ties;
  });
}

function dataOf(spec: Spec) {
  return Object.entries(spec.inputs)
    .filter(([, input]) => input.kind === "float" && input.role === "data");
}

/** Pairs of data inputs that can have the same values: of one domain and one shape. */
export function likeInputs(spec: Spec): readonly { readonly input: string; readonly as: string }[] {
  const data = dataOf(spec);
  return data.flatMap(([name, input], i) => {
    const like = data.slice(0, i).find(([, other]) =>
      other.domain === input.domain && `${other.shape}` === `${input.shape}`
    );
    return like ? [{ input: name, as: like[0] }] : [];
  });
}

/** Nothing happens. */
export const unmoved: Twist = { place: 0, steps: 0, entry: 0 };
const besides = [0, 0, 0, 0, 1, 1, -1, -1, 2, -2, 4, -3];

/**
 * Draws a twist: none three times in four; a boundary mostly, else a tie.
 *
 * @param boundaries how many boundaries the spec names
 * @param places how many places there are in all
 * @param entries how many entries a record has
 */
export function twistDraw(boundaries: number, places: number, entries: number): Draw<Twist> {
  return {
    draw(random) {
      if (places === 0 || random.nextInt(0, 3) > 0) return unmoved;
      return {
        place: 1 + placeAmong(random, boundaries, places),
        steps: pick(random, besides),
        entry: random.nextInt(0, entries - 1),
      };
    },
    simpler: function* (twist) {
      if (twist.place === 0) return;
      yield unmoved;
      if (twist.steps !== 0) yield { ...twist, steps: 0 };
      if (Math.abs(twist.steps) > 1) yield { ...twist, steps: Math.sign(twist.steps) };
      if (twist.entry !== 0) yield { ...twist, entry: 0 };
    },
  };
}

function placeAmong(random: Source, boundaries: number, places: number): number {
  const tie = boundaries === 0 || places > boundaries && random.nextInt(0, 3) === 0;
  return tie ? random.nextInt(boundaries, places - 1) : random.nextInt(0, boundaries - 1);
}

/** What a twist needs to know of the call. */
export interface Surroundings {
  readonly spec: Spec;
  readonly dtype: FloatDType;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly columns: Columns;
  readonly lengths: AxisLengths;
  /** The number of classes. */
  readonly classes: number;
  /** The labels that are left out. */
  readonly ignored: readonly number[];
}

/**
 * Moves one value of a record; leaves it where the place has no value (the input is absent, or the
 * formula is NaN).
 *
 * @throws {FormulaError} where a formula uses what is absent outside `given`
 */
export function applyTwist(
  around: Surroundings,
  place: Destination,
  record: number,
  { steps, entry }: Twist,
): void {
  const column = around.columns[place.input];
  if (column === undefined) return;
  const from = "at" in place
    ? valueAt(place.at, recordScope(around, record), around.spec, place.input, entry)
    : neighbour(around.columns, place.as, place.input, record, entry);
  const value = fit(around, place.input, from, steps);
  if (!Number.isNaN(value)) column.values[placeIn(column, record, entry)] = value;
}

function neighbour(
  columns: Columns,
  from: string,
  to: string,
  record: number,
  entry: number,
): number {
  const column = columns[from];
  if (column === undefined) return NaN;
  const next = from === to ? (entry + 1) % column.entries : entry;
  return column.values[placeIn(column, record, next)];
}

/** The value of a boundary's formula at one entry of an input; NaN where it has no such entry. */
export function valueAt(
  at: string,
  scope: NumberScope,
  spec: Spec,
  input: string,
  entry: number,
): number {
  const { axes, values } = evaluateEntries(at, scope);
  const own = entryAxesOf(axesOf(spec), spec.inputs[input].shape);
  if (axes.some((axis) => !own.includes(axis))) return NaN;
  const lanes = lanesAlong(axes, own, (axis) => scope.lengths?.[axis] ?? 1);
  return values[lanes.length === 1 ? lanes[0] : lanes[entry]];
}

/** One record's inputs, and the parameters; null where one is absent and stands for nothing. */
export function recordScope(
  around: Pick<Surroundings, "spec" | "params" | "columns" | "lengths">,
  record: number,
): NumberScope {
  const { spec, params, columns, lengths } = around;
  const names: Record<string, number | Entries | null> = { ...params };
  const roles = axesOf(spec);
  for (const [name, { absent, shape }] of Object.entries(spec.inputs)) {
    const column = columns[name];
    if (column === undefined) {
      names[name] = absent ?? null;
      continue;
    }
    const values = entriesOf(column, record);
    const axes = entryAxesOf(roles, shape);
    const isOne = values.length < sizeAlong(axes, lengths) || axes.length === 0;
    names[name] = isOne ? values[0] : { axes, values };
  }
  return {
    names,
    axes: entryAxesFor(spec),
    lengths: Object.fromEntries(roles.entries.map((axis) => [axis, sizeAlong([axis], lengths)])),
  };
}

/** The value a few floats beside `x`, as the input may have it; NaN where it may not. */
function fit(around: Surroundings, input: string, x: number, steps: number): number {
  const { kind, domain } = around.spec.inputs[input];
  if (kind === "label") return isLabel(around, domain, x) ? x : NaN;
  const value = stepFloat(roundTo(x, around.dtype), steps, around.dtype);
  const range = ownRange(around.spec, input);
  const [low, high] = endsOf(range, around.dtype);
  const inside = value < low ? low : value > high ? high : value;
  return Number.isNaN(inside) || takes(range, inside, around.dtype) ? inside : NaN;
}

function isLabel(
  { classes, ignored }: Surroundings,
  domain: Input["domain"],
  x: number,
): boolean {
  return Number.isInteger(x) && x >= 0 && x < labelCount(domain, classes) || ignored.includes(x);
}
