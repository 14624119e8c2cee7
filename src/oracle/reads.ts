/**
 * Which lanes of its arguments a node reads.
 *
 * @module
 */
import type { Graph } from "./graph.ts";
import { lanesAlong, type LengthOf } from "./lanes.ts";
import { argumentsOf } from "./node.ts";

/** What the lanes of a node read of one argument. */
export interface Reads {
  /** Lists of the argument's lanes. */
  readonly groups: readonly (readonly number[])[];
  /** For each lane of the node, its list. */
  readonly groupOf: readonly number[];
}

/** Operations that read all entries along their axis. */
const gathering: ReadonlySet<string> = new Set([
  "sum_over",
  "max_over",
  "min_over",
  "argmax_onehot",
]);

/**
 * Tells which lanes of an argument each lane of a node reads.
 *
 * @param graph the graph
 * @param id the node
 * @param place which of its arguments
 * @param lengthOf the lengths of axes
 * @returns of `take` every entry that its label may name
 */
export function readsOf(graph: Graph, id: number, place: number, lengthOf: LengthOf): Reads {
  const node = graph.nodes[id];
  const from = graph.nodes[argumentsOf(node)[place]].axes;
  if ("axis" in node) {
    const { axis } = node;
    const others = node.axes.filter((other) => other !== axis);
    const groupOf = lanesAlong(others, node.axes, lengthOf);
    if (gathering.has(node.op) || node.op === "pick" || node.op === "take" && place === 0) {
      const entries = lanesAlong(from, [...others, axis], lengthOf);
      const length = lengthOf(axis);
      const groups = Array.from(
        { length: entries.length / length },
        (_, group) => entries.slice(group * length, (group + 1) * length),
      );
      return {
        groups: node.op === "pick" ? groups.map((group) => [group[node.index]]) : groups,
        groupOf,
      };
    }
    if (node.op === "stack") {
      const steps = lanesAlong([axis], node.axes, lengthOf);
      const own = lanesAlong(from, others, lengthOf).map((lane) => [lane]);
      return {
        groups: [...own, []],
        groupOf: groupOf.map((group, lane) => steps[lane] === place ? group : own.length),
      };
    }
  }
  const lanes = lanesAlong(from, node.axes, lengthOf);
  return { groups: lanes.map((lane) => [lane]), groupOf: lanes.map((_, i) => i) };
}
