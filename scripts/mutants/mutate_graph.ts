/**
 * A derivative's graph with one mistake in it.
 *
 * A gradient that a spec does not write out has no text; its graph is what people write by hand.
 *
 * @module
 */
import {
  argumentsOf,
  type Compiled,
  type Graph,
  type Node,
  type Operation,
  printNode,
} from "../../src/oracle/internal.ts";
import { canonical } from "./canonical.ts";

/** A change of one node of a gradient. */
export interface NodeSlip {
  /** What was written instead of what. */
  readonly what: string;
  /** The graphs of the same loss with that change. */
  readonly apply: (compiled: Compiled) => Compiled;
}

/**
 * Every way to get one operation of a gradient wrong: an operator or comparison for another, a factor
 * or summand left out, a number changed, a branch taken for the other.
 *
 * @param compiled the loss
 * @param input the gradient by which input
 * @returns changes; where a call has no such node, they change nothing
 */
export function slipsInGradient(compiled: Compiled, input: string): readonly NodeSlip[] {
  const { graph } = compiled;
  const [{ node: output }] = compiled.gradients[input];
  const numbers = canonical(graph);
  return within(graph, output).flatMap((id) =>
    replacements(graph.nodes[id]).map((operation, k) => ({
      what: `${printNode(graph, id)} → ${printed(graph, id, operation)}`,
      apply: (other: Compiled) => {
        const there = canonical(other.graph).indexOf(numbers[id]);
        if (there < 0) return other;
        const [fitting] = replacements(other.graph.nodes[there]).slice(k);
        return { ...other, graph: replaced(other.graph, there, fitting) };
      },
    }))
  );
}

/** The nodes that an output is made of. */
function within(graph: Graph, output: number): readonly number[] {
  const found = new Set<number>();
  const visit = (id: number): void => {
    if (found.has(id)) return;
    found.add(id);
    argumentsOf(graph.nodes[id]).forEach(visit);
  };
  visit(output);
  return [...found].toSorted((a, b) => a - b);
}

function replaced(graph: Graph, id: number, operation: Operation): Graph {
  const { axes, comparison } = graph.nodes[id];
  return { ...graph, nodes: graph.nodes.with(id, { ...operation, axes, comparison }) };
}

function printed(graph: Graph, id: number, operation: Operation): string {
  return operation.op === "stop_gradient"
    ? printNode(graph, operation.args[0])
    : printNode(replaced(graph, id, operation), id);
}

/** The node is no more than one of its arguments: as it is, for nothing is differentiated again. */
function only(arg: number): Operation {
  return { op: "stop_gradient", args: [arg] };
}

function replacements(node: Node): readonly Operation[] {
  switch (node.op) {
    case "constant":
      return [{ op: "constant", value: node.value + 1 }, { op: "constant", value: -node.value }]
        .filter(({ value }) => value !== node.value) as Operation[];
    case "add":
    case "sub":
      return [{ op: node.op === "add" ? "sub" : "add", args: node.args }, ...node.args.map(only)];
    case "less":
    case "less_equal":
      return [{ op: node.op, args: [node.args[1], node.args[0]] }];
    case "below":
      return [{ op: node.op, atom: node.atom, args: [node.args[1], node.args[0]] }];
    case "where": {
      const [condition, yes, no] = node.args;
      return [only(yes), only(no), { op: "where", args: [condition, no, yes] }];
    }
    case "product":
      return node.factors.flatMap((factor, i): Operation[] => [
        { op: "product", factors: node.factors.with(i, { ...factor, inverse: !factor.inverse }) },
        ...node.factors.length < 2
          ? []
          : [{ op: "product" as const, factors: node.factors.toSpliced(i, 1) }],
      ]);
    case "abs":
    case "neg":
    case "square":
      return [only(node.args[0])];
    default:
      return [];
  }
}
