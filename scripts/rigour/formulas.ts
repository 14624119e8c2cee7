/**
 * Random formulas and inputs for the long proofs.
 *
 * @module
 */
import {
  classes as classAxis,
  createGraph,
  differentiate,
  type Graph,
  type Unary,
} from "../../src/oracle/internal.ts";
import { type FloatDType, formats, roundTo } from "../../src/tensor/mod.ts";
import type { Random } from "./random.ts";

/** Entries of a wide node. */
export const classes = 3;

/** A formula: its graph, and the nodes whose values are numbers. */
export interface Formula {
  readonly graph: Graph;
  readonly numbers: readonly number[];
  readonly inputs: readonly { readonly name: string; readonly axes: readonly string[] }[];
}

/** A value for every input, per entry and element. */
export type Inputs = ReadonlyMap<string, readonly Float64Array[]>;

const unary: readonly (Unary | "sigmoid" | "softplus")[] = [
  "abs",
  "neg",
  "square",
  "sqrt",
  "exp",
  "expm1",
  "log",
  "log1p",
  "atan",
  "sigmoid",
  "softplus",
];

const exponents = [1, 2, 3, 4, 0.5, 1.5, 2.5, -1, -2, -0.5];
const constants = [0, 1, -1, 2, 0.5, -0.25, 3, 0.1, -0.7, 80, 1e-6, 1e6];

/**
 * A random formula of some operations on four inputs, two of which have an entry per class; a third
 * of the formulas come with their derivatives by the inputs.
 *
 * @param random where its choices come from
 * @param size how many operations
 * @returns the formula
 */
export function randomFormula(random: Random, size: number): Formula {
  const graph = createGraph([classAxis]);
  const inputs = [
    { name: "a", axes: [] },
    { name: "b", axes: [] },
    { name: "x", axes: ["C"] },
    { name: "y", axes: ["C"] },
  ];
  const leaves = inputs.map(({ name, axes }) => graph.input(name, axes));
  const numbers = [...leaves];
  // Latest first half of the time, so that formulas grow deep as well as broad.
  const any = () => random.chance(0.5) ? numbers[numbers.length - 1] : random.pick(numbers);
  const keep = (id: number) => {
    if (!numbers.includes(id)) numbers.push(id);
  };
  const isDifferentiated = random.chance(1 / 3);
  // A derivative's exponent is computed, and a computed one has no power of negative numbers.
  const base = () => isDifferentiated ? graph.unary("abs", any()) : any();
  for (let i = 0; i < size; i++) keep(operation(graph, random, any, base));
  if (isDifferentiated) {
    differentiate(graph, numbers[numbers.length - 1], leaves, graph.constant(1));
  }
  const all = graph.nodes.flatMap((node, id) => node.comparison ? [] : [id]);
  return { graph, numbers: all, inputs };
}

function operation(
  graph: Graph,
  random: Random,
  any: () => number,
  base: () => number,
): number {
  switch (random.below(14)) {
    case 0:
    case 1:
      return graph.plus(any(), any());
    case 2:
    case 3:
      return graph.minus(any(), any());
    case 4:
      return graph.times(any(), any());
    case 5:
      return graph.over(any(), any());
    case 6:
      return longProduct(graph, random, any);
    case 7:
      return graph.add({ op: "pow", args: [base(), graph.constant(random.pick(exponents))] });
    case 8:
      return graph.add({ op: "pow", args: [graph.unary("abs", any()), any()] });
    case 9:
      return graph.add({ op: random.pick(["min", "max"]), args: [any(), any()] });
    case 10:
      return selection(graph, random, any);
    case 11:
      return overClasses(graph, random, any());
    case 12:
      return random.pick([graph.plus, graph.minus, graph.times, graph.over])(
        any(),
        graph.constant(random.pick(constants)),
      );
    default:
      return graph.unary(random.pick(unary), any());
  }
}

function longProduct(graph: Graph, random: Random, any: () => number): number {
  let product = random.chance(0.3) ? graph.constant(random.pick(constants)) : any();
  for (let i = 0; i < 3; i++) {
    product = random.chance(0.6) ? graph.times(product, any()) : graph.over(product, any());
  }
  return product;
}

function selection(graph: Graph, random: Random, any: () => number): number {
  const op = random.pick(["less", "less_equal", "equal"] as const);
  const condition = graph.compare(op, any(), any());
  return graph.where(condition, any(), any());
}

/** A sum, the largest or the least over the classes; of a number, the number. */
function overClasses(graph: Graph, random: Random, a: number): number {
  if (graph.nodes[a].axes.length === 0) return a;
  const over = random.pick(["sum_over", "sum_over", "max_over", "min_over"] as const);
  return graph.along(over, classAxis.name, a);
}

/**
 * Random inputs for a formula: of all magnitudes, many of them ordinary, equal, or special.
 *
 * @param random where they come from
 * @param formula the formula
 * @param length elements of each column
 * @param dtype the format that every number is a value of
 * @returns the inputs
 */
export function randomInputs(
  random: Random,
  formula: Formula,
  length: number,
  dtype: FloatDType,
): Inputs {
  const column = (): Float64Array =>
    Float64Array.from({ length }, () => roundTo(randomNumber(random, dtype), dtype));
  return new Map(
    formula.inputs.map((
      { name, axes },
    ) => [name, Array.from({ length: axes.length > 0 ? classes : 1 }, column)]),
  );
}

function randomNumber(random: Random, dtype: FloatDType): number {
  const { largest, smallestSubnormal } = formats[dtype];
  const sign = random.chance(0.5) ? -1 : 1;
  switch (random.below(8)) {
    case 0:
      return sign * random.pick([0, 1, 0.5, 2, 1 - 2 ** -8, smallestSubnormal, 100]);
    case 1:
      return sign * 2 ** random.between(Math.log2(smallestSubnormal), Math.log2(largest) - 1);
    case 2:
      return sign * (1 + random.between(-1, 1) * 2 ** -random.below(20));
    case 3:
      return sign * random.between(5, 100);
    case 4:
      return sign * 2 ** random.between(-12, 0);
    case 5:
      return random.unit();
    default:
      return sign * random.between(0, 5);
  }
}
