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
  /** How many arguments it may take. */
  readonly arity: readonly number[];
  /** Adds it to a graph; absent where what it is depends on more than the values of its arguments. */
  readonly apply?: (graph: Graph, args: readonly number[]) => number;
}

type Op = Parameters<Graph["unary"]>[0];

/** A function of one argument that is one operation of the graph. */
function unary(name: string, says: string, op: Op, argument = "x"): FormulaFunction {
  return { usage: [`${name}(${argument})`], says, arity: [1], apply: (g, [a]) => g.unary(op, a) };
}

/** The least or the greatest: over the classes, or of two. */
function extreme(op: "min" | "max", over: Op, says: string): FormulaFunction {
  return {
    usage: [`${op}(x)`, `${op}(x, y)`],
    says: `The ${says} over the classes; the ${says} of two`,
    arity: [1, 2],
    apply: (g, [a, b]) => b === undefined ? g.unary(over, a) : g.add({ op, args: [a, b] }),
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
  sum: unary("sum", "The sum over the classes", "sum_over"),
  onehot: unary("onehot", "Per class: 1 for the label's, else 0", "onehot", "label"),
  onehot_argmax: unary(
    "onehot_argmax",
    "Per class: 1 for the first of the greatest, else 0",
    "argmax_onehot",
  ),
  take: {
    usage: ["take(x, label)"],
    says: "The entry of the label's class",
    arity: [2],
    apply: (g, [a, label]) => g.add({ op: "take", args: [a, label] }),
  },
  stop_gradient: unary(
    "stop_gradient",
    "x, which derivatives take for a constant",
    "stop_gradient",
  ),
  logsumexp: {
    usage: ["logsumexp(x)"],
    says: "log(sum(exp(x))), as m + log(sum(exp(x - m))) with m = max(x)",
    arity: [1],
    apply: (g, [a]) => logSumExp(g, a),
  },
  log_softmax: {
    usage: ["log_softmax(x)"],
    says: "Per class: (x - m) - log(sum(exp(x - m))) with m = max(x)",
    arity: [1],
    apply: (g, [a]) => {
      const shifted = g.minus(a, g.unary("stop_gradient", g.unary("max_over", a)));
      return g.minus(shifted, g.unary("log", g.unary("sum_over", g.unary("exp", shifted))));
    },
  },
  softmax: {
    usage: ["softmax(x)"],
    says: "Per class: e / sum(e) with e = exp(x - max(x))",
    arity: [1],
    apply: (g, [a]) => {
      const shifted = g.minus(a, g.unary("stop_gradient", g.unary("max_over", a)));
      const e = g.unary("exp", shifted);
      return g.over(e, g.unary("sum_over", e));
    },
  },
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

/** log Σ exp(x) as m + log Σ exp(x - m); its derivative does not depend on m = max x. */
function logSumExp(g: Graph, a: number): number {
  const m = g.unary("stop_gradient", g.unary("max_over", a));
  return g.plus(m, g.unary("log", g.unary("sum_over", g.unary("exp", g.minus(a, m)))));
}
