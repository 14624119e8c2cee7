/**
 * The plain numbers that belong to one term, and which elements of the value are which terms.
 *
 * @module
 */
import {
  type Entries,
  entryAxesFor,
  evaluateNumber,
  type NumberScope,
} from "../oracle/internal.ts";
import type { Call, Spec } from "../spec/mod.ts";
import {
  boxOf,
  indexOf,
  inputBox,
  type Layout,
  layoutOf,
  placeOf,
  type Position,
} from "./layout.ts";
import { indices } from "./rows.ts";

/** One element of the value, and the terms that went into it. */
export interface Group {
  /** Row-major index into the value. */
  readonly element: number;
  /** Row-major indices of the terms. */
  readonly terms: readonly number[];
}

/** Number of terms of a call. */
export function termCount(spec: Spec, call: Call): number {
  const box = boxOf(spec.output, layoutOf(spec, call));
  return box.rows * box.entries * box.rest;
}

/** The elements of a call's value: one for each term without reduction, one for all otherwise. */
export function groupsOf(spec: Spec, call: Call): readonly Group[] {
  const terms = Array.from({ length: termCount(spec, call) }, (_, i) => i);
  return call.reduction === "none"
    ? terms.map((i) => ({ element: i, terms: [i] }))
    : [{ element: 0, terms }];
}

/** What a formula comes to in each of some terms, added up. */
export function sumOver(
  terms: readonly number[],
  spec: Spec,
  call: Call,
  formula: string,
): number {
  return terms.reduce((sum, i) => sum + evaluateNumber(formula, termScope(spec, call, i)), 0);
}

/**
 * The elements of an input that take part in a term.
 *
 * @param spec the loss
 * @param call a call that fits it, with the input present
 * @param name the input
 * @param term row-major index of the term
 * @returns row-major indices into the input: one, or one for each entry along axes that terms lack
 */
export function entriesOf(spec: Spec, call: Call, name: string, term: number): readonly number[] {
  return entriesIn(spec, call, name, term, layoutOf(spec, call));
}

function entriesIn(
  spec: Spec,
  call: Call,
  name: string,
  term: number,
  layout: Layout,
): readonly number[] {
  const place = placeOf(term, boxOf(spec.output, layout));
  const box = inputBox(spec, call, name, layout);
  const free = box.along.filter((axis) => !spec.output.includes(axis));
  return free.reduce<readonly Position[]>(
    (places, axis) =>
      places.flatMap((known) =>
        indices(layout.entries[axis]).map((i) => ({ ...known, at: { ...known.at, [axis]: i } }))
      ),
    [place],
  ).map((one) => indexOf(one, box, layout));
}

/**
 * The numbers that one term is made of; an absent input is what its absence stands for.
 *
 * @param spec the loss
 * @param call a call that fits it
 * @param term row-major index of the term
 * @returns a number for each input and parameter, its entries along the axes that terms lack, or null
 *   for what is not given; `C` and the like are lengths
 */
export function termScope(spec: Spec, call: Call, term: number): NumberScope {
  const layout = layoutOf(spec, call);
  const names: Record<string, number | Entries | null> = { ...call.params };
  for (const [name, { absent }] of Object.entries(spec.inputs)) {
    const given = call.inputs[name];
    if (given === undefined) {
      names[name] = absent ?? null;
      continue;
    }
    const values = entriesIn(spec, call, name, term, layout).map((i) => given.data[i]);
    const axes = inputBox(spec, call, name, layout).along
      .filter((axis) => !spec.output.includes(axis));
    names[name] = axes.length === 0 ? values[0] : { axes, values };
  }
  return { names, axes: entryAxesFor(spec), lengths: layout.entries };
}

/** The identifiers of a formula, functions included. */
export function namesIn(formula: string): readonly string[] {
  return formula.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? [];
}
