/**
 * Products and quotients of columns of float64 intervals.
 *
 * @module
 */
import { type Arithmetic, type Factor, unitRoundoffOf } from "./field.ts";
import { areExactTogether, isNumberOf, isPowerOfTwo, significantBits } from "./exactness.ts";
import {
  absoluteMargin,
  type Column,
  column,
  hiOf,
  isExactly,
  largestOf,
  loOf,
  type Margin,
  marginOf,
  ownMargin,
  put,
} from "./interval_column.ts";

/** 0·∞ = 0: an infinite end stands for arbitrarily large numbers, not for infinity. */
function times(x: number, y: number): number {
  const product = x * y;
  return Number.isNaN(product) && (x === 0 || y === 0) ? 0 : product;
}

function multiply(a: Column, b: Column, { relative, absolute }: Margin): Column {
  const n = Math.max(a.length, b.length);
  const out = column(n);
  const { data, at } = out;
  const stepA = a.length === 1 ? 0 : 1;
  const stepB = b.length === 1 ? 0 : 1;
  for (let i = 0, j = a.at, k = b.at; i < n; i++, j += stepA, k += stepB) {
    const al = a.data[j];
    const ah = a.data[j + a.length];
    const bl = b.data[k];
    const bh = b.data[k + b.length];
    if ((al === 0 && ah === 0) || (bl === 0 && bh === 0)) continue;
    const low = al * bl;
    const high = ah * bh;
    if (al >= 0 && bl >= 0 && high < Infinity) {
      data[at + i] = low - (low * relative + absolute);
      data[at + n + i] = high + (high * relative + absolute);
    } else {
      const p = times(al, bl);
      const q = times(al, bh);
      const r = times(ah, bl);
      const s = times(ah, bh);
      const lo = Math.min(p, q, r, s);
      put(data, at + i, at + n + i, lo, Math.max(p, q, r, s), relative, absolute);
    }
  }
  return out;
}

/** 1/a, where a holds 0 only as an end a half line, otherwise the whole line. */
function invert(a: Column, { relative, absolute }: Margin): Column {
  const n = a.length;
  const out = column(n);
  const { data, at } = out;
  for (let i = 0; i < n; i++) {
    const lo = a.data[a.at + i];
    const hi = a.data[a.at + n + i];
    const isWhole = !(lo > 0 || hi < 0 || (lo === 0 && hi > 0) || (hi === 0 && lo < 0));
    const l = isWhole || hi === 0 ? -Infinity : 1 / hi;
    const h = isWhole || lo === 0 ? Infinity : 1 / lo;
    put(data, at + i, at + n + i, l, h, relative, absolute);
  }
  return out;
}

/** a/b with one rounding where b is away from 0, as a·(1/b) elsewhere. */
function divide(a: Column, b: Column, margin: Margin): Column {
  for (let k = 0; k < b.length; k++) {
    if (!(b.data[b.at + k] > 0 && b.data[b.at + b.length + k] < Infinity)) {
      return multiply(a, invert(b, margin), margin);
    }
  }
  const { relative, absolute } = margin;
  const n = Math.max(a.length, b.length);
  const out = column(n);
  const { data, at } = out;
  const stepA = a.length === 1 ? 0 : 1;
  const stepB = b.length === 1 ? 0 : 1;
  for (let i = 0, j = a.at, k = b.at; i < n; i++, j += stepA, k += stepB) {
    const al = a.data[j];
    const ah = a.data[j + a.length];
    if (al === 0 && ah === 0) continue;
    const bl = b.data[k];
    const bh = b.data[k + b.length];
    const lo = al >= 0 ? al / bh : al / bl;
    put(data, at + i, at + n + i, lo, ah >= 0 ? ah / bl : ah / bh, relative, absolute);
  }
  return out;
}

/** Whether a factor costs a rounding at an element: it is not an exact power of two. */
function costs({ of }: Factor<Column>, i: number): boolean {
  const lo = loOf(of, i);
  return !(lo === hiOf(of, i) && isPowerOfTwo(lo));
}

/**
 * Roundings of a product in any order, where what divides may come as its reciprocal: a/n as a·(1/n),
 * as means do. A power of two rounds nothing, and a sign is no factor.
 */
function roundingsOf(factors: readonly Factor<Column>[], i: number): number {
  let costly = 0;
  let reciprocals = 0;
  for (const factor of factors) {
    if (!costs(factor, i)) continue;
    costly++;
    if (factor.inverse) reciprocals++;
  }
  return reciprocals + Math.max(0, costly - 1);
}

/**
 * Writes the product at an element where nothing rounds it: all factors but one are 1 or -1, or all are
 * exact and so are their products, whatever the order.
 *
 * @returns whether it is so
 */
function putExact(
  out: Column,
  i: number,
  factors: readonly Factor<Column>[],
  arithmetic: Arithmetic,
  isNumber: (x: number) => boolean,
): boolean {
  let sign = 1;
  let only: Factor<Column> | undefined;
  let others = 0;
  let arePoints = true;
  for (const factor of factors) {
    const lo = loOf(factor.of, i);
    if (isUnit(factor, i)) {
      sign *= lo;
      continue;
    }
    const isPoint = lo === hiOf(factor.of, i);
    if (only === undefined) only = factor;
    else others++;
    if (!isPoint || factor.inverse && !isPowerOfTwo(lo)) arePoints = false;
  }
  const { data, at, length } = out;
  if (only !== undefined && others === 0 && !only.inverse) {
    const lo = loOf(only.of, i);
    const hi = hiOf(only.of, i);
    // What is smaller may be flushed.
    if (!(lo >= arithmetic.lambda || hi <= -arithmetic.lambda)) return false;
    data[at + i] = sign > 0 ? lo : -hi;
    data[at + length + i] = sign > 0 ? hi : -lo;
    return true;
  }
  if (!arePoints) return false;
  const values = factors.map(({ of, inverse }) => inverse ? 1 / loOf(of, i) : loOf(of, i));
  const product = values.reduce((p, x) => p * x, 1);
  if (!Number.isFinite(product)) return false;
  if (!(others === 1 && isExactPair(values, product, isNumber))) {
    if (!areExactTogether(values, arithmetic)) return false;
  }
  data[at + i] = product;
  data[at + length + i] = product;
  return true;
}

/** Whether the product of numbers, two of which are not 1 or -1, is exact in float64 and in the arithmetic. */
function isExactPair(
  values: readonly number[],
  product: number,
  isNumber: (x: number) => boolean,
): boolean {
  const bits = values.reduce((sum, x) => sum + (isPowerOfTwo(x) ? 0 : significantBits(x)), 0);
  return bits <= 53 && Math.abs(product) > 2 ** -1000 && isNumber(product) &&
    values.every(isNumber);
}

/** Squares, in which those of exact numbers that nothing rounds are exact. */
export function withExactSquares(
  squares: Column,
  a: Column,
  isNumber: (x: number) => boolean,
): Column {
  const { data, at, length } = squares;
  for (let i = 0; i < length; i++) {
    const x = loOf(a, i);
    if (x !== hiOf(a, i) || x !== 0 && !isExactPair([x, x], x * x, isNumber)) continue;
    data[at + i] = x * x;
    data[at + length + i] = x * x;
  }
  return squares;
}

/**
 * What part of the product of several divisors underflows may take before it is divided by: their
 * sum over its least magnitude.
 */
function lossOf(divisors: readonly Factor<Column>[], i: number, lambda: number): number {
  if (divisors.length < 2 || lambda === 0) return 0;
  let loss = (divisors.length - 1) * lambda * (1 + 2 ** -40);
  for (const { of } of divisors) {
    loss *= Math.max(1, largestOf(of, i, false)) * largestOf(of, i, true);
  }
  return loss;
}

/** The largest factor by which later multiplications can enlarge an earlier underflow. */
function amplificationOf(factors: readonly Factor<Column>[], i: number): number {
  let amplification = 1;
  for (const { of, inverse } of factors) {
    const largest = largestOf(of, i, inverse);
    if (largest > 1) amplification *= largest;
  }
  return amplification;
}

/** What the reciprocals of divisors lose to underflow, as later multiplications enlarge it. */
function underflowOfReciprocals(
  factors: readonly Factor<Column>[],
  i: number,
  arithmetic: Arithmetic,
): number {
  const { lambda } = arithmetic;
  let loss = 0;
  for (const divisor of factors) {
    if (!divisor.inverse || !costs(divisor, i)) continue;
    // The smallest normal number is λ/2u.
    if (largestOf(divisor.of, i, false) * lambda <= 2 * unitRoundoffOf(arithmetic)) continue;
    loss += lambda * amplificationOf(factors.filter((factor) => factor !== divisor), i);
  }
  return loss;
}

/** Whether a factor is exactly 1 or -1 at an element. */
export function isUnit({ of }: Factor<Column>, i: number): boolean {
  const lo = loOf(of, i);
  return Math.abs(lo) === 1 && lo === hiOf(of, i);
}

/** What a product costs at an element. */
export interface Cost {
  readonly roundings: number;
  /** How far underflows on the way can move it. */
  readonly underflow: number;
  /** What part of what it is divided by underflows may take. */
  readonly loss: number;
}

const free: Cost = { roundings: 0, underflow: 0, loss: 0 };

/**
 * What a product costs at an element, whatever the order. Factors that are exactly 1 or -1 there cost nothing.
 */
export function costAt(
  given: readonly Factor<Column>[],
  i: number,
  arithmetic: Arithmetic,
): Cost {
  const { lambda } = arithmetic;
  const factors = given.filter((factor) => !isUnit(factor, i));
  if (factors.length === 0) return free;
  const divisors = factors.filter(({ inverse }) => inverse);
  const operations = factors.length - (factors[0].inverse ? 0 : 1);
  // The last operation's underflow is not amplified; a power of two rounds only when it underflows.
  const amplification = operations <= 1 ? 1 : amplificationOf(factors, i);
  const lostBefore = divisors.length === 0 ? 0 : underflowOfReciprocals(factors, i, arithmetic);
  return {
    roundings: roundingsOf(factors, i),
    underflow: operations * lambda * amplification + lostBefore,
    loss: lossOf(divisors, i, lambda),
  };
}

/**
 * The product of factors in any order, widened by the roundings that it costs.
 *
 * @param given the factors, at least one; those that are exactly 1 do not count
 * @param arithmetic whose roundings
 * @param rounds whether it has any
 * @returns the column of products
 */
export function productOf(
  given: readonly Factor<Column>[],
  arithmetic: Arithmetic,
  rounds: boolean,
): Column {
  const factors = given.filter(({ of }) => !isExactly(of, 1));
  if (factors.length === 0) return given[0].of;
  const first = factors[0];
  const isAlone = factors.length === 1;
  let value = first.inverse
    ? invert(first.of, isAlone && rounds ? marginOf(arithmetic, 1) : ownMargin)
    : first.of;
  for (let f = 1; f < factors.length; f++) {
    const { of, inverse } = factors[f];
    value = inverse ? divide(value, of, ownMargin) : multiply(value, of, ownMargin);
  }
  if (!rounds || isAlone) return value;
  const margins: Margin[] = [];
  const isNumber = isNumberOf(arithmetic);
  const n = value.length;
  const out = column(n);
  const { data, at } = out;
  for (let i = 0; i < n; i++) {
    const lo = value.data[value.at + i];
    const hi = value.data[value.at + n + i];
    if (lo === 0 && hi === 0 || putExact(out, i, factors, arithmetic, isNumber)) continue;
    const { roundings, underflow, loss } = costAt(factors, i, arithmetic);
    const { relative } = margins[roundings] ??= marginOf(arithmetic, roundings);
    const absolute = absoluteMargin(underflow);
    if (loss < 1) {
      const lost = loss === 0 ? 0 : loss / (1 - loss) * (1 + relative) * (1 + 2 ** -50);
      put(data, at + i, at + n + i, lo, hi, relative + lost, absolute);
    } else {
      put(data, at + i, at + n + i, NaN, NaN, 0, 0);
    }
  }
  return out;
}
