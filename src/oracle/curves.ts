/**
 * The slopes of functions of one number over an interval of it.
 *
 * @module
 */
import type { Node } from "./node.ts";
import { times } from "./product_slopes.ts";

/** A slope's least and greatest value over [lo, hi]; float64's own rounding is left to who reads them. */
type Curve = (lo: number, hi: number, exponent: number) => readonly [number, number];

const unknown: readonly [number, number] = [-Infinity, Infinity];

/** s(1 - s), which falls to both sides of 0. */
function bell(x: number): number {
  const e = Math.exp(-Math.abs(x));
  return e / ((1 + e) * (1 + e));
}

const logistic = (x: number) => x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
/** Of what falls away from 0: the farthest end, and the nearest. */
const falling = (f: (x: number) => number) => (lo: number, hi: number) => {
  const nearest = lo > 0 ? lo : hi < 0 ? hi : 0;
  return [f(-lo > hi ? lo : hi), f(nearest)] as const;
};

const curves: Readonly<Partial<Record<Node["op"], Curve>>> = {
  abs: (lo, hi) => [lo >= 0 ? 1 : -1, hi <= 0 ? -1 : 1],
  square: (lo, hi) => [2 * lo, 2 * hi],
  sqrt: (lo, hi) => lo > 0 ? [0.5 / Math.sqrt(hi), 0.5 / Math.sqrt(lo)] : unknown,
  exp: (lo, hi) => [Math.exp(lo), Math.exp(hi)],
  expm1: (lo, hi) => [Math.exp(lo), Math.exp(hi)],
  log: (lo, hi) => lo > 0 ? [1 / hi, 1 / lo] : unknown,
  log1p: (lo, hi) => lo > -1 ? [1 / (1 + hi), 1 / (1 + lo)] : unknown,
  atan: falling((x) => 1 / (1 + x * x)),
  sigmoid: falling(bell),
  softplus: (lo, hi) => [logistic(lo), logistic(hi)],
  pow(lo, hi, exponent) {
    const slope = (x: number) => exponent * x ** (exponent - 1);
    const isWhole = Number.isInteger(exponent);
    if (exponent === 0) return [0, 0];
    if (lo < 0 && !isWhole || lo <= 0 && hi >= 0 && exponent < 1) return unknown;
    const ends = [slope(lo), slope(hi)];
    if (lo < 0 && hi > 0) ends.push(slope(0));
    return [Math.min(...ends), Math.max(...ends)];
  },
};

/** Powers of two numbers of which neither is known: their slopes by both, of a base above 0. */
export function powerSlopes(
  [lo, hi]: readonly [number, number],
  [least, most]: readonly [number, number],
): readonly (readonly [number, number])[] {
  if (!(lo > 0)) return [unknown, unknown];
  const corners = (f: (x: number, e: number) => number): readonly [number, number] => {
    const all = [f(lo, least), f(lo, most), f(hi, least), f(hi, most)];
    return [Math.min(...all), Math.max(...all)];
  };
  const lower = corners((x, e) => x ** (e - 1));
  const power = corners((x, e) => x ** e);
  return [
    times(lower, [least, most]),
    times(power, [Math.log(lo), Math.log(hi)]),
  ];
}

/** The slope of an operation, where it is one of one number. */
export function curveOf(op: Node["op"]): Curve | undefined {
  return curves[op];
}
