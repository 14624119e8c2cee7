/**
 * The arithmetic of one format as an implementation has it: every operation on two numbers, and the habits in
 * which honest implementations differ.
 *
 * @module
 */
import { type FloatDType, formats, roundTo } from "../../src/tensor/mod.ts";

/** A factor of a product, or what the product is divided by. */
export interface Factor {
  readonly x: number;
  readonly inverse: boolean;
}

/** The side of a kink that a derivative takes: of `a < b` where a = b yes, no, or the middle of both. */
export type Side = "yes" | "no" | "middle";

/** What an implementation computes with. */
export interface Numbers {
  /** The format that operations round to. */
  readonly dtype: FloatDType;
  readonly side: Side;
  /** Whether what follows from parameters alone, such as 1 - alpha, is left in float64. */
  readonly derivesWide: boolean;
  /** Whether a square that is a factor is taken for two. */
  readonly squaresApart: boolean;
  /** An input as it is read. */
  read(x: number): number;
  round(x: number): number;
  add(x: number, y: number): number;
  multiply(x: number, y: number): number;
  divide(x: number, y: number): number;
  /** Of all factors; absent: one after the other. */
  product?(factors: readonly Factor[]): number;
  /** Of the entries along an axis, and of the terms of a batch. */
  sum(terms: Float64Array): number;
  sqrt(x: number): number;
  exp(x: number): number;
  expm1(x: number): number;
  log(x: number): number;
  log1p(x: number): number;
  atan(x: number): number;
  pow(x: number, y: number): number;
  /** The named functions, where they are not composed as the formulas say. */
  sigmoid?(x: number): number;
  softplus?(x: number): number;
  /** x·y + z with one rounding, where it is fused; x·y is handed over exactly, as a sum of two. */
  fused?(high: number, low: number, z: number): number;
}

/** How an implementation departs from what it is made from. */
export type Habit = (on: Numbers) => Partial<Numbers>;

/**
 * The arithmetic of a format, rounding to nearest.
 *
 * What is larger than the format's largest number is kept, as in a register with more exponents, so that
 * only what is answered can overflow; and 0 times or over anything but NaN is 0, as for t·log p.
 *
 * @param dtype the format that operations round to
 * @param habits what is done otherwise, one after the other
 */
export function numbersOf(dtype: FloatDType, habits: readonly Habit[] = []): Numbers {
  const { largest } = formats[dtype];
  const isZero = (x: number, y: number) =>
    (x === 0 || y === 0) && !Number.isNaN(x) && !Number.isNaN(y);
  const on: Numbers = {
    dtype,
    side: "yes",
    derivesWide: false,
    squaresApart: false,
    read: (x) => x,
    round: (x) => Math.abs(x) > largest ? x : roundTo(x, dtype),
    add: (x, y) => on.round(x + y),
    multiply: (x, y) => isZero(x, y) ? 0 : on.round(x * y),
    divide: (x, y) => x === 0 && y === 0 ? 0 : on.round(x / y),
    sum: (terms) => inOrder(on, terms),
    sqrt: (x) => on.round(Math.sqrt(x)),
    exp: (x) => on.round(Math.exp(x)),
    expm1: (x) => on.round(Math.expm1(x)),
    log: (x) => on.round(Math.log(x)),
    log1p: (x) => on.round(Math.log1p(x)),
    atan: (x) => on.round(Math.atan(x)),
    pow: (x, y) => on.round(Math.pow(x, y)),
  };
  for (const habit of habits) Object.assign(on, habit({ ...on }));
  return on;
}

/** The first two terms, then each next one. */
export function inOrder({ add }: Pick<Numbers, "add">, terms: ArrayLike<number>): number {
  if (terms.length === 0) return 0;
  let sum = terms[0];
  for (let i = 1; i < terms.length; i++) sum = add(sum, terms[i]);
  return sum;
}
