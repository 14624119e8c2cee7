/**
 * Formulas in plain float64 numbers, for generating inputs and for conditions.
 *
 * @module
 */
import { buildFormula, type Meaning } from "./build.ts";
import { createGraph, type Graph } from "./graph.ts";
import type { Node } from "./node.ts";

/** A formula's name to its number, or to one number per class; `null` = not given. */
export type NumberScope = Readonly<Record<string, number | readonly number[] | null>>;

type Lanes = readonly number[];

const unary: Readonly<Record<string, (a: number) => number>> = {
  neg: (a) => -a,
  abs: Math.abs,
  square: (a) => a * a,
  sqrt: Math.sqrt,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  atan: Math.atan,
  sigmoid: (a) => 1 / (1 + Math.exp(-a)),
  softplus: (a) => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a))),
  stop_gradient: (a) => a,
  not: (a) => 1 - a,
};

const binary: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  pow: (a, b) => a ** b,
  min: Math.min,
  max: Math.max,
  less: (a, b) => Number(a < b),
  below: (a, b) => Number(a < b),
  less_equal: (a, b) => Number(a <= b),
  equal: (a, b) => Number(a === b),
  and: (a, b) => a * b,
  or: (a, b) => Math.max(a, b),
};

const over: Readonly<Record<string, (lanes: Lanes) => number>> = {
  sum_over: (lanes) => lanes.reduce((sum, x) => sum + x, 0),
  max_over: (lanes) => Math.max(...lanes),
  min_over: (lanes) => Math.min(...lanes),
};

function evaluateNode(node: Node, values: readonly Lanes[], scope: NumberScope): Lanes {
  switch (node.op) {
    case "constant":
      return [node.value];
    case "input": {
      const given = scope[node.name];
      return typeof given === "number" ? [given] : given ?? [NaN];
    }
    case "product":
      return spread(
        node.factors.map(({ of }) => values[of]),
        (parts) => parts.reduce((v, x, i) => node.factors[i].inverse ? v / x : v * x, 1),
      );
    case "where":
      return spread(node.args.map((a) => values[a]), ([c, a, b]) => c ? a : b);
    case "take":
      return [values[node.args[0]][values[node.args[1]][0]] ?? NaN];
    case "onehot":
    case "argmax_onehot": {
      const classes = scope.C;
      if (typeof classes !== "number") throw new RangeError("The number of classes C is not known");
      const lanes = values[node.args[0]];
      const at = node.op === "onehot" ? lanes[0] : lanes.indexOf(Math.max(...lanes));
      return Array.from({ length: classes }, (_, c) => Number(c === at));
    }
  }
  const args = node.args.map((a) => values[a]);
  if (node.op in over) return [over[node.op](args[0])];
  if (node.op in unary) return args[0].map((x) => unary[node.op](x));
  return spread(args, ([a, b]) => binary[node.op](a, b));
}

/** Applies an operation class by class; one number pairs with any class. */
function spread(parts: readonly Lanes[], f: (lane: number[]) => number): Lanes {
  const width = Math.max(...parts.map((p) => p.length));
  return Array.from(
    { length: width },
    (_, c) => f(parts.map((p) => p.length === 1 ? p[0] : p[c])),
  );
}

interface CompiledFormula {
  readonly graph: Graph;
  readonly output: number;
}

/** Graphs by formula and by what kind of thing its names are: the same few are asked for again. */
const known = new Map<string, CompiledFormula>();

function compiled(text: string, scope: NumberScope): CompiledFormula {
  const kinds = Object.entries(scope).map(([name, value]) =>
    `${name}${value === null ? "-" : typeof value === "number" ? "" : "*"}`
  );
  const key = `${kinds.join()} ${text}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const graph = createGraph();
  const meanings = new Map<string, Meaning>(
    Object.entries(scope).map(([name, value]) => [
      name,
      value === null ? { kind: "absent" } : { kind: "input", wide: typeof value !== "number" },
    ]),
  );
  const made = { graph, output: buildFormula(graph, text, meanings) };
  known.set(key, made);
  return made;
}

/**
 * Evaluate a formula whose value is one number per class, or one number.
 *
 * @param text the formula
 * @param scope its names; an array is one number per class, and `C` is the number of classes
 * @returns one number per class, or one
 * @throws {FormulaError} when the formula is not sound
 *
 * @example
 * ```ts
 * import { evaluateNumbers } from "./number.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(evaluateNumbers("x - max(x)", { x: [1, 3, 2], C: 3 }), [-2, 0, -1]);
 * ```
 */
export function evaluateNumbers(text: string, scope: NumberScope): readonly number[] {
  const { graph, output } = compiled(text, scope);
  const values: Lanes[] = [];
  for (const node of graph.nodes) values.push(evaluateNode(node, values, scope));
  return values[output];
}

/**
 * Evaluate a formula in float64; a comparison gives 1 or 0.
 *
 * @param text the formula
 * @param scope its names
 * @returns its value
 * @throws {FormulaError} when the formula is not sound
 * @throws {RangeError} when it has one value per class
 *
 * @example
 * ```ts
 * import { evaluateNumber } from "./number.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const smoothL1 = "where(abs(d) < beta, 0.5 * d^2 / beta, abs(d) - 0.5 * beta)";
 * assertEquals(evaluateNumber(smoothL1, { d: -3, beta: 1 }), 2.5);
 * assertEquals(evaluateNumber("d < beta && beta > 0", { d: -3, beta: 1 }), 1);
 * ```
 */
export function evaluateNumber(text: string, scope: NumberScope): number {
  const lanes = evaluateNumbers(text, scope);
  if (lanes.length !== 1) throw new RangeError(`Cannot use "${text}": it has a value per class`);
  return lanes[0];
}
