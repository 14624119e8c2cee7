/**
 * Which rows a node is needed in: the branch that a decided `where` does not take is not.
 *
 * @module
 */
import type { Evaluator } from "./evaluate_graph.ts";
import type { Field } from "./field.ts";
import type { Graph } from "./graph.ts";
import { laneCount, laneOf, lanesAlong, type LengthOf } from "./lanes.ts";
import { readsOf } from "./reads.ts";

/** Of each node that an output reads: per lane 1 in the rows that need it. */
export type Liveness = ReadonlyMap<number, readonly Uint8Array[]>;

/**
 * Tells which rows of each node an output's value depends on.
 *
 * @param graph the graph
 * @param field the arithmetic of the evaluation
 * @param evaluator the evaluation
 * @param output the node that is wanted
 * @param rows the length of its columns
 * @param lengthOf the lengths of axes
 */
export function livenessOf<V>(
  graph: Graph,
  field: Field<V>,
  evaluator: Evaluator<V>,
  output: number,
  rows: number,
  lengthOf: LengthOf,
): Liveness {
  const { nodes } = graph;
  const live = new Map<number, readonly Uint8Array[]>();
  const lanesOf = (id: number): readonly Uint8Array[] => {
    const found = live.get(id) ?? Array.from(
      { length: laneCount(nodes[id].axes, lengthOf) },
      () => new Uint8Array(rows),
    );
    live.set(id, found);
    return found;
  };
  /** Needs what a node reads of one argument, where `takes` says so of a lane and row that are needed. */
  function need(id: number, place: number, takes: Takes): void {
    const arg = graph.argumentsOf(id)[place];
    if (!("axis" in nodes[id])) return needLanewise(id, arg, takes);
    const { groups, groupOf } = readsOf(graph, id, place, lengthOf);
    const masks = groups.map(() => new Uint8Array(rows));
    lanesOf(id).forEach((own, lane) => {
      const mask = masks[groupOf[lane]];
      for (let row = 0; row < rows; row++) if (own[row] === 1 && takes(lane, row)) mask[row] = 1;
    });
    const lanes = lanesOf(arg);
    groups.forEach((group, g) => {
      for (const lane of group) {
        for (let row = 0; row < rows; row++) if (masks[g][row] === 1) lanes[lane][row] = 1;
      }
    });
  }
  /** The same of an operation whose lanes read one lane of each argument. */
  function needLanewise(id: number, arg: number, takes: Takes): void {
    const along = lanesAlong(nodes[arg].axes, nodes[id].axes, lengthOf);
    const lanes = lanesOf(arg);
    lanesOf(id).forEach((own, lane) => {
      const mask = lanes[along[lane]];
      for (let row = 0; row < rows; row++) if (own[row] === 1 && takes(lane, row)) mask[row] = 1;
    });
  }

  const always: Takes = () => true;
  lanesOf(output).forEach((mask) => mask.fill(1));
  for (const id of graph.orderOf(output).toReversed()) {
    const node = nodes[id];
    if (node.op === "where") {
      const [condition] = node.args;
      const decisions = evaluator.decisionOf(condition);
      const own = lanesAlong(nodes[condition].axes, node.axes, lengthOf);
      const at = (lane: number, row: number) => {
        const decision = laneOf(decisions, own[lane]);
        return decision[decision.length === 1 ? 0 : row];
      };
      need(id, 0, always);
      need(id, 1, (lane, row) => at(lane, row) !== 0);
      need(id, 2, (lane, row) => at(lane, row) !== 1);
    } else if (node.op === "take") {
      needTaken(id, node.axis, node.args);
    } else {
      graph.argumentsOf(id).forEach((_, place) => need(id, place, always));
    }
  }
  return live;

  function needTaken(id: number, axis: string, [entries, label]: readonly [number, number]): void {
    need(id, 1, always);
    const labels = evaluator.valueOf(label);
    const own = lanesAlong(nodes[label].axes, nodes[id].axes, lengthOf);
    const from = lanesAlong(nodes[entries].axes, [...nodes[id].axes, axis], lengthOf);
    const length = lengthOf(axis);
    const lanes = lanesOf(entries);
    lanesOf(id).forEach((mask, lane) => {
      for (let entry = 0; entry < length; entry++) {
        const is = field.equal(laneOf(labels, own[lane]), field.constant(entry));
        const taken = lanes[from[lane * length + entry]];
        for (let row = 0; row < rows; row++) {
          if (mask[row] === 1 && is[is.length === 1 ? 0 : row] !== 0) taken[row] = 1;
        }
      }
    });
  }
}

/** Whether a lane of a node takes an argument in a row. */
type Takes = (lane: number, row: number) => boolean;
