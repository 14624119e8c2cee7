/**
 * The entry axes of a formula: what its nodes may have several entries along.
 *
 * @module
 */
import { axesOf, classAxis, isSharedScalar } from "../spec/internal.ts";
import type { Call, Spec } from "../spec/mod.ts";

/** An entry axis, and what a spec says of it. */
export interface EntryAxis {
  readonly name: string;
  /** How many entries it has, where that is the same in every call. */
  readonly length?: number;
  /** What its entries are called, where a formula may pick one by name. */
  readonly components?: readonly string[];
  /** Whether calls have no such axis, since the inputs that have it are left out, or are scalars. */
  readonly isUnbound?: boolean;
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

/** The entry axes that calls with the same inputs present have. */
export function entryAxesIn(spec: Spec, { inputs }: Pick<Call, "inputs">): readonly EntryAxis[] {
  const bound = new Set(
    Object.entries(spec.inputs).flatMap(([name, input]) => {
      const given = inputs[name];
      return given === undefined || isSharedScalar(input, given.shape) ? [] : input.shape;
    }),
  );
  return entryAxesFor(spec).map((axis) =>
    axis.length !== undefined || bound.has(axis.name) ? axis : { ...axis, isUnbound: true }
  );
}
