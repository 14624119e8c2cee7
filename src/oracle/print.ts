/**
 * A node of a graph as formula text, for reports.
 *
 * @module
 */
import type { Graph } from "./graph.ts";

const infix: Readonly<Record<string, string>> = {
  add: "+",
  sub: "-",
  pow: "^",
  less: "<",
  below: "<",
  less_equal: "<=",
  equal: "==",
  and: "&&",
  or: "||",
};

const calls: Readonly<Record<string, string>> = {
  sum_over: "sum",
  max_over: "max",
  min_over: "min",
  argmax_onehot: "onehot_argmax",
};

/**
 * A node as text; what is nested deeper than `depth` is elided.
 *
 * @param graph the graph
 * @param id the node
 * @param depth levels of operations to write out
 * @returns formula text, or the text that the node was written as
 */
export function printNode(graph: Graph, id: number, depth = 3): string {
  const node = graph.nodes[id];
  if (node.text !== undefined) return node.text;
  if (node.op === "constant") return String(node.value);
  if (node.op === "input") return node.name;
  if (depth === 0) return "…";
  const inner = (arg: number): string => {
    const text = printNode(graph, arg, depth - 1);
    return /^[\w.…]+$|^[\w]+\([^()]*\)$/.test(text) ? text : `(${text})`;
  };
  if (node.op === "product") {
    const parts = node.factors.map(({ of, inverse }, i) =>
      (i === 0 ? (inverse ? "1 / " : "") : inverse ? " / " : " * ") + inner(of)
    );
    return parts.join("");
  }
  const signed = signedArgument(graph, id);
  if (signed !== undefined) return `sign(${printNode(graph, signed, depth - 1)})`;
  if (node.op === "neg") return `-${inner(node.args[0])}`;
  if (node.op === "not") return `!${inner(node.args[0])}`;
  if (node.op === "square") return `${inner(node.args[0])}^2`;
  if (node.op === "index") return `index(${node.axis})`;
  if (node.op === "pick") return `${inner(node.args[0])}.${nameOf(graph, node.axis, node.index)}`;
  if (node.op === "either") return printNode(graph, node.args[0], depth);
  if (node.op === "sum_of") return node.args.map(inner).join(" + ");
  if (node.op in infix) return node.args.map(inner).join(` ${infix[node.op]} `);
  const shown = node.op === "sigmoid" || node.op === "softplus" ? node.args.slice(0, 1) : node.args;
  const args = shown.map((arg) => printNode(graph, arg, depth - 1));
  return `${calls[node.op] ?? node.op}(${args.join(", ")})`;
}

/** What an entry along an axis is called. */
function nameOf(graph: Graph, axis: string, index: number): string {
  return graph.axes.find(({ name }) => name === axis)?.components?.[index] ?? `${axis}[${index}]`;
}

/** x, where a node is the derivative of |x|: where(0 < x, 1, -1). */
function signedArgument(graph: Graph, id: number): number | undefined {
  const node = graph.nodes[id];
  if (node.op !== "where") return undefined;
  const [condition, yes, no] = node.args.map((arg) => graph.nodes[arg]);
  if (condition.op !== "below" || yes.op !== "constant" || no.op !== "constant") return undefined;
  const zero = graph.nodes[condition.args[0]];
  const isSign = yes.value === 1 && no.value === -1 && zero.op === "constant" && zero.value === 0;
  return isSign ? condition.args[1] : undefined;
}
