/**
 * Which rows a node is needed in: the branch that a decided `where` does not take is not.
 *
 * @module
 */
import { type Evaluator, laneOf } from "./evaluate_graph.ts";
import type { Field } from "./field.ts";
import type { Graph } from "./graph.ts";

/** Of each node that an output reads: per class, or once for all, 1 in the rows that need it. */
export type Liveness = ReadonlyMap<number, readonly Uint8Array[]>;

/**
 * Tells which rows of each node an output's value depends on.
 *
 * @param graph the graph
 * @param field the arithmetic of the evaluation
 * @param evaluator the evaluation
 * @param output the node that is wanted
 * @param rows the length of its columns
 * @param classes the number of classes, the width of wide nodes
 */
export function livenessOf<V>(
  graph: Graph,
  field: Field<V>,
  evaluator: Evaluator<V>,
  output: number,
  rows: number,
  classes: number,
): Liveness {
  const { nodes } = graph;
  const live = new Map<number, readonly Uint8Array[]>();
  const lanesOf = (id: number): readonly Uint8Array[] => {
    const found = live.get(id) ?? Array.from(
      { length: nodes[id].wide ? classes : 1 },
      () => new Uint8Array(rows),
    );
    live.set(id, found);
    return found;
  };
  /** Needs an argument where `needed` says so of a row, in one of its classes or (undefined) in all. */
  function need(arg: number, lane: number | undefined, needed: (row: number) => boolean): void {
    const lanes = lanesOf(arg);
    for (const mask of lane === undefined ? lanes : [laneOf(lanes, lane)]) {
      for (let row = 0; row < rows; row++) if (needed(row)) mask[row] = 1;
    }
  }
  lanesOf(output).forEach((mask) => mask.fill(1));
  for (const id of graph.orderOf(output).toReversed()) {
    const node = nodes[id];
    lanesOf(id).forEach((own, lane) => {
      /** A number of one row for all classes needs all of them. */
      const from = node.wide ? lane : undefined;
      if (node.op === "where") {
        const decision = laneOf(evaluator.decisionOf(node.args[0]), lane);
        const at = (row: number) => decision[decision.length === 1 ? 0 : row];
        need(node.args[0], from, (row) => own[row] === 1);
        need(node.args[1], from, (row) => own[row] === 1 && at(row) !== 0);
        need(node.args[2], from, (row) => own[row] === 1 && at(row) !== 1);
      } else if (node.op === "take") {
        const [label] = evaluator.valueOf(node.args[1]);
        for (let c = 0; c < classes; c++) {
          const is = field.equal(label, field.constant(c));
          need(node.args[0], c, (row) => own[row] === 1 && is[is.length === 1 ? 0 : row] !== 0);
        }
        need(node.args[1], undefined, (row) => own[row] === 1);
      } else {
        for (const arg of graph.argumentsOf(id)) need(arg, from, (row) => own[row] === 1);
      }
    });
  }
  return live;
}
