/**
 * Reverse-mode differentiation, graph to graph: a gradient is again a formula.
 *
 * @module
 */
import type { Graph } from "./graph.ts";
import { argumentsOf, type Node } from "./node.ts";

/**
 * Add to a graph the derivatives of one node.
 *
 * At a kink (of abs, min, max, or a comparison that guards a branch) the derivative's condition is
 * undecided where both sides touch, so that its enclosure is the hull of both one-sided derivatives
 * (evaluate_call.ts takes the same side wherever the same kink shows). A comparison that depends on
 * none of `by` has no kink: its side is the one that it is on.
 *
 * @param graph receives the new nodes
 * @param output the node that is differentiated; one with axes stands for the sum over its entries
 * @param by the nodes by which; inputs or any intermediate ones
 * @param seed the node of the gradient from above (along axes that the output lacks, their sum arrives)
 * @returns per node of `by` the node of its derivative, undefined where the output does not depend on it
 */
export function differentiate(
  graph: Graph,
  output: number,
  by: readonly number[],
  seed: number,
): (number | undefined)[] {
  const arriving = graph.sumTo(graph.nodes[output].axes, [], seed);
  const adjoints = new Map<number, number[]>([[output, [arriving]]]);
  const branched = new Map<number, number[]>();
  const relevant = dependsOn(graph, output, new Set(by));
  /** Adds what comes from a node with such axes: an argument without them is read once for each entry. */
  const give = (
    to: Map<number, number[]>,
    arg: number,
    contribution: number,
    axes: readonly string[] = [],
  ): void => {
    const fitting = graph.sumTo(graph.nodes[arg].axes, axes, contribution);
    const before = to.get(arg);
    if (before === undefined) to.set(arg, [fitting]);
    else before.push(fitting);
  };
  for (let id = output; id >= 0; id--) {
    const parts = adjoints.get(id);
    if (parts === undefined || !relevant.has(id)) continue;
    const adjoint = graph.sumOf(parts);
    const branches = branchesOf(graph, id, relevant);
    if (branches !== undefined) {
      const zero = graph.constant(0);
      const { axes } = graph.nodes[id];
      const { condition } = branches;
      /** A branch that lacks axes counts in every entry along them. */
      const into = (branch: number, own: number) =>
        graph.sumTo(graph.nodes[branch].axes, axes, own);
      if (graph.nodes[condition].axes.length > 0) {
        const [a, b] = branches.of;
        const parts = [
          differentiate(graph, a, by, into(a, graph.where(condition, adjoint, zero))),
          differentiate(graph, b, by, into(b, graph.where(condition, zero, adjoint))),
        ];
        for (const part of parts) {
          part.forEach((d, k) => d === undefined ? undefined : give(branched, by[k], d));
        }
        continue;
      }
      // Whole derivatives are chosen between, not adjoints: a hull of 0 and each branch's own would
      // add up to more than the hull of the branches.
      const [yes, no] = branches.of.map((branch) =>
        differentiate(graph, branch, by, into(branch, adjoint))
      );
      by.forEach((leaf, i) => {
        const a = yes[i];
        const b = no[i];
        if (a === undefined && b === undefined) return;
        give(branched, leaf, graph.where(condition, a ?? zero, b ?? zero));
      });
      continue;
    }
    const node = graph.nodes[id];
    const read = node.op === "sum_over" ? [...node.axes, node.axis] : node.axes;
    contributions(graph, id, adjoint, (arg, contribution) => {
      if (relevant.has(arg) && !graph.nodes[arg].comparison) {
        give(adjoints, arg, contribution, read);
      }
    });
  }
  return by.map((id) => {
    const parts = [...adjoints.get(id) ?? [], ...branched.get(id) ?? []];
    return parts.length === 0 ? undefined : graph.sumOf(parts);
  });
}

/** The two alternatives of a node that chooses, and the condition of its derivative's choice. */
function branchesOf(
  g: Graph,
  id: number,
  relevant: ReadonlySet<number>,
): { readonly condition: number; readonly of: readonly [number, number] } | undefined {
  const node = g.nodes[id];
  switch (node.op) {
    case "where":
      return {
        condition: asKink(g, node.args[0], id, relevant),
        of: [node.args[1], node.args[2]],
      };
    case "max":
      return { condition: g.below(node.args[1], node.args[0], id), of: node.args };
    case "min":
      return { condition: g.below(node.args[0], node.args[1], id), of: node.args };
    default:
      return undefined;
  }
}

/** The nodes on a path from any of `by` to the output, these included; `through` stop_gradient, too. */
export function dependsOn(
  graph: Graph,
  output: number,
  by: ReadonlySet<number>,
  through = false,
): ReadonlySet<number> {
  const relevant = new Set<number>();
  for (let id = 0; id <= output; id++) {
    const node = graph.nodes[id];
    if (by.has(id)) relevant.add(id);
    else if (
      (through || node.op !== "stop_gradient") && argumentsOf(node).some((arg) => relevant.has(arg))
    ) {
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
      const sign = g.where(g.below(zero(), node.args[0], id), one(), g.constant(-1));
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
    case "either":
      return give(node.args[0], adjoint);
    case "sum_of":
      return node.args.forEach((term) => give(term, adjoint));
    case "sum_over":
      return give(node.args[0], adjoint);
    case "max_over":
    case "min_over": {
      const [a] = node.args;
      const beaten = node.op === "max_over" ? g.below(a, id, id) : g.below(id, a, id);
      return give(a, g.where(beaten, zero(), adjoint));
    }
    // Reached where it stops nothing.
    case "stop_gradient":
      return give(node.args[0], adjoint);
    case "take": {
      const [entries, label] = node.args;
      const chosen = g.add({ op: "onehot", axis: node.axis, args: [label] });
      return give(entries, g.times(adjoint, chosen));
    }
    case "pick": {
      const { axis, index, args: [entries] } = node;
      const { length } = g.axes.find(({ name }) => name === axis)!;
      const parts = Array.from({ length: length! }, (_, i) => i === index ? adjoint : zero());
      return give(entries, g.stack(axis, parts));
    }
    case "stack":
      return node.args.forEach((entry, i) => give(entry, g.pick(node.axis, i, adjoint)));
  }
}

/**
 * A branch's condition as the derivative of the branching node, `atom`, sees it: inequalities are
 * undecided where they touch, unless what the derivative is by does not move them.
 */
function asKink(
  g: Graph,
  condition: number,
  atom: number,
  relevant: ReadonlySet<number>,
): number {
  if (!relevant.has(condition)) return condition;
  const node = g.nodes[condition];
  switch (node.op) {
    case "less":
    case "less_equal":
      return g.below(node.args[0], node.args[1], atom);
    case "not":
      return g.add({ op: "not", args: [asKink(g, node.args[0], atom, relevant)] });
    case "and":
    case "or": {
      const [a, b] = node.args;
      return g.add({
        op: node.op,
        args: [asKink(g, a, atom, relevant), asKink(g, b, atom, relevant)],
      });
    }
    default:
      return condition;
  }
}
