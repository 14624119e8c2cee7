/**
 * Which operations of a formula can leave a format's range, at the rows that need them.
 *
 * @module
 */
import { formats } from "../tensor/mod.ts";
import type { Enclosure, Leaving } from "./enclosure.ts";
import type { Form } from "./compile.ts";
import type { Evaluation } from "./evaluate_call.ts";
import type { Evaluator } from "./evaluate_graph.ts";
import type { Field, Mask } from "./field.ts";
import type { Graph } from "./graph.ts";
import { arranged, laneOf, type LengthOf } from "./lanes.ts";
import { lengthAlong } from "./layout.ts";
import { livenessOf } from "./liveness.ts";
import type { Node } from "./node.ts";
import { polesOf } from "./poles.ts";
import { printNode } from "./print.ts";
import { readsOf } from "./reads.ts";
import type { Subject } from "./subject.ts";

/** A node's numbers of one lane in a block. */
interface Part<V> {
  readonly evaluator: Evaluator<V>;
  readonly lane: number;
  /** The largest magnitude on the way to a row's number. */
  readonly size: (row: number) => number;
  /** The rows that need it. */
  readonly live: Uint8Array;
  /** The block's first row. */
  readonly from: number;
}

/** Hands to `visit` the magnitudes of every number that a node is made of, lane by lane. */
function visitParts<V>(
  { compiled, layout }: Subject,
  field: Field<V>,
  evaluation: Evaluation<V>,
  output: number,
  wanted: (node: Node) => boolean,
  visit: (node: number, part: Part<V>) => void,
): void {
  const { graph } = compiled;
  evaluation.eachBlock((evaluator, { from, to }) => {
    const rows = to - from;
    const live = livenessOf(graph, field, evaluator, output, rows, lengthAlong(layout));
    for (const id of graph.orderOf(output)) {
      const node = graph.nodes[id];
      if (node.comparison || !wanted(node)) continue;
      const sizes = sizesOf(graph, field, evaluator, id, rows, lengthAlong(layout));
      live.get(id)!.forEach((mask, lane) =>
        visit(id, { evaluator, lane, size: laneOf(sizes, lane), live: mask, from })
      );
    }
  });
}

/** Per lane or once for all: the largest magnitude that a row's number passes on its way. */
function sizesOf<V>(
  graph: Graph,
  field: Field<V>,
  evaluator: Evaluator<V>,
  id: number,
  rows: number,
  lengthOf: LengthOf,
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
    const { groups, groupOf } = readsOf(graph, id, 0, lengthOf);
    return groupOf.map((group, lane) => (row) =>
      Math.max(
        laneOf(own, lane)(row),
        groups[group].reduce((sum, entry) => sum + laneOf(lanes, entry)(row), 0),
      )
    );
  }
  if (node.op === "sum_of") {
    const parts = node.args.map((arg) =>
      arranged(evaluator.valueOf(arg), graph.nodes[arg].axes, node.axes, lengthOf).map(largestIn)
    );
    return own.map((size, lane) => (row) =>
      Math.max(size(row), parts.reduce((sum, lanes) => sum + laneOf(lanes, lane)(row), 0))
    );
  }
  if (node.op !== "product") return own;
  // Factors may come in any order, and those that divide may be multiplied first.
  const parts = [false, true].map((inverse) =>
    node.factors.filter((factor) => factor.inverse === inverse)
      .map(({ of }) =>
        arranged(evaluator.valueOf(of), graph.nodes[of].axes, node.axes, lengthOf).map(largestIn)
      )
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

const sums: ReadonlySet<string> = new Set(["add", "sub", "sum_of", "sum_over"]);
const isSum = ({ op }: Node): boolean => sums.has(op);

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
  visitParts(subject, field, evaluation, node, isSum, (_, { size, live, from }) => {
    live.forEach((is, row) => {
      if (is === 0 || ignored[from + row] === 1) return;
      largest[from + row] = Math.max(largest[from + row], size(row));
    });
  });
  return largest;
}

const kinds = ["overflow", "underflow", "pole"] as const;

/** Per way to leave a range, and row: the first operation that can, or -1. */
type LeavingNodes = Readonly<Record<Leaving["kind"], Int32Array>>;

/**
 * What can leave the format's range in a call.
 *
 * @param subject the call
 * @param field the arithmetic of the format
 * @param evaluation the call in it
 * @param skipped the rows that do not count
 * @returns of some forms and rows the first operation that can, overflow before all else
 */
export function leavingIn<V>(
  subject: Subject,
  field: Field<V>,
  evaluation: Evaluation<V>,
  skipped: Mask,
): (forms: readonly Form[], rows: readonly number[]) => Leaving | undefined {
  const { graph } = subject.compiled;
  const known = new Map<number, LeavingNodes>();
  const leavingOf = (node: number): LeavingNodes => {
    const found = known.get(node) ?? leavingNodes(subject, field, evaluation, skipped, node);
    known.set(node, found);
    return found;
  };
  return (forms, rows) => {
    for (const kind of kinds) {
      for (const { name: form, node } of forms) {
        const leaving = leavingOf(node)[kind];
        const row = rows.find((row) => leaving[row] >= 0);
        if (row === undefined) continue;
        return { form, operation: printNode(graph, leaving[row]), kind };
      }
    }
    return undefined;
  };
}

/**
 * The operations that can leave the format's range by themselves, not since one that they read has.
 *
 * @param output the node that is evaluated
 * @returns rows that do not count have none
 */
function leavingNodes<V>(
  subject: Subject,
  field: Field<V>,
  evaluation: Evaluation<V>,
  ignored: Mask,
  output: number,
): LeavingNodes {
  const { graph } = subject.compiled;
  const { dtype } = subject.call;
  const { overflowThreshold } = formats[dtype];
  const lengthOf = lengthAlong(subject.layout);
  const none = () => new Int32Array(subject.layout.rows).fill(-1);
  const found = { overflow: none(), underflow: none(), pole: none() };
  /** By node and lane, the rows of the block under way that have left. */
  const left = new Map<number, Uint8Array[]>();
  const isCounted = ({ op }: Node): boolean => op !== "constant" && op !== "input";
  visitParts(subject, field, evaluation, output, isCounted, (node, part) => {
    const { size, live, from, lane, evaluator } = part;
    const own = new Uint8Array(live.length);
    const lanes = lane === 0 ? [] : left.get(node)!;
    left.set(node, [...lanes, own]);
    let poles: ((row: number) => Leaving["kind"] | undefined) | undefined;
    live.forEach((is, row) => {
      if (is === 0 || ignored[from + row] === 1 || !(size(row) >= overflowThreshold)) return;
      own[row] = 1;
      const isInherited = graph.argumentsOf(node).some((arg, place) => {
        const before = left.get(arg);
        if (before === undefined) return false;
        const { groups, groupOf } = readsOf(graph, node, place, lengthOf);
        return groups[groupOf[lane]].some((entry) => laneOf(before, entry)[row] === 1);
      });
      if (isInherited) return;
      poles ??= polesOf(graph, field, evaluator, node, lane, live.length, dtype, lengthOf);
      const kind = poles(row) ?? "overflow";
      if (found[kind][from + row] < 0) found[kind][from + row] = node;
    });
  });
  return found;
}
