/**
 * The functions that formulas may call.
 *
 * @module
 */
import type { Graph } from "./graph.ts";

/** A function of formulas. */
export interface FormulaFunction {
  /** A call as it is written; several where it takes more or fewer arguments. */
  readonly usage: readonly string[];
  /** What it is, in a few words. */
  readonly says: string;
  /** How many arguments it may take, besides the axis that it works along. */
  readonly arity: readonly number[];
  /** Adds it to a graph; absent where what it is depends on more than the values of its arguments. */
  readonly apply?: (graph: Graph, args: readonly number[]) => number;
  /** Which of its arguments names an entry along its axis. */
  readonly label?: number;
  /** Adds it where it works along an axis. */
  readonly along?: (graph: Graph, args: readonly number[], axis: string) => number;
}

type Op = Parameters<Graph["unary"]>[0];
type Over = Parameters<Graph["along"]>[0];

/** A function of one argument that is one operation of the graph. */
function unary(name: string, says: string, op: Op, argument = "x"): FormulaFunction {
  return { usage: [`${name}(${argument})`], says, arity: [1], apply: (g, [a]) => g.unary(op, a) };
}

/** A function of the entries along an axis. */
function along(
  name: string,
  says: string,
  work: NonNullable<FormulaFunction["along"]>,
  argument = "x",
): FormulaFunction {
  return {
    usage: [`${name}(${argument})`, `${name}(${argument}, axis)`],
    says,
    arity: [argument.split(",").length],
    along: work,
  };
}

/** The least or the greatest: along an axis, or of two. */
function extreme(op: "min" | "max", over: Over, says: string): FormulaFunction {
  return {
    usage: [`${op}(x)`, `${op}(x, axis)`, `${op}(x, y)`],
    says: `The ${says} along an axis; the ${says} of two`,
    arity: [1, 2],
    apply: (g, [a, b]) => g.add({ op, args: [a, b] }),
    along: (g, [a], axis) => g.along(over, axis, a),
  };
}

/** The functions by their names. */
export const functions: Readonly<Record<string, FormulaFunction>> = {
  abs: unary("abs", "The magnitude", "abs"),
  sqrt: unary("sqrt", "The square root", "sqrt"),
  exp: unary("exp", "e^x", "exp"),
  expm1: unary("expm1", "e^x - 1, without cancelling", "expm1"),
  log: unary("log", "The natural logarithm", "log"),
  log1p: unary("log1p", "log(1 + x), without cancelling", "log1p"),
  atan: unary("atan", "The arc tangent", "atan"),
  sigmoid: unary("sigmoid", "1 / (1 + e^-x)", "sigmoid"),
  softplus: unary("softplus", "log(1 + e^x), which does not overflow", "softplus"),
  log_sigmoid: {
    usage: ["log_sigmoid(x)"],
    says: "log(sigmoid(x)), as -softplus(-x)",
    arity: [1],
    apply: (g, [a]) => g.unary("neg", g.unary("softplus", g.unary("neg", a))),
  },
  min: extreme("min", "min_over", "least"),
  max: extreme("max", "max_over", "greatest"),
  sum: along("sum", "The sum along an axis", (g, [a], axis) => g.along("sum_over", axis, a)),
  onehot: {
    ...along(
      "onehot",
      "Along an axis: 1 for the entry that the label names, else 0",
      (g, [label], axis) => g.add({ op: "onehot", axis, args: [label] }),
      "label",
    ),
    label: 0,
  },
  onehot_argmax: along(
    "onehot_argmax",
    "Along an axis: 1 for the first of the greatest, else 0",
    (g, [a], axis) => g.add({ op: "argmax_onehot", axis, args: [a] }),
  ),
  take: {
    ...along(
      "take",
      "The entry along an axis that the label names",
      (g, [a, label], axis) => g.add({ op: "take", axis, args: [a, label] }),
      "x, label",
    ),
    label: 1,
  },
  index: {
    usage: ["index()", "index(axis)"],
    says: "Along an axis: 0, 1, 2 …",
    arity: [0],
    along: (g, _, axis) => g.add({ op: "index", axis }),
  },
  stop_gradient: unary(
    "stop_gradient",
    "x, which derivatives take for a constant",
    "stop_gradient",
  ),
  logsumexp: along(
    "logsumexp",
    "log(sum(exp(x))), as m + log(sum(exp(x - m))) with m = max(x)",
    (g, [a], axis) => logSumExp(g, a, axis),
  ),
  log_softmax: along(
    "log_softmax",
    "Along an axis: (x - m) - log(sum(exp(x - m))) with m = max(x)",
    (g, [a], axis) => {
      const shifted = g.minus(a, greatest(g, a, axis));
      return g.minus(shifted, g.unary("log", g.along("sum_over", axis, g.unary("exp", shifted))));
    },
  ),
  softmax: along(
    "softmax",
    "Along an axis: e / sum(e) with e = exp(x - max(x))",
    (g, [a], axis) => {
      const e = g.unary("exp", g.minus(a, greatest(g, a, axis)));
      return g.over(e, g.along("sum_over", axis, e));
    },
  ),
  where: {
    usage: ["where(condition, x, y)"],
    says: "x where the condition holds, else y, whatever the other one is",
    arity: [3],
  },
  given: {
    usage: ["given(name)"],
    says: "Whether an input or a parameter is given: only as the condition of a where",
    arity: [1],
  },
};

/** m = max x, by which nothing is differentiated: what subtracts it adds it again. */
function greatest(g: Graph, a: number, axis: string): number {
  return g.unary("stop_gradient", g.along("max_over", axis, a));
}

/** log Σ exp(x) as m + log Σ exp(x - m); its derivative does not depend on m = max x. */
function logSumExp(g: Graph, a: number, axis: string): number {
  const m = greatest(g, a, axis);
  return g.plus(m, g.unary("log", g.along("sum_over", axis, g.unary("exp", g.minus(a, m)))));
}
