/**
 * Reverse-mode differentiation, graph to graph: a gradient is again a formula.
 *
 * @module
 */
import { argumentsOf, type Graph, type Node } from "./graph.ts";

/**
 * Add to a graph the derivatives of one node.
 *
 * At a kink (of abs, min, max, or a comparison that guards a branch) the derivative's condition is
 * undecided where both sides touch, so that its enclosure is the hull of both one-sided derivatives.
 *
 * @param graph receives the new nodes
 * @param output the node that is differentiated; a wide one stands for the sum over its classes
 * @param by the nodes by which; inputs or any intermediate ones
 * @param seed the node of the gradient from above (of the output's width, or one for all classes)
 * @returns per node of `by` the node of its derivative, undefined where the output does not depend on it
 */
export function differentiate(
  graph: Graph,
  output: number,
  by: readonly number[],
  seed: number,
): (number | undefined)[] {
  const adjoints = new Map<number, number>([[output, seed]]);
  const relevant = dependsOn(graph, output, new Set(by));
  for (let id = output; id >= 0; id--) {
    const adjoint = adjoints.get(id);
    if (adjoint === undefined || !relevant.has(id)) continue;
    contributions(graph, id, adjoint, (arg, contribution) => {
      if (!relevant.has(arg) || graph.nodes[arg].truth) return;
      const fitting = graph.nodes[contribution].wide && !graph.nodes[arg].wide
        ? graph.unary("sum_over", contribution)
        : contribution;
      const before = adjoints.get(arg);
      adjoints.set(arg, before === undefined ? fitting : graph.plus(before, fitting));
    });
  }
  return by.map((id) => adjoints.get(id));
}

/** The nodes on a path from any of `by` to the output, these included. */
function dependsOn(graph: Graph, output: number, by: ReadonlySet<number>): ReadonlySet<number> {
  const relevant = new Set<number>();
  for (let id = 0; id <= output; id++) {
    const node = graph.nodes[id];
    if (by.has(id)) relevant.add(id);
    else if (node.op !== "stop_gradient" && argumentsOf(node).some((arg) => relevant.has(arg))) {
      relevant.add(id);
    }
  }
  return relevant;
}

/** Hands to `give` what each argument of a node receives of the node's adjoint. */
function contributions(
  g: Graph,
  id: number,
  adjoint: number,
  give: (arg: number, contribution: number) => void,
): void {
  const node: Node = g.nodes[id];
  const zero = () => g.constant(0);
  const one = () => g.constant(1);
  switch (node.op) {
    case "neg":
      return give(node.args[0], g.unary("neg", adjoint));
    case "abs": {
      const sign = g.where(g.compare("below", zero(), node.args[0]), one(), g.constant(-1));
      return give(node.args[0], g.times(adjoint, sign));
    }
    case "square":
      return give(node.args[0], g.times(g.constant(2), adjoint, node.args[0]));
    case "sqrt":
      return give(node.args[0], g.over(g.times(g.constant(0.5), adjoint), id));
    case "exp":
      return give(node.args[0], g.times(adjoint, id));
    case "expm1":
      return give(node.args[0], g.times(adjoint, g.plus(id, one())));
    case "log":
      return give(node.args[0], g.over(adjoint, node.args[0]));
    case "log1p":
      return give(node.args[0], g.over(adjoint, g.plus(one(), node.args[0])));
    case "atan":
      return give(node.args[0], g.over(adjoint, g.plus(one(), g.unary("square", node.args[0]))));
    case "sigmoid":
      return give(node.args[0], g.times(adjoint, id, g.minus(one(), id)));
    case "softplus":
      return give(node.args[0], g.times(adjoint, g.unary("sigmoid", node.args[0])));
    case "add":
      give(node.args[0], adjoint);
      return give(node.args[1], adjoint);
    case "sub":
      give(node.args[0], adjoint);
      return give(node.args[1], g.unary("neg", adjoint));
    case "product":
      return node.factors.forEach(({ of, inverse }, i) => {
        if (g.nodes[of].op === "constant") return;
        const others = node.factors.reduce(
          (value, factor, j) =>
            i === j ? value : factor.inverse ? g.over(value, factor.of) : g.times(value, factor.of),
          adjoint,
        );
        give(of, inverse ? g.unary("neg", g.over(others, g.unary("square", of))) : others);
      });
    case "pow": {
      const [base, exponent] = node.args;
      const lower = g.add({ op: "pow", args: [base, g.minus(exponent, one())] });
      give(base, g.times(adjoint, exponent, lower));
      return give(exponent, g.times(adjoint, id, g.unary("log", base)));
    }
    case "min":
    case "max": {
      const [a, b] = node.args;
      const first = node.op === "max" ? g.compare("below", b, a) : g.compare("below", a, b);
      give(a, g.where(first, adjoint, zero()));
      return give(b, g.where(first, zero(), adjoint));
    }
    case "sum_over":
      return give(node.args[0], adjoint);
    case "max_over":
    case "min_over": {
      const [a] = node.args;
      const beaten = node.op === "max_over" ? g.compare("below", a, id) : g.compare("below", id, a);
      return give(a, g.where(beaten, zero(), adjoint));
    }
    case "take":
      return give(node.args[0], g.times(adjoint, g.unary("onehot", node.args[1])));
    case "where": {
      const [condition, a, b] = node.args;
      const kink = asKink(g, condition);
      give(a, g.where(kink, adjoint, zero()));
      return give(b, g.where(kink, zero(), adjoint));
    }
  }
}

/** A branch's condition as its derivative sees it: inequalities are undecided where they touch. */
function asKink(g: Graph, condition: number): number {
  const node = g.nodes[condition];
  switch (node.op) {
    case "less":
    case "less_equal":
      return g.compare("below", node.args[0], node.args[1]);
    case "not":
      return g.add({ op: "not", args: [asKink(g, node.args[0])] });
    case "and":
    case "or":
      return g.add({ op: node.op, args: [asKink(g, node.args[0]), asKink(g, node.args[1])] });
    default:
      return condition;
  }
}
