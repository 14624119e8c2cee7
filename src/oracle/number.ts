/**
 * Formulas in plain float64 numbers, for generating inputs and for conditions.
 *
 * @module
 */
import { buildFormula, type Meaning } from "./build.ts";
import { createGraph, type Graph } from "./graph.ts";
import type { EntryAxis } from "./entry_axis.ts";
import { arranged, lanesAlong, type LengthOf } from "./lanes.ts";
import type { Node } from "./node.ts";

/** Numbers along entry axes, row-major in the order that a spec counts entries in. */
export interface Entries {
  readonly axes: readonly string[];
  readonly values: readonly number[];
}

/** What the names of a formula stand for. */
export interface NumberScope {
  /** A number, or its entries; `null` = not given. */
  readonly names: Readonly<Record<string, number | Entries | null>>;
  /** The entry axes that the formula may use; none by default. */
  readonly axes?: readonly EntryAxis[];
  /** How long they are; the formula may use these as numbers. */
  readonly lengths?: Readonly<Record<string, number>>;
}

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

/** A node's numbers, one for each lane of its axes. */
function evaluateNode(
  node: Node,
  graph: Graph,
  values: readonly Lanes[],
  names: NumberScope["names"],
  lengthOf: LengthOf,
): Lanes {
  const along = (id: number, axes: readonly string[]): Lanes =>
    lanesAlong(graph.nodes[id].axes, axes, lengthOf).map((lane) => values[id][lane]);
  const own = (id: number) => along(id, node.axes);
  switch (node.op) {
    case "constant":
      return [node.value];
    case "input": {
      const given = names[node.name];
      return typeof given === "number" ? [given] : given?.values ?? [NaN];
    }
    case "product": {
      const parts = node.factors.map(({ of }) => own(of));
      return lanesAlong([], node.axes, lengthOf).map((_, i) =>
        node.factors.reduce((v, { inverse }, k) => inverse ? v / parts[k][i] : v * parts[k][i], 1)
      );
    }
    case "where": {
      const [c, a, b] = node.args.map(own);
      return c.map((holds, i) => holds ? a[i] : b[i]);
    }
    case "index":
      return lanesAlong([node.axis], node.axes, lengthOf);
    case "onehot": {
      const labels = own(node.args[0]);
      return lanesAlong([node.axis], node.axes, lengthOf).map((i, k) => Number(i === labels[k]));
    }
    case "argmax_onehot": {
      const others = node.axes.filter((axis) => axis !== node.axis);
      const groups = grouped(along(node.args[0], [...others, node.axis]), lengthOf(node.axis));
      const lanes = groups.flatMap((group) => {
        const first = group.indexOf(Math.max(...group));
        return group.map((_, i) => Number(i === first));
      });
      return [...arranged(lanes, [...others, node.axis], node.axes, lengthOf)];
    }
    case "stack": {
      const others = node.axes.filter((axis) => axis !== node.axis);
      const parts = node.args.map((arg) => along(arg, others));
      const lanes = parts[0].flatMap((_, i) => parts.map((part) => part[i]));
      return [...arranged(lanes, [...others, node.axis], node.axes, lengthOf)];
    }
    case "take": {
      const labels = own(node.args[1]);
      return entries(node.args[0], node.axis).map((group, i) => group[labels[i]] ?? NaN);
    }
    case "pick":
      return entries(node.args[0], node.axis).map((group) => group[node.index]);
    case "sum_over":
    case "max_over":
    case "min_over":
      return entries(node.args[0], node.axis).map(over[node.op]);
  }
  const args = node.args.map(own);
  if (node.op in unary) return args[0].map((x) => unary[node.op](x));
  return args[0].map((a, i) => binary[node.op](a, args[1][i]));

  function entries(id: number, axis: string): readonly Lanes[] {
    return grouped(along(id, [...node.axes, axis]), lengthOf(axis));
  }
}

/** A list in pieces of one length. */
function grouped(list: Lanes, length: number): readonly Lanes[] {
  return Array.from(
    { length: list.length / length },
    (_, i) => list.slice(i * length, (i + 1) * length),
  );
}

interface CompiledFormula {
  readonly graph: Graph;
  readonly output: number;
}

/** Graphs by formula and by what kind of thing its names are: the same few are asked for again. */
const known = new Map<string, CompiledFormula>();

function compiled({ names, axes = [] }: NumberScope, text: string): CompiledFormula {
  const kinds = Object.entries(names).map(([name, value]) =>
    `${name}${value === null ? "-" : typeof value === "number" ? "" : `[${value.axes}]`}`
  );
  const key = JSON.stringify([text, kinds, axes]);
  const found = known.get(key);
  if (found !== undefined) return found;
  const graph = createGraph(axes);
  const meanings = new Map<string, Meaning>(
    Object.entries(names).map(([name, value]) => [
      name,
      value === null
        ? { kind: "absent" }
        : { kind: "input", axes: typeof value === "number" ? [] : value.axes },
    ]),
  );
  const made = { graph, output: buildFormula(graph, text, meanings) };
  known.set(key, made);
  return made;
}

/**
 * Evaluate a formula whose value may have entries.
 *
 * @param text the formula
 * @param scope its names
 * @returns its value, with the axes that it has entries along
 * @throws {FormulaError} when the formula is not sound
 *
 * @example
 * ```ts
 * import { evaluateEntries } from "./number.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const x = { axes: ["C"], values: [1, 3, 2] };
 * const scope = { names: { x }, axes: [{ name: "C" }], lengths: { C: 3 } };
 * assertEquals(evaluateEntries("x - max(x)", scope).values, [-2, 0, -1]);
 * ```
 */
export function evaluateEntries(text: string, scope: NumberScope): Entries {
  const { lengths = {} } = scope;
  const names = { ...lengths, ...scope.names };
  const axes = scope.axes?.map((axis) => ({ ...axis, length: lengths[axis.name] }));
  const { graph, output } = compiled({ names, ...axes !== undefined && { axes } }, text);
  const values: Lanes[] = [];
  for (const node of graph.nodes) {
    values.push(evaluateNode(node, graph, values, names, (axis) => lengths[axis]));
  }
  return { axes: graph.nodes[output].axes, values: values[output] };
}

/**
 * Evaluate a formula in float64; a comparison gives 1 or 0.
 *
 * @param text the formula
 * @param scope its names
 * @returns its value
 * @throws {FormulaError} when the formula is not sound
 * @throws {RangeError} when it has several entries
 *
 * @example
 * ```ts
 * import { evaluateNumber } from "./number.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const names = { d: -3, beta: 1 };
 * const smoothL1 = "where(abs(d) < beta, 0.5 * d^2 / beta, abs(d) - 0.5 * beta)";
 * assertEquals(evaluateNumber(smoothL1, { names }), 2.5);
 * assertEquals(evaluateNumber("d < beta && beta > 0", { names }), 1);
 * ```
 */
export function evaluateNumber(text: string, scope: NumberScope): number {
  const { axes, values } = evaluateEntries(text, scope);
  if (values.length === 1) return values[0];
  throw new RangeError(`Cannot use "${text}": it has a value for each entry along ${axes.join()}`);
}
