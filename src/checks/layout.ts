/**
 * The shape grammar, measured on a call: rows, entry axes and further axes.
 *
 * Every input and the terms are seen as a box [rows, entries, rest]: `N` or all of `*` make the rows,
 * further axes (`...`) the rest, and any other letter (`C`) an entry axis. A tensor
 * that lacks an axis is shared along it: class weights [C] are the same for all rows.
 *
 * @module
 */
import type { Call, Spec } from "../spec/mod.ts";
import { type AxisLengths, axisLengths, isSharedScalar } from "../spec/internal.ts";
import { sizeOf } from "../tensor/internal.ts";

/** The lengths of a call's axes. */
export interface Layout {
  /** The lengths of each axis, as they are. */
  readonly axes: AxisLengths;
  /** Length of `N`, or the number of elements of `*`. */
  readonly rows: number;
  /** Lengths of the entry axes by letter, e.g. `C`. */
  readonly entries: Readonly<Record<string, number>>;
  /** Number of elements of `...`; 1 without it. */
  readonly rest: number;
}

/** A tensor's box: the lengths of the three axes (1 where it lacks one), and which it has. */
export interface Box {
  readonly rows: number;
  readonly entries: number;
  readonly rest: number;
  /** Whether it has an entry for each row; otherwise all rows share it. */
  readonly byRow: boolean;
}

/**
 * Measures the axes of a call on the inputs that are not scalars standing for all elements.
 *
 * @param spec the loss
 * @param call a call that fits it
 * @returns the lengths of its axes
 */
export function layoutOf(spec: Spec, call: Call): Layout {
  const axes = axisLengths(spec, call);
  const { N: rows, "*": star = [], "...": rest = [], ...entries } = axes;
  return {
    axes,
    rows: rows?.[0] ?? sizeOf(star),
    entries: Object.fromEntries(Object.entries(entries).map(([axis, [length]]) => [axis, length])),
    rest: sizeOf(rest),
  };
}

/** The box of a tensor with these axes, e.g. of an input or of the terms (`spec.output`). */
export function boxOf(axes: readonly string[], layout: Layout): Box {
  const byRow = axes.includes("N") || axes.includes("*");
  const letters = axes.filter((axis) => !["N", "*", "..."].includes(axis));
  return {
    rows: byRow ? layout.rows : 1,
    entries: letters.reduce((size, letter) => size * layout.entries[letter], 1),
    rest: axes.includes("...") ? layout.rest : 1,
    byRow,
  };
}

/** The box of an input in a call; a scalar that stands for all elements is 1 by 1 by 1. */
export function inputBox(spec: Spec, call: Call, name: string, layout: Layout): Box {
  const input = spec.inputs[name];
  return isSharedScalar(input, call.inputs[name].shape)
    ? { rows: 1, entries: 1, rest: 1, byRow: false }
    : boxOf(input.shape, layout);
}

/** Position of an element: its row, its place within the entry axes, and within the rest. */
export interface Position {
  readonly row: number;
  readonly entry: number;
  readonly rest: number;
}

/** The place of a row-major index in a box. */
export function placeOf(index: number, box: Box): Position {
  const rest = index % box.rest;
  const outer = (index - rest) / box.rest;
  return { row: Math.floor(outer / box.entries), entry: outer % box.entries, rest };
}

/** The row-major index of a place in a box; axes that the box lacks do not count. */
export function indexOf(place: Position, box: Box): number {
  const row = box.rows === 1 ? 0 : place.row;
  const entry = box.entries === 1 ? 0 : place.entry;
  return (row * box.entries + entry) * box.rest + (box.rest === 1 ? 0 : place.rest);
}

/** Whether an element's place takes part in a term: they agree on every axis that both have. */
export function meets(element: Position, elementBox: Box, term: Position, termBox: Box): boolean {
  return (!elementBox.byRow || !termBox.byRow || element.row === term.row) &&
    (elementBox.rest === 1 || termBox.rest === 1 || element.rest === term.rest) &&
    (elementBox.entries === 1 || termBox.entries === 1 || element.entry === term.entry);
}
