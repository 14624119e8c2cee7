/**
 * Walks over an evaluated graph that mark the rows of its nodes.
 *
 * @module
 */
import type { Evaluator } from "./evaluate_graph.ts";
import type { Field, Mask } from "./field.ts";
import type { Graph } from "./graph.ts";
import { laneOf, type LengthOf } from "./lanes.ts";
import { readsOf } from "./reads.ts";

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

/**
 * Joins marks row by row.
 *
 * @param parts marks of equal rows, in any number of lanes
 * @param join hears the marks of one row, in a list that it must not keep
 */
export function lanewise(
  parts: readonly Marks[],
  join: (entries: readonly number[]) => number,
): Marks {
  const width = Math.max(...parts.map((marks) => marks.length));
  const rows = Math.max(...parts.flat().map((mark) => mark.length));
  const entries = parts.map(() => 0);
  return Array.from({ length: width }, (_, lane) => {
    const masks = parts.map((marks) => laneOf(marks, lane));
    const joined = new Uint8Array(rows);
    for (let row = 0; row < rows; row++) {
      masks.forEach((mask, part) => entries[part] = mask[mask.length === 1 ? 0 : row]);
      joined[row] = join(entries);
    }
    return joined;
  });
}

/** The mark of a row in a lane. */
export function entryOf(marks: Marks, lane: number, row: number): number {
  const mark = laneOf(marks, lane);
  return mark[mark.length === 1 ? 0 : row];
}

/** Of marks 0 (not), 1 (is) and 2 (open): is where any is, open where any may be. */
export function either(marks: readonly number[]): number {
  return marks.includes(1) ? 1 : marks.includes(2) ? 2 : 0;
}

/**
 * What each lane of a node reads of one argument, together.
 *
 * @param walk the evaluation
 * @param id the node
 * @param place which of its arguments
 * @param marks that argument's
 */
export function marksRead<V>(
  { graph, lengthOf }: Walk<V>,
  id: number,
  place: number,
  marks: Marks,
): Marks {
  const { groups, groupOf } = readsOf(graph, id, place, lengthOf);
  const together = groups.map((group) =>
    group.length === 0
      ? new Uint8Array(1)
      : lanewise(group.map((lane) => [laneOf(marks, lane)]), either)[0]
  );
  return groupOf.map((group) => together[group]);
}
