/**
 * Which calls a loss is tried on before it may judge: small ones, as many as there is time for.
 *
 * @module
 */
import type { CallOptions } from "../../generate/mod.ts";
import { graphSize } from "./formula_reader.ts";
import { axesOf, classAxis, fixedLength } from "../../spec/internal.ts";
import type { Spec } from "../../spec/mod.ts";

/** Calls of a loss. */
export interface Samples {
  readonly options: CallOptions;
  /** How many of them. */
  readonly runs: number;
  /** About how many operations one of them comes to. */
  readonly work: number;
}

/** So many calls at most, */
const most = 100;

/** at least so many, */
const least = 4;

/** and about so many operations in all. */
const mostWork = 1_000_000;

/** Numbers along an axis of any length, of records and others, on average. */
const usual = 3;

/**
 * The calls that a loss is tried on.
 *
 * @param spec the loss, whose formulas are sound
 */
export function samplesOf(spec: Spec): Samples {
  const entries = axesOf(spec).entries
    .reduce((product, axis) => product * (fixedLength(spec, axis) ?? usual), 1);
  const isDeep = axesOf(spec).entries.length > 2;
  const records = entries > 1000 ? 1 : isDeep ? 3 : 6;
  const work = Math.min(records, usual) * entries * graphSize(spec);
  return {
    options: {
      dtype: "f64",
      rows: { max: records },
      ...fixedLength(spec, classAxis) === undefined && { classes: { max: isDeep ? 3 : 5 } },
    },
    work,
    runs: Math.max(least, Math.min(most, Math.floor(mostWork / work))),
  };
}
