/**
 * A node's graph laid out for one element: every number that its value is made of, in the order of evaluation.
 *
 * @module
 */
import type { Decision } from "./field.ts";
import type { Evaluator } from "./evaluate_graph.ts";
import type { Graph } from "./graph.ts";
import type { Column } from "./interval_column.ts";
import { arranged, groupsOf, laneOf, type LengthOf, stacked } from "./lanes.ts";
import type { Node } from "./node.ts";

/** One number of an evaluation: a node's at one entry. */
export interface Slot {
  readonly node: Node;
  /** What honest evaluations can give, a number for each record. */
  readonly honest: Column;
  /** Of a leaf: where its truth lies. */
  readonly truth?: Column;
  /** The slots that it reads. */
  readonly args: readonly number[];
  /** Of a `where`: which of its two arguments it is. */
  readonly decision?: Decision;
  /** Of a `take`: which of its arguments it is. */
  readonly label?: Column;
}

/** All slots that a node's value needs, each after those that it reads. */
export interface Tape {
  readonly slots: readonly Slot[];
  /** The slots of the node itself, one or one for each entry. */
  readonly outputs: readonly number[];
}

/**
 * Lays out what a node's value is made of.
 *
 * @param graph the graph
 * @param output the node
 * @param honest the graph's honest evaluation
 * @param exact its exact evaluation
 * @param lengthOf the lengths of axes
 * @param limit undefined is returned where there are more slots
 */
export function tapeOf(
  graph: Graph,
  output: number,
  honest: Evaluator<Column>,
  exact: Evaluator<Column>,
  lengthOf: LengthOf,
  limit: number,
): Tape | undefined {
  const slots: Slot[] = [];
  const known = new Map<number, readonly number[]>();
  const along = (id: number, axes: readonly string[]): readonly number[] =>
    arranged(known.get(id)!, graph.nodes[id].axes, axes, lengthOf);

  function add(id: number, wire: (lane: number) => Omit<Slot, "node" | "honest">): void {
    const node = graph.nodes[id];
    const made = honest.valueOf(id).map((column, lane) =>
      slots.push({ node, honest: column, ...wire(lane) }) - 1
    );
    known.set(id, made);
  }

  /** The slots of the entries along an axis, for each lane of other axes; once, where they are all the same. */
  function entriesOf(id: number, others: readonly string[], axis: string) {
    return groupsOf(along(id, [...others, axis]), lengthOf(axis));
  }

  for (const id of graph.orderOf(output)) {
    const node = graph.nodes[id];
    if (node.comparison) continue;
    switch (node.op) {
      case "constant":
      case "input":
      case "index":
      case "onehot":
      case "argmax_onehot": {
        const truths = exact.valueOf(id);
        add(id, (lane) => ({ args: [], truth: laneOf(truths, lane) }));
        break;
      }
      case "stop_gradient":
        known.set(id, known.get(node.args[0])!);
        break;
      case "pick": {
        const entries = entriesOf(node.args[0], node.axes, node.axis);
        known.set(id, honest.valueOf(id).map((_, lane) => laneOf(entries, lane)[node.index]));
        break;
      }
      case "stack": {
        const others = node.axes.filter((axis) => axis !== node.axis);
        const parts = node.args.map((arg) => along(arg, others));
        known.set(id, stacked(parts, others, node, lengthOf));
        break;
      }
      case "sum_over":
      case "max_over":
      case "min_over": {
        const entries = entriesOf(node.args[0], node.axes, node.axis);
        add(id, (lane) => ({ args: laneOf(entries, lane) }));
        break;
      }
      case "take": {
        const entries = entriesOf(node.args[0], node.axes, node.axis);
        const labels = arranged(
          honest.valueOf(node.args[1]),
          graph.nodes[node.args[1]].axes,
          node.axes,
          lengthOf,
        );
        add(id, (lane) => ({ args: laneOf(entries, lane), label: laneOf(labels, lane) }));
        break;
      }
      case "where": {
        const [condition, ...sides] = node.args;
        const decisions = arranged(
          honest.decisionOf(condition),
          graph.nodes[condition].axes,
          node.axes,
          lengthOf,
        );
        const lanes = sides.map((side) => along(side, node.axes));
        add(id, (lane) => ({
          args: lanes.map((side) => laneOf(side, lane)),
          decision: laneOf(decisions, lane),
        }));
        break;
      }
      default: {
        const lanes = graph.argumentsOf(id).map((arg) => along(arg, node.axes));
        add(id, (lane) => ({ args: lanes.map((arg) => laneOf(arg, lane)) }));
      }
    }
    if (slots.length > limit) return undefined;
  }
  return { slots, outputs: known.get(output)! };
}
