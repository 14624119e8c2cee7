/**
 * Honest evaluations: a formula in rounded arithmetic, arranged at random.
 *
 * What an implementation may choose is chosen here by chance: the order of sums and products, which
 * intermediates keep float64's precision (as in registers, in accumulators, and in fused
 * multiply-adds), where within its declared error an elementary function's result lies.
 *
 * @module
 */
import {
  type Arithmetic,
  type Graph,
  honestArithmetic,
  type Node,
  type ProductFactor,
} from "../../src/oracle/internal.ts";
import { type FloatDType, isRepresentable, ulp } from "../../src/tensor/mod.ts";
import { classes, type Formula, type Inputs } from "./formulas.ts";
import type { Random } from "./random.ts";
import { addOdd, divOdd, type Mode, mulOdd, roundIn, sqrtOdd } from "./rounding.ts";

/** A rounded arithmetic, and how it is arranged. */
export interface Style {
  readonly dtype: FloatDType;
  readonly mode: Mode;
  /** Whether subnormal results become 0. */
  readonly flush: boolean;
  /** The probability that an intermediate is not rounded into the format. */
  readonly extended: number;
  /** Error of elementary functions: as many roundings as this, of which the last is the rounding. */
  readonly elementary: number;
}

/** The arithmetic whose enclosures must hold every evaluation in a style. */
export function arithmeticOf({ dtype, mode, flush, elementary }: Style): Arithmetic {
  const rounding = mode === "nearest" ? "nearest_even" : "faithful";
  return { ...honestArithmetic(dtype, flush, rounding), elementary };
}

/** Rounded operations in a style; what is infinite or undefined is NaN from there on. */
export function roundedOperations(style: Style, random: Random) {
  const { dtype, mode, flush, extended } = style;
  const { u, lambda, elementary } = arithmeticOf(style);

  function round(x: number): number {
    if (!Number.isFinite(x)) return NaN;
    const magnitude = Math.abs(x);
    if (magnitude > 2 ** -400 && magnitude < 2 ** 400 && random.chance(extended)) return x;
    const rounded = roundIn(x, dtype, mode, flush);
    return Number.isFinite(rounded) ? rounded : NaN;
  }

  /** Somewhere within an elementary function's error of its value, at the edge half of the time. */
  function approximate(value: number): number {
    if (!Number.isFinite(value)) return NaN;
    const lean = () => random.chance(0.5) ? random.pick([-1, 1]) : random.between(-1, 1);
    // One rounding is left for the format, a tenth for what is of second order.
    const budget = elementary - 1.1;
    return value + budget * Math.max(ulp(value, "f64") * 2 ** 52 * u, lambda) * lean();
  }

  const positive = (x: number) => round(Math.max(approximate(x), 0));

  /** Adding 0 does not round. */
  function add(a: number, b: number): number {
    return a === 0 ? b : b === 0 ? a : round(addOdd(a, b));
  }

  function sum(terms: readonly number[]): number {
    return combine([...terms], add);
  }

  /** Combines two of some values, any two, until one is left. */
  function combine<T>(values: T[], f: (a: T, b: T) => T): T {
    while (values.length > 1) {
      const [a] = values.splice(random.below(values.length), 1);
      const [b] = values.splice(random.below(values.length), 1);
      values.push(f(a, b));
    }
    return values[0];
  }

  /** In any order; what divides may come as its reciprocal. */
  function product(factors: readonly { readonly x: number; readonly inverse: boolean }[]): number {
    const given = factors.map((factor) =>
      factor.inverse && random.below(2) === 0
        ? { x: round(divOdd(1, factor.x)), inverse: false }
        : factor
    );
    const { x, inverse } = combine(given, (a, b) => {
      if (a.inverse === b.inverse) return { x: round(mulOdd(a.x, b.x)), inverse: a.inverse };
      const [above, below] = a.inverse ? [b, a] : [a, b];
      return { x: round(divOdd(above.x, below.x)), inverse: false };
    });
    return inverse ? round(divOdd(1, x)) : x;
  }

  function pow(a: number, b: number, isConstant: boolean): number {
    if (Number.isNaN(a) || Number.isNaN(b)) return NaN;
    if (b === 0 || b === 1) return b === 0 ? 1 : a;
    if (isConstant && b > 0 && Number.isInteger(b) && random.chance(0.5)) {
      return product(Array.from({ length: b }, () => ({ x: a, inverse: false })));
    }
    const power = Math.pow(a, b);
    return a >= 0 || b % 2 === 0 ? positive(power) : round(approximate(power));
  }

  /** 1/(1 + e^-x), either as it stands, or so that nothing overflows, or as a vendor's function. */
  function sigmoid(x: number): number {
    if (random.chance(0.3)) return positive(1 / (1 + Math.exp(-x)));
    if (x >= 0 || random.chance(0.5)) {
      return round(divOdd(1, round(addOdd(1, positive(Math.exp(-x))))));
    }
    const e = positive(Math.exp(x));
    return round(divOdd(e, round(addOdd(1, e))));
  }

  function softplus(x: number): number {
    if (random.chance(0.3)) {
      return round(approximate(Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))));
    }
    const tail = round(approximate(Math.log1p(positive(Math.exp(-Math.abs(x))))));
    return round(addOdd(Math.max(x, 0), tail));
  }

  return { round, approximate, positive, add, sum, product, pow, sigmoid, softplus };
}

/**
 * Evaluate a formula once, in one style.
 *
 * @param formula the formula
 * @param inputs its inputs
 * @param i the element
 * @param style the arithmetic
 * @param random how it is arranged
 * @returns the value of every node, per class; NaN where it overflowed or is undefined
 */
export function evaluateRounded(
  formula: Formula,
  inputs: Inputs,
  i: number,
  style: Style,
  random: Random,
): readonly (readonly number[])[] {
  const on = roundedOperations(style, random);
  const values: (readonly number[])[] = [];
  for (const node of formula.graph.nodes) values.push(lanesOf(node));
  return values;

  function lanesOf(node: Node): readonly number[] {
    if (node.op === "input") return (inputs.get(node.name) ?? []).map((column) => column[i]);
    if (node.op === "sum_over" || node.op === "max_over" || node.op === "min_over") {
      const lanes = spreadTo(values[node.args[0]]);
      if (node.op === "sum_over") return [on.sum(lanes)];
      return [node.op === "max_over" ? Math.max(...lanes) : Math.min(...lanes)];
    }
    const width = node.axes.length > 0 ? classes : 1;
    return Array.from({ length: width }, (_, c) =>
      numberOf(formula.graph, node, (id) => {
        const lanes = values[id];
        return lanes.length === 1 ? lanes[0] : lanes[c];
      }));
  }

  function numberOf(graph: Graph, node: Node, at: (id: number) => number): number {
    switch (node.op) {
      case "constant":
        return isRepresentable(node.value, style.dtype) ? node.value : on.round(node.value);
      case "product":
        return productOf(node.factors, graph, at);
      case "add":
        return on.add(at(node.args[0]), at(node.args[1]));
      case "sub":
        return on.add(at(node.args[0]), -at(node.args[1]));
      case "sum_of":
        return on.sum(node.args.map(at));
      case "either":
        return at(random.pick(node.args));
      case "pow":
        return on.pow(
          at(node.args[0]),
          at(node.args[1]),
          graph.nodes[node.args[1]].op === "constant",
        );
      case "square":
        return on.round(mulOdd(at(node.args[0]), at(node.args[0])));
      case "sqrt":
        return on.round(sqrtOdd(at(node.args[0])));
      case "exp":
        return on.positive(Math.exp(at(node.args[0])));
      case "expm1":
      case "log":
      case "log1p":
      case "atan":
        return on.round(on.approximate(Math[node.op](at(node.args[0]))));
      case "sigmoid":
        return on.sigmoid(at(node.args[0]));
      case "softplus":
        return on.softplus(at(node.args[0]));
      case "neg":
        return -at(node.args[0]);
      case "abs":
        return Math.abs(at(node.args[0]));
      case "min":
      case "max":
        return Math[node.op](at(node.args[0]), at(node.args[1]));
      case "where": {
        const [condition, a, b] = node.args.map(at);
        return Number.isNaN(condition) ? NaN : condition ? a : b;
      }
      case "less":
      case "less_equal":
      case "equal":
      case "below":
        return compared(node.op, at(node.args[0]), at(node.args[1]));
      case "not":
        return 1 - at(node.args[0]);
      default:
        throw new RangeError(`Cannot evaluate "${node.op}" here: no random formula has it`);
    }
  }

  /** A factor of -1 is a change of sign, whenever it comes. */
  function productOf(
    factors: readonly ProductFactor[],
    graph: Graph,
    at: (id: number) => number,
  ): number {
    const isMinus = ({ of }: ProductFactor) => {
      const node = graph.nodes[of];
      return node.op === "constant" && node.value === -1;
    };
    const kept = factors.filter((factor) => !isMinus(factor));
    const product = on.product(kept.map(({ of, inverse }) => ({ x: at(of), inverse })));
    return (factors.length - kept.length) % 2 === 1 ? -product : product;
  }

  function compared(op: "less" | "less_equal" | "equal" | "below", a: number, b: number): number {
    if (Number.isNaN(a) || Number.isNaN(b)) return NaN;
    if (op === "equal") return Number(a === b);
    if (a === b) return op === "below" ? Number(random.chance(0.5)) : Number(op === "less_equal");
    return Number(a < b);
  }
}

function spreadTo(lanes: readonly number[]): readonly number[] {
  return lanes.length === classes ? lanes : new Array(classes).fill(lanes[0]);
}
