/**
 * Which operations of a formula can leave a format's range, at the rows that need them.
 *
 * @module
 */
import type { Enclosure } from "./enclosure.ts";
import type { Evaluation } from "./evaluate_call.ts";
import { type Evaluator, laneOf } from "./evaluate_graph.ts";
import type { Field, Mask } from "./field.ts";
import type { Graph } from "./graph.ts";
import { livenessOf } from "./liveness.ts";
import type { Node } from "./node.ts";
import type { Subject } from "./subject.ts";

/** A node's columns in a block, and what tells which of their rows are needed. */
type Visit = (node: number, size: (row: number) => number, live: Uint8Array, from: number) => void;

/** Hands to `visit` the magnitudes of every number that a node is made of, class by class. */
function visitParts<V>(
  { compiled, layout }: Subject,
  field: Field<V>,
  evaluation: Evaluation<V>,
  output: number,
  wanted: (node: Node) => boolean,
  visit: Visit,
): void {
  const { graph } = compiled;
  evaluation.eachBlock((evaluator, { from, to }) => {
    const rows = to - from;
    const live = livenessOf(graph, field, evaluator, output, rows, layout.classes);
    for (const id of graph.orderOf(output)) {
      const node = graph.nodes[id];
      if (node.comparison || !wanted(node)) continue;
      const sizes = sizesOf(graph, field, evaluator, id, rows);
      live.get(id)!.forEach((mask, lane) => visit(id, laneOf(sizes, lane), mask, from));
    }
  });
}

/** Per class or once for all: the largest magnitude that a row's number passes on its way. */
function sizesOf<V>(
  graph: Graph,
  field: Field<V>,
  evaluator: Evaluator<V>,
  id: number,
  rows: number,
): ((row: number) => number)[] {
  const node = graph.nodes[id];
  const largestIn = (column: V): (row: number) => number => {
    const { lo, hi }: Enclosure = field.bounds(column, rows);
    return (row) => Math.max(-lo[row], hi[row]);
  };
  const own = evaluator.valueOf(id).map(largestIn);
  if (node.op === "sum_over") {
    // Partial sums, in any order.
    const lanes = evaluator.valueOf(node.args[0]).map(largestIn);
    return [(row) => Math.max(own[0](row), lanes.reduce((sum, size) => sum + size(row), 0))];
  }
  if (node.op !== "product") return own;
  // Factors may come in any order, and those that divide may be multiplied first.
  const parts = [false, true].map((inverse) =>
    node.factors.filter((factor) => factor.inverse === inverse)
      .map(({ of }) => evaluator.valueOf(of).map(largestIn))
  );
  return own.map((size, lane) => (row) =>
    Math.max(
      size(row),
      ...parts.map((factors) =>
        factors.reduce((product, lanes) => product * Math.max(1, laneOf(lanes, lane)(row)), 1)
      ),
    )
  );
}

const isSum = ({ op }: Node): boolean => op === "add" || op === "sub" || op === "sum_over";

/**
 * The largest magnitudes of the sums and differences that a form's value is made of.
 *
 * @returns per row; 0 where the row does not count
 */
export function largestSums<V>(
  subject: Subject,
  field: Field<V>,
  evaluation: Evaluation<V>,
  ignored: Mask,
  form: number,
): Float64Array {
  const largest = new Float64Array(subject.layout.rows);
  const { node } = subject.compiled.value[form];
  visitParts(subject, field, evaluation, node, isSum, (_, size, live, from) => {
    live.forEach((is, row) => {
      if (is === 0 || ignored[from + row] === 1) return;
      largest[from + row] = Math.max(largest[from + row], size(row));
    });
  });
  return largest;
}

/**
 * The operations that can leave a range.
 *
 * @param output the node that is evaluated
 * @param threshold the least magnitude that is out of range
 * @returns per row the first such operation, -1 where there is none or the row does not count
 */
export function leavingNodes<V>(
  subject: Subject,
  field: Field<V>,
  evaluation: Evaluation<V>,
  ignored: Mask,
  output: number,
  threshold: number,
): Int32Array {
  const found = new Int32Array(subject.layout.rows).fill(-1);
  const rounds = ({ op }: Node): boolean => op !== "constant" && op !== "input";
  visitParts(subject, field, evaluation, output, rounds, (node, size, live, from) => {
    live.forEach((is, row) => {
      if (is === 0 || ignored[from + row] === 1 || found[from + row] >= 0) return;
      if (size(row) >= threshold) found[from + row] = node;
    });
  });
  return found;
}
