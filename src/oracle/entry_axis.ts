/**
 * The entry axes of a formula: what its nodes may have several entries along.
 *
 * @module
 */
import { axesOf, classAxis } from "../spec/internal.ts";
import type { Spec } from "../spec/mod.ts";

/** An entry axis, and what a spec says of it. */
export interface EntryAxis {
  readonly name: string;
  /** How many entries it has, where that is the same in every call. */
  readonly length?: number;
  /** What its entries are called, where a formula may pick one by name. */
  readonly components?: readonly string[];
}

/** The axis that formulas have classes along. */
export const classes: EntryAxis = { name: classAxis };

/** The entry axes of a spec, in the order that entries are counted in. */
export function entryAxesFor(spec: Spec): readonly EntryAxis[] {
  return axesOf(spec).entries.map((name) => {
    const said = spec.axes?.[name];
    if (said === undefined) return { name };
    return typeof said === "number"
      ? { name, length: said }
      : { name, length: said.length, components: said };
  });
}
