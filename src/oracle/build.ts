/**
 * Syntax tree to graph: names are looked up, functions applied, absent inputs folded away.
 *
 * @module
 */
import type { CallExpression, Expression, MemberExpression } from "acorn";
import { classAxis, didYouMean } from "../spec/internal.ts";
import { functions } from "./functions.ts";
import type { Graph } from "./graph.ts";
import { mostLevels } from "./limits.ts";
import { FormulaError, parseFormula } from "./parse.ts";

/**
 * What a name in a formula stands for; `text` is a named part, which sees the names of its own scope and is
 * built once; `absent` is an input not given.
 */
export type Meaning =
  | { readonly kind: "input"; readonly axes: readonly string[] }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly text: string; readonly scope: Scope }
  | { readonly kind: "node"; readonly node: number }
  /** Not given; `value` is what its absence stands for. */
  | { readonly kind: "absent"; readonly value?: number };

/** The names that a formula may use. */
export type Scope = Pick<ReadonlyMap<string, Meaning>, "get" | "keys">;

/** The named parts that a graph has: their nodes, `open` where one is being built. */
const parts = new WeakMap<Graph, Map<Meaning, number | "open">>();

function partsOf(graph: Graph): Map<Meaning, number | "open"> {
  const found = parts.get(graph) ?? new Map<Meaning, number | "open">();
  parts.set(graph, found);
  return found;
}

/** Names of the functions that formulas may call. */
const functionNames: readonly string[] = Object.keys(functions);

const constants: Readonly<Record<string, number>> = { pi: Math.PI };

/**
 * Add a formula to a graph.
 *
 * @param graph receives the nodes
 * @param text the formula
 * @param scope what its names stand for
 * @returns the node of its value
 * @throws {FormulaError} for a syntax error, an unknown name, a wrong number of arguments, too many levels,
 * or the use of an absent input outside `given`
 * @throws {RangeError} when the graph gets too big
 */
export function buildFormula(graph: Graph, text: string, scope: Scope): number {
  return build(graph, parseFormula(text), text, scope, 0);
}

function build(
  graph: Graph,
  tree: Expression,
  text: string,
  scope: Scope,
  level: number,
): number {
  const fail = (problem: string, at: { readonly start: number } = tree): never => {
    throw new FormulaError(problem, text, at.start);
  };
  const recur = (inner: Expression): number => build(graph, inner, text, scope, level + 1);
  const source = text.slice(tree.start, tree.end);
  const axisNames = graph.axes.map((axis) => axis.name);
  if (level > mostLevels) {
    fail(`Cannot use the formula: with its parts it is more than ${mostLevels} operations deep`);
  }

  switch (tree.type) {
    case "ParenthesizedExpression":
      return recur(tree.expression);
    case "Literal":
      if (typeof tree.value === "number") {
        const isLost = tree.value === 0 && /[1-9]/.test(source.split(/e/i)[0]);
        if (isLost || tree.value === Infinity) {
          return fail(
            `Cannot use ${source}: it is ${isLost ? "below" : "beyond"} what float64 has`,
          );
        }
        return graph.constant(tree.value);
      }
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
    case "MemberExpression":
      return named(component(tree));
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
        return graph.input(name, meaning.axes);
      case "number":
        return graph.constant(meaning.value);
      case "node":
        return meaning.node;
      case "absent":
        if (meaning.value !== undefined) return graph.constant(meaning.value);
        return fail(`"${name}" may be absent: guard it with where(given(${name}), …, …)`);
      case "text":
        return part(name, meaning);
    }
  }

  function part(name: string, meaning: Meaning & { readonly kind: "text" }): number {
    const known = partsOf(graph);
    const found = known.get(meaning);
    if (found === "open") return fail(`"${name}" is defined by itself`);
    if (found !== undefined) return found;
    known.set(meaning, "open");
    try {
      const inner = parseFormula(meaning.text);
      const made = build(graph, inner, meaning.text, meaning.scope, level + 1);
      known.set(meaning, made);
      return made;
    } finally {
      if (known.get(meaning) === "open") known.delete(meaning);
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
    if (!Object.hasOwn(functions, name)) {
      return fail(`Unknown function "${name}"${didYouMean(name, functionNames)}`, tree.callee);
    }
    const { arity, apply, label, along } = functions[name];
    if (along !== undefined) {
      const last = args.at(-1);
      if (
        args.length === arity[0] + 1 && !arity.includes(args.length) &&
        last?.type === "Identifier" &&
        !axisNames.includes(last.name)
      ) {
        return fail(`Unknown axis "${last.name}"${didYouMean(last.name, axisNames)}`, last);
      }
      const { axis, rest } = axisOf(name, args, arity[0]);
      if (axis !== undefined) {
        if (graph.axes.find(({ name }) => name === axis)?.isUnbound) {
          return fail(`No input of such a call has the axis "${axis}"`, tree);
        }
        const operands = rest.map(recur);
        if (label !== undefined) requireEntry(operands[label], axis, rest[label]);
        return along(graph, operands, axis);
      }
    }
    if (!arity.includes(args.length)) {
      const wanted = `${arity.join(" or ")} argument${arity.at(-1) === 1 ? "" : "s"}`;
      return fail(`"${name}" takes ${wanted}, got ${args.length}`);
    }
    if (name === "given") return fail('"given" may only be the condition of a where', tree);
    if (apply !== undefined) return apply(graph, args.map(recur));
    const decided = givenness(args[0]);
    if (decided !== undefined) return recur(args[decided ? 1 : 2]);
    return graph.where(recur(args[0]), recur(args[1]), recur(args[2]));
  }

  /** A number in a label's place names an entry that every call has. */
  function requireEntry(label: number, axis: string, at: Expression): void {
    const node = graph.nodes[label];
    if (node.op !== "constant") return;
    const { length } = graph.axes.find(({ name }) => name === axis)!;
    if (Number.isInteger(node.value) && node.value >= 0 && node.value < (length ?? 1)) return;
    fail(
      length === undefined
        ? `There is no entry ${node.value} along "${axis}" in every call: say in "axes" how long it is`
        : `There is no entry ${node.value} along "${axis}", which has ${length}`,
      at,
    );
  }

  /** One named entry: `pred.x1`. */
  function component(tree: MemberExpression): number {
    const { object, property } = tree;
    if (tree.computed || object.type === "Super" || property.type !== "Identifier") {
      return fail("Cannot use this in a formula: an entry is picked by its name, as in pred.x1");
    }
    const entries = recur(object);
    const own = graph.axes.filter(({ name }) => graph.nodes[entries].axes.includes(name));
    const names = own.flatMap(({ components = [] }) => components);
    const axis = own.find(({ components }) => components?.includes(property.name));
    if (axis === undefined) {
      const known = names.length === 0
        ? ": it has no axis whose entries have names"
        : didYouMean(property.name, names);
      return fail(`Unknown entry "${property.name}"${known}`, property);
    }
    return graph.pick(axis.name, axis.components!.indexOf(property.name), entries);
  }

  /**
   * The axis that a function works along: its last argument, where that is the name of one; the
   * classes, or the only axis there is, where it has as many arguments as it needs without one.
   */
  function axisOf(
    name: string,
    args: readonly Expression[],
    least: number,
  ): { readonly axis: string | undefined; readonly rest: readonly Expression[] } {
    const names = axisNames;
    const last = args.at(-1);
    if (args.length === least + 1 && last?.type === "Identifier" && names.includes(last.name)) {
      return { axis: last.name, rest: args.slice(0, -1) };
    }
    if (args.length !== least) return { axis: undefined, rest: args };
    if (names.length === 0) return fail(`There is no axis that "${name}" could work along`);
    const axis = names.includes(classAxis) ? classAxis : names[0];
    if (names.length > 1 && axis !== classAxis) {
      const choices = names.map((axis) => `"${axis}"`).join(" or ");
      return fail(`Say which axis "${name}" works along, ${choices}: it is the last argument`);
    }
    return { axis, rest: args };
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
