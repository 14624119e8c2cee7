/**
 * Graphs compared: nodes that compute the same have the same number, in whatever graph they stand.
 *
 * @module
 */
import { argumentsOf, type Graph, type Node } from "../../src/oracle/internal.ts";

const numbers = new Map<string, number>();

/**
 * Numbers the nodes of a graph by what they compute.
 *
 * @param graph any graph
 * @returns a number for each node
 */
export function canonical(graph: Graph): readonly number[] {
  const found: number[] = [];
  for (const node of graph.nodes) {
    const key = describe(node, found);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    found.push(number);
  }
  return found;
}

function describe(node: Node, numbered: readonly number[]): string {
  if (node.op === "constant") return `constant ${Object.is(node.value, -0) ? "-0" : node.value}`;
  if (node.op === "input") return `input ${node.name} ${node.axes}`;
  if (node.op !== "product") {
    const args = argumentsOf(node).map((arg) => numbered[arg]);
    const where = "axis" in node ? ` ${node.axis} ${"index" in node ? node.index : ""}` : "";
    return `${node.op}${where} ${args}`;
  }
  const factors = node.factors.map(({ of, inverse }) => `${inverse ? "/" : "*"}${numbered[of]}`);
  return `product ${factors.toSorted()}`;
}

/** Whether every node reads what it can: conditions where it needs one, numbers elsewhere. */
export function isSound(graph: Graph, outputs: readonly number[]): boolean {
  const seen = new Set<number>();
  const check = (id: number, asComparison: boolean): boolean => {
    const node = graph.nodes[id];
    if (node.comparison !== asComparison) return false;
    if (seen.has(id)) return true;
    seen.add(id);
    return argumentsOf(node).every((arg, i) =>
      check(arg, ["and", "or", "not"].includes(node.op) || node.op === "where" && i === 0)
    );
  };
  return outputs.every((output) => check(output, false));
}
