/**
 * Which operations of a formula may have no value: what its text tells, before any number is known.
 *
 * @module
 */
import { DIVISOR } from "./compile.ts";
import type { Graph } from "./graph.ts";
import { argumentsOf } from "./node.ts";

/** The least argument for which a function has a value. */
export const domains: Readonly<Record<string, number>> = { log: 0, sqrt: 0, log1p: -1 };

/** What infinities may meet in. */
export const sums: ReadonlySet<string> = new Set(["add", "sub", "sum_of", "sum_over"]);

/** By graph and output, since every call asks. */
const suspects = new WeakMap<Graph, Map<number, readonly number[]>>();

/**
 * The operations that a node's value needs and that may have no value of their own, as far as their kinds
 * tell.
 */
export function suspectsOf(graph: Graph, output: number): readonly number[] {
  const found = suspects.get(graph)?.get(output);
  if (found !== undefined) return found;
  const known = suspects.get(graph) ?? new Map<number, readonly number[]>();
  suspects.set(graph, known);
  const constant = (id: number): number | undefined => {
    const node = graph.nodes[id];
    return node.op === "constant" ? node.value : undefined;
  };
  const made = [...graph.orderOf(output)].filter((id) => {
    const node = graph.nodes[id];
    if (node.op === "pow") {
      return !Number.isInteger(constant(node.args[1])) && !isNonnegative(graph, node.args[0]);
    }
    if (sums.has(node.op)) {
      const infinite = argumentsOf(node).filter((arg) => mayBeInfinite(graph, arg));
      return infinite.length > (node.op === "sum_over" ? 0 : 1);
    }
    if (node.op !== "product") {
      return node.op in domains && !isNonnegative(graph, argumentsOf(node)[0]);
    }
    const hasPole = node.factors.some(({ of, inverse }) =>
      inverse ? constant(of) === undefined && !isDivisor(graph, of) : graph.nodes[of].op === "pow"
    );
    return hasPole && node.factors.some(({ inverse }) => !inverse);
  });
  known.set(output, made);
  return made;
}

/** By graph: of each node whether it may be infinite, as far as its operations tell. */
const infinite = new WeakMap<Graph, boolean[]>();

function mayBeInfinite(graph: Graph, id: number): boolean {
  const known = infinite.get(graph) ?? [];
  infinite.set(graph, known);
  for (let next = known.length; next <= id; next++) {
    const node = graph.nodes[next];
    known.push(
      node.op === "log" || node.op === "pow" ||
        (node.op === "product"
          ? node.factors.some(({ of, inverse }) =>
            inverse ? graph.nodes[of].op !== "constant" && !isDivisor(graph, of) : known[of]
          )
          : !stopping.has(node.op) && argumentsOf(node).some((arg) => known[arg])),
    );
  }
  return known[id];
}

/**
 * Operations that hand no infinity on: what is finite whatever it reads, and a choice, of which one side often
 * stands in for an infinity.
 */
export const stopping: ReadonlySet<string> = new Set([
  "atan",
  "sigmoid",
  "less",
  "less_equal",
  "equal",
  "below",
  "onehot",
  "argmax_onehot",
  "and",
  "or",
  "not",
  "where",
]);

/** What a reduction divides by: where that is 0, all is left open. */
function isDivisor(graph: Graph, id: number): boolean {
  const node = graph.nodes[id];
  return node.op === "input" && node.name === DIVISOR;
}

/** By graph: of each node whether it is 0 or more by what it is made of. */
const signs = new WeakMap<Graph, boolean[]>();

/** Whether a node is 0 or more by what it is made of. */
export function isNonnegative(graph: Graph, id: number): boolean {
  const known = signs.get(graph) ?? [];
  signs.set(graph, known);
  // A node's arguments have smaller numbers than its own.
  for (let next = known.length; next <= id; next++) known.push(isNonnegativeBy(graph, next, known));
  return known[id];
}

/** The same, where it is known of the nodes before. */
function isNonnegativeBy(graph: Graph, id: number, known: readonly boolean[]): boolean {
  const node = graph.nodes[id];
  const all = (ids: readonly number[]) => ids.every((arg) => known[arg]);
  switch (node.op) {
    case "constant":
      return node.value >= 0;
    case "exp":
    case "abs":
    case "square":
    case "sqrt":
    case "sigmoid":
    case "softplus":
    case "onehot":
    case "argmax_onehot":
      return true;
    case "max":
      return node.args.some((arg) => known[arg]);
    case "add":
    case "min":
    case "sum_of":
    case "sum_over":
    case "max_over":
    case "min_over":
    case "stop_gradient":
      return all(node.args);
    case "product":
      return all(node.factors.map(({ of }) => of));
    case "where":
      return all(node.args.slice(1));
    default:
      return false;
  }
}

/** Whether a node may have no value anywhere, as far as its operations tell. */
export function mayLackValue(graph: Graph, output: number): boolean {
  return suspectsOf(graph, output).length > 0;
}
