/**
 * Reverse-mode differentiation, graph to graph: a gradient is again a formula.
 *
 * @module
 */
import type { Graph } from "./graph.ts";
import { mostBranchings } from "./limits.ts";
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
  const relevant = dependentsIn(graph, by);
  const branchings = branchingsOf(graph, output, relevant);
  const known = new Map<string, (number | undefined)[]>();

  /** The derivatives of a node, each computed once. */
  function derivatives(of: number, above: number): (number | undefined)[] {
    const key = `${of} ${above}`;
    const found = known.get(key) ?? derive(of, above);
    known.set(key, found);
    return found;
  }

  /** What the derivatives of a node visit: the nodes that it depends on, but for branches. */
  function visited(of: number): number[] {
    const nodes = new Set<number>([of]);
    for (const id of nodes) {
      if (!relevant.has(id) || isWhole(id)) continue;
      for (const arg of graph.argumentsOf(id)) if (relevant.has(arg)) nodes.add(arg);
    }
    return [...nodes].sort((a, b) => b - a);
  }

  /** Whether whole derivatives of a node's branches are chosen between. */
  const isWhole = (id: number) => (branchings.get(id) ?? Infinity) <= mostBranchings;

  function derive(of: number, above: number): (number | undefined)[] {
    const arriving = graph.sumTo(graph.nodes[of].axes, [], above);
    const adjoints = new Map<number, number[]>([[of, [arriving]]]);
    const branched = new Map<number, number[]>();
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
    for (const id of visited(of)) {
      const parts = adjoints.get(id);
      if (parts === undefined || !relevant.has(id)) continue;
      const adjoint = graph.sumOf(parts);
      const branches = branchesOf(graph, id, relevant);
      if (branches !== undefined) {
        const zero = graph.constant(0);
        const { axes } = graph.nodes[id];
        const { condition } = branches;
        const [a, b] = branches.of;
        /** A branch that lacks axes counts in every entry along them. */
        const into = (branch: number, own: number) =>
          graph.sumTo(graph.nodes[branch].axes, axes, own);
        const passed = () =>
          [
            [a, into(a, graph.where(condition, adjoint, zero))],
            [b, into(b, graph.where(condition, zero, adjoint))],
          ] as const;
        if (!isWhole(id)) {
          for (const [branch, own] of passed()) {
            if (relevant.has(branch)) give(adjoints, branch, own);
          }
          continue;
        }
        if (graph.nodes[condition].axes.length > 0) {
          const parts = passed().map(([branch, own]) => derivatives(branch, own));
          for (const part of parts) {
            part.forEach((d, k) => d === undefined ? undefined : give(branched, by[k], d));
          }
          continue;
        }
        // Whole derivatives are chosen between, not adjoints: a hull of 0 and each branch's own would
        // add up to more than the hull of the branches.
        const [yes, no] = branches.of.map((branch) => derivatives(branch, into(branch, adjoint)));
        by.forEach((leaf, i) => {
          const [a, b] = [yes[i], no[i]];
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

  return derivatives(output, seed);
}

/**
 * How many derivatives it takes to choose between those of a node's branches, of each node that chooses: each
 * branch is differentiated anew for all that chooses within, which doubles from one to the next.
 */
function branchingsOf(
  graph: Graph,
  output: number,
  relevant: ReadonlySet<number>,
): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  const countOf = (from: number): number => {
    let count = 1;
    const seen = new Set<number>([from]);
    for (const id of seen) {
      if (!relevant.has(id)) continue;
      const own = counts.get(id);
      if (own !== undefined) count += own;
      else graph.argumentsOf(id).forEach((arg) => seen.add(arg));
      if (count > mostBranchings) return Infinity;
    }
    return count;
  };
  for (const id of graph.orderOf(output)) {
    const { op } = graph.nodes[id];
    if (!relevant.has(id) || (op !== "where" && op !== "max" && op !== "min")) continue;
    const branches = op === "where" ? graph.argumentsOf(id).slice(1) : graph.argumentsOf(id);
    counts.set(id, branches.reduce((sum, branch) => sum + countOf(branch), 0));
  }
  return counts;
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

/** By graph and by what derivatives are by: the nodes that depend on that, as far as the graph went. */
const dependents = new WeakMap<Graph, Map<string, { from: number; readonly nodes: Set<number> }>>();

/** All nodes of a graph that depend on any of some nodes, these included. */
function dependentsIn(graph: Graph, by: readonly number[]): ReadonlySet<number> {
  const known = dependents.get(graph) ?? new Map<string, { from: number; nodes: Set<number> }>();
  dependents.set(graph, known);
  const key = by.join();
  const found = known.get(key) ?? { from: 0, nodes: new Set<number>() };
  known.set(key, found);
  addDependents(graph, found.nodes, found.from, graph.nodes.length, new Set(by), false);
  found.from = graph.nodes.length;
  return found.nodes;
}

/** The nodes on a path from any of `by` to the output, these included; `through` stop_gradient, too. */
export function dependsOn(
  graph: Graph,
  output: number,
  by: ReadonlySet<number>,
  through = false,
): ReadonlySet<number> {
  const relevant = new Set<number>();
  addDependents(graph, relevant, 0, output + 1, by, through);
  return relevant;
}

function addDependents(
  graph: Graph,
  relevant: Set<number>,
  from: number,
  to: number,
  by: ReadonlySet<number>,
  through: boolean,
): void {
  for (let id = from; id < to; id++) {
    const node = graph.nodes[id];
    if (by.has(id)) relevant.add(id);
    else if (
      (through || node.op !== "stop_gradient") && argumentsOf(node).some((arg) => relevant.has(arg))
    ) {
      relevant.add(id);
    }
  }
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
      return give(node.args[0], twice(g, g.times(adjoint, node.args[0])));
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
        const others = g.product([
          { of: adjoint, inverse: false },
          ...node.factors.filter((_, j) => j !== i),
        ]);
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
 * Twice a number. A half that it has as a factor is left in place, and it is added to itself: so are the slopes of
 * `0.5 * d * d` by each of its `d`, which may underflow where d itself does not.
 */
function twice(g: Graph, a: number): number {
  const node = g.nodes[a];
  const isLess = node.op === "product" && node.factors.some(({ of }) => {
    const factor = g.nodes[of];
    return factor.op === "constant" && Math.abs(factor.value) < 1;
  });
  return isLess ? g.plus(a, a) : g.times(g.constant(2), a);
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
  known = new Map<number, number>(),
): number {
  if (!relevant.has(condition)) return condition;
  const found = known.get(condition);
  if (found !== undefined) return found;
  const node = g.nodes[condition];
  const recur = (inner: number) => asKink(g, inner, atom, relevant, known);
  let made = condition;
  if (node.op === "less" || node.op === "less_equal") {
    made = g.below(node.args[0], node.args[1], atom);
  } else if (node.op === "not") {
    made = g.add({ op: "not", args: [recur(node.args[0])] });
  } else if (node.op === "and" || node.op === "or") {
    const [a, b] = node.args;
    made = g.add({ op: node.op, args: [recur(a), recur(b)] });
  }
  known.set(condition, made);
  return made;
}
