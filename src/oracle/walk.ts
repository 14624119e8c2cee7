/**
 * Walks over an evaluated graph that mark the rows of its nodes.
 *
 * @module
 */
import type { Evaluator } from "./evaluate_graph.ts";
import type { Field, Mask } from "./field.ts";
import type { Graph } from "./graph.ts";
import type { LengthOf } from "./lanes.ts";

/** Per lane, or once for all; each of one entry a row, or one for all rows. */
export type Marks = readonly Mask[];

/** What a walk needs to know of an evaluation. */
export interface Walk<V> {
  readonly graph: Graph;
  readonly field: Field<V>;
  readonly evaluator: Evaluator<V>;
  /** The lengths of axes. */
  readonly lengthOf: LengthOf;
}
