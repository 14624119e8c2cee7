/**
 * Syntax tree to graph: names are looked up, functions applied, absent inputs folded away.
 *
 * @module
 */
import type { CallExpression, Expression } from "acorn";
import { didYouMean } from "../spec/internal.ts";
import type { Graph } from "./graph.ts";
import { FormulaError, parseFormula } from "./parse.ts";

/** What a name in a formula stands for; `text` is a named part, `absent` an input not given. */
export type Meaning =
  | { readonly kind: "input"; readonly wide: boolean }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "node"; readonly node: number }
  /** Not given; `value` is what its absence stands for. */
  | { readonly kind: "absent"; readonly value?: number };

/** The names that a formula may use. */
export type Scope = ReadonlyMap<string, Meaning>;

type Apply = (graph: Graph, args: readonly number[]) => number;

const functions: Readonly<Record<string, { readonly arity: readonly number[]; apply: Apply }>> = {
  abs: { arity: [1], apply: (g, [a]) => g.unary("abs", a) },
  sqrt: { arity: [1], apply: (g, [a]) => g.unary("sqrt", a) },
  exp: { arity: [1], apply: (g, [a]) => g.unary("exp", a) },
  expm1: { arity: [1], apply: (g, [a]) => g.unary("expm1", a) },
  log: { arity: [1], apply: (g, [a]) => g.unary("log", a) },
  log1p: { arity: [1], apply: (g, [a]) => g.unary("log1p", a) },
  atan: { arity: [1], apply: (g, [a]) => g.unary("atan", a) },
  sigmoid: { arity: [1], apply: (g, [a]) => g.unary("sigmoid", a) },
  softplus: { arity: [1], apply: (g, [a]) => g.unary("softplus", a) },
  log_sigmoid: {
    arity: [1],
    apply: (g, [a]) => g.unary("neg", g.unary("softplus", g.unary("neg", a))),
  },
  min: {
    arity: [1, 2],
    apply: (g, [a, b]) =>
      b === undefined ? g.unary("min_over", a) : g.add({ op: "min", args: [a, b] }),
  },
  max: {
    arity: [1, 2],
    apply: (g, [a, b]) =>
      b === undefined ? g.unary("max_over", a) : g.add({ op: "max", args: [a, b] }),
  },
  sum: { arity: [1], apply: (g, [a]) => g.unary("sum_over", a) },
  onehot: { arity: [1], apply: (g, [label]) => g.unary("onehot", label) },
  onehot_argmax: { arity: [1], apply: (g, [a]) => g.unary("argmax_onehot", a) },
  take: { arity: [2], apply: (g, [a, label]) => g.add({ op: "take", args: [a, label] }) },
  stop_gradient: { arity: [1], apply: (g, [a]) => g.unary("stop_gradient", a) },
  logsumexp: { arity: [1], apply: (g, [a]) => logSumExp(g, a) },
  log_softmax: {
    arity: [1],
    apply: (g, [a]) => {
      const shifted = g.minus(a, g.unary("stop_gradient", g.unary("max_over", a)));
      return g.minus(shifted, g.unary("log", g.unary("sum_over", g.unary("exp", shifted))));
    },
  },
  softmax: {
    arity: [1],
    apply: (g, [a]) => {
      const shifted = g.minus(a, g.unary("stop_gradient", g.unary("max_over", a)));
      const e = g.unary("exp", shifted);
      return g.over(e, g.unary("sum_over", e));
    },
  },
};

/** log Σ exp(x) as m + log Σ exp(x - m); its derivative does not depend on m = max x. */
function logSumExp(g: Graph, a: number): number {
  const m = g.unary("stop_gradient", g.unary("max_over", a));
  return g.plus(m, g.unary("log", g.unary("sum_over", g.unary("exp", g.minus(a, m)))));
}

/** Names of the functions that formulas may call. */
const functionNames: readonly string[] = [...Object.keys(functions), "where", "given"];

const constants: Readonly<Record<string, number>> = { pi: Math.PI };

/**
 * Add a formula to a graph.
 *
 * @param graph receives the nodes
 * @param text the formula
 * @param scope what its names stand for
 * @returns the node of its value
 * @throws {FormulaError} for a syntax error, an unknown name, a wrong number of arguments, or the
 * use of an absent input outside `given`
 */
export function buildFormula(graph: Graph, text: string, scope: Scope): number {
  return build(graph, parseFormula(text), text, scope, new Set());
}

function build(
  graph: Graph,
  tree: Expression,
  text: string,
  scope: Scope,
  open: ReadonlySet<string>,
): number {
  const fail = (problem: string, at: { readonly start: number } = tree): never => {
    throw new FormulaError(problem, text, at.start);
  };
  const recur = (inner: Expression): number => build(graph, inner, text, scope, open);
  const source = text.slice(tree.start, tree.end);

  switch (tree.type) {
    case "ParenthesizedExpression":
      return recur(tree.expression);
    case "Literal":
      if (typeof tree.value === "number") return graph.constant(tree.value);
      return fail(`Cannot use ${tree.raw ?? "this literal"}: a formula has numbers only`);
    case "Identifier":
      return resolve(tree.name);
    case "UnaryExpression": {
      const a = () => recur(tree.argument);
      if (tree.operator === "-") return graph.unary("neg", a());
      if (tree.operator === "+") return a();
      if (tree.operator === "!") return graph.add({ op: "not", args: [a()] });
      return fail(`Cannot use the operator "${tree.operator}"`);
    }
    case "LogicalExpression": {
      if (tree.operator === "??") return fail('Cannot use the operator "??"');
      const op = tree.operator === "&&" ? "and" : "or";
      return graph.add({ op, args: [recur(tree.left), recur(tree.right)] });
    }
    case "BinaryExpression": {
      if (tree.left.type === "PrivateIdentifier") return fail("Cannot use a private name");
      return named(binary(tree.operator, recur(tree.left), recur(tree.right)));
    }
    case "CallExpression":
      return named(call(tree));
    default:
      return fail("Cannot use this in a formula: arithmetic, comparisons and functions only");
  }

  /** Remembers the text of a node for reports. */
  function named(id: number): number {
    const node = graph.nodes[id];
    if (node.text === undefined && source.length <= 60) Object.assign(node, { text: source });
    return id;
  }

  function resolve(name: string): number {
    const meaning = scope.get(name);
    if (meaning === undefined) {
      if (Object.hasOwn(constants, name)) return graph.constant(constants[name]);
      return fail(
        `Unknown name "${name}"${didYouMean(name, [...scope.keys(), ...functionNames])}`,
      );
    }
    switch (meaning.kind) {
      case "input":
        return graph.input(name, meaning.wide);
      case "number":
        return graph.constant(meaning.value);
      case "node":
        return meaning.node;
      case "absent":
        if (meaning.value !== undefined) return graph.constant(meaning.value);
        return fail(`"${name}" may be absent: guard it with where(given(${name}), …, …)`);
      case "text": {
        if (open.has(name)) return fail(`"${name}" is defined by itself`);
        const inner = parseFormula(meaning.text);
        return build(graph, inner, meaning.text, scope, new Set([...open, name]));
      }
    }
  }

  function binary(operator: string, a: number, b: number): number {
    switch (operator) {
      case "+":
        return graph.plus(a, b);
      case "-":
        return graph.minus(a, b);
      case "*":
        return graph.times(a, b);
      case "/":
        return graph.over(a, b);
      case "**":
      case "^": {
        const exponent = graph.nodes[b];
        if (exponent.op === "constant" && exponent.value === 2) return graph.unary("square", a);
        return graph.add({ op: "pow", args: [a, b] });
      }
      case "<":
        return graph.compare("less", a, b);
      case ">":
        return graph.compare("less", b, a);
      case "<=":
        return graph.compare("less_equal", a, b);
      case ">=":
        return graph.compare("less_equal", b, a);
      case "==":
      case "===":
        return graph.compare("equal", a, b);
      case "!=":
      case "!==":
        return graph.add({ op: "not", args: [graph.compare("equal", a, b)] });
      default:
        return fail(`Cannot use the operator "${operator}"`);
    }
  }

  function call(tree: CallExpression): number {
    if (tree.callee.type !== "Identifier") return fail("Cannot call this", tree.callee);
    const { name } = tree.callee;
    const args = tree.arguments.map((arg) =>
      arg.type === "SpreadElement" ? fail("Cannot spread arguments", arg) : arg
    );
    const arity = name === "where" ? [3] : name === "given" ? [1] : functions[name]?.arity;
    if (arity === undefined) {
      return fail(`Unknown function "${name}"${didYouMean(name, functionNames)}`, tree.callee);
    }
    if (!arity.includes(args.length)) {
      const wanted = `${arity.join(" or ")} argument${arity.at(-1) === 1 ? "" : "s"}`;
      return fail(`"${name}" takes ${wanted}, got ${args.length}`);
    }
    if (name === "given") return fail('"given" may only be the condition of a where', tree);
    if (name !== "where") return functions[name].apply(graph, args.map(recur));
    const decided = givenness(args[0]);
    if (decided !== undefined) return recur(args[decided ? 1 : 2]);
    return graph.where(recur(args[0]), recur(args[1]), recur(args[2]));
  }

  /** The value of the condition `given(name)`, known when the graph is built. */
  function givenness(condition: Expression): boolean | undefined {
    if (condition.type !== "CallExpression" || condition.callee.type !== "Identifier") return;
    if (condition.callee.name !== "given") return;
    const [arg] = condition.arguments;
    if (condition.arguments.length !== 1 || arg.type !== "Identifier") {
      return fail('"given" takes the name of one input or parameter', condition);
    }
    const meaning = scope.get(arg.name);
    if (meaning === undefined) return fail(`Unknown name "${arg.name}"`, arg);
    return meaning.kind !== "absent";
  }
}
