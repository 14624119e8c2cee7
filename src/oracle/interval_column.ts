/**
 * Columns of float64 intervals, and how their ends move outward.
 *
 * IEEE arithmetic rounds to nearest, so an end r computed for an exact v has
 * |r - v| <= 2^-53·|r| + 2^-1075. Instead of switching the rounding mode (JavaScript cannot), each
 * end moves outward by |r|·K + T, where K and T pay for that, for the rounding of the move itself,
 * and for what roundings of the arithmetic under test may add: k·(u·|v| + λ).
 *
 * @module
 */
import { areExactlySummed } from "./exactness.ts";
import type { Arithmetic } from "./field.ts";

/**
 * Intervals of many elements, or (length 1) of all elements alike: the lower ends are at `at`, the
 * upper ends behind them. Columns share slabs, since a typed array of its own would cost more than
 * most operations on it.
 */
export interface Column {
  readonly data: Float64Array;
  readonly at: number;
  readonly length: number;
}

const SLAB = 1 << 14;
const noSlab = new Float64Array(0);

/** Where columns are made: slabs in turn, recycled ones first. */
interface Store {
  slab: Float64Array;
  top: number;
  readonly recycled: Float64Array[] | undefined;
  readonly used: Float64Array[];
}

let store: Store = { slab: new Float64Array(SLAB), top: 0, recycled: undefined, used: [] };
/** Slabs of finished work, all zeros. */
const pool: Float64Array[] = [];
/** So many are kept: what most calls need. */
const POOL_LIMIT = 64;

/** A column of zeros. */
export function column(length: number): Column {
  const size = 2 * length;
  if (store.top + size > store.slab.length) {
    const isOrdinary = size <= SLAB;
    const found = isOrdinary ? store.recycled?.pop() : undefined;
    store.slab = found ?? new Float64Array(isOrdinary ? SLAB : size);
    store.top = 0;
    if (store.recycled !== undefined && isOrdinary) store.used.push(store.slab);
  }
  const at = store.top;
  store.top += size;
  return { data: store.slab, at, length };
}

/** Runs work in a store of its own, and recycles that once what is kept was copied out of it. */
function recycled<R, T>(work: () => R, keep: (result: R) => T): T {
  const outer = store;
  const own: Store = { slab: noSlab, top: 0, recycled: pool, used: [] };
  store = own;
  try {
    const result = work();
    store = outer;
    return keep(result);
  } finally {
    store = outer;
    for (const slab of own.used) {
      if (pool.length === POOL_LIMIT) break;
      pool.push(slab.fill(0, 0, slab === own.slab ? own.top : SLAB));
    }
  }
}

/**
 * Runs work that makes many columns, and recycles all of them: neither these nor
 * views of them may be used afterwards.
 */
export function recycling<T>(work: () => T): T {
  return recycled(work, (result) => result);
}

/**
 * Runs work that makes many columns, and recycles all of them but its results.
 *
 * @param work what to run; none of its columns but the results may be used afterwards
 * @returns copies of the results
 */
export function keepingResults(work: () => readonly Column[]): readonly Column[] {
  return recycled(work, (results) => results.map(copyOf));
}

function copyOf({ data, at, length }: Column): Column {
  const out = column(length);
  out.data.set(data.subarray(at, at + 2 * length), out.at);
  return out;
}

/** Lower end of an element. */
export function loOf({ data, at, length }: Column, i: number): number {
  return data[at + (length === 1 ? 0 : i)];
}

/** Upper end of an element. */
export function hiOf({ data, at, length }: Column, i: number): number {
  return data[at + length + (length === 1 ? 0 : i)];
}

/** Whether a column is one exact number, the same for all elements. */
export function isExactly({ data, at, length }: Column, x: number): boolean {
  return length === 1 && data[at] === x && data[at + 1] === x;
}

const MAX = Number.MAX_VALUE;
/** The smallest float64. */
const ETA: number = 2 ** -1074;

/** How far ends move outward: relatively, and absolutely. */
export interface Margin {
  readonly relative: number;
  readonly absolute: number;
}

/**
 * The margin of some roundings of an arithmetic, beyond float64's own.
 *
 * @param arithmetic whose roundings
 * @param roundings how many
 * @param absolute how far underflows may move the result
 */
export function marginOf(
  { u, lambda }: Arithmetic,
  roundings: number,
  absolute: number = roundings * lambda,
): Margin {
  const relative = roundings * u / Math.max(1 - roundings * u, 2 ** -10);
  return {
    // 2^-52: half for the operation's own rounding, half for that of the move.
    relative: relative * (1 + 2 ** -50) + 2 ** -52 * (1 + 2 * relative + 2 ** -40),
    absolute: absoluteMargin(absolute),
  };
}

/** How far an end moves for what underflows may take: that, and float64's own. */
export function absoluteMargin(absolute: number): number {
  return absolute * (1 + 2 ** -40) + 2 * ETA;
}

/** The margin of float64's own rounding. */
export const ownMargin: Margin = marginOf({ u: 0, lambda: 0, elementary: 0 }, 0);

/** Writes the interval around [lo, hi], moved outward; what is undefined becomes the whole line. */
export function put(
  data: Float64Array,
  atLo: number,
  atHi: number,
  lo: number,
  hi: number,
  relative: number,
  absolute: number,
): void {
  const down = lo - (Math.abs(lo) * relative + absolute);
  const up = hi + (Math.abs(hi) * relative + absolute);
  if (down <= up) {
    data[atLo] = down;
    data[atHi] = up;
  } else {
    putUnbounded(data, atLo, atHi, lo, hi, relative, absolute);
  }
}

/** The same where an end is infinite or NaN: an overflowed lower end is at least finite. */
function putUnbounded(
  data: Float64Array,
  atLo: number,
  atHi: number,
  lo: number,
  hi: number,
  relative: number,
  absolute: number,
): void {
  if (Number.isNaN(lo) || Number.isNaN(hi)) {
    data[atLo] = -Infinity;
    data[atHi] = Infinity;
    return;
  }
  const l = lo === Infinity ? MAX : lo;
  const h = hi === -Infinity ? -MAX : hi;
  data[atLo] = l === -Infinity ? l : l - (Math.abs(l) * relative + absolute);
  data[atHi] = h === Infinity ? h : h + (Math.abs(h) * relative + absolute);
}

/** The largest magnitude of an element, or with `inverse` of its reciprocal. */
export function largestOf(a: Column, i: number, inverse: boolean): number {
  const lo = loOf(a, i);
  const hi = hiOf(a, i);
  if (!inverse) return Math.max(-lo, hi);
  if (lo <= 0 && hi >= 0) return Infinity;
  return 1 / Math.min(Math.abs(lo), Math.abs(hi));
}

/**
 * The sum of n intervals that are not 0, in any order: n - 1 roundings of the arithmetic on partial sums,
 * which are at most Σ|v|, and float64's own; none where all partial sums are numbers of the arithmetic.
 * Where no term is below 0, a small sum has small partial sums, so each end moves by its own share only.
 *
 * @param out where to, at element `i`
 * @param terms the number of terms
 * @param lo the lower end of a term
 * @param hi the upper end of a term
 */
export function putSum(
  out: Column,
  i: number,
  terms: number,
  lo: (term: number) => number,
  hi: (term: number) => number,
  arithmetic: Arithmetic,
): void {
  const { u, lambda } = arithmetic;
  let low = 0;
  let high = 0;
  let magnitude = 0;
  let least = Infinity;
  let most = -Infinity;
  /** Terms that are not exactly 0: so many are added. */
  let telling = 0;
  let arePoints = true;
  for (let term = 0; term < terms; term++) {
    const l = lo(term);
    const h = hi(term);
    if (l === 0 && h === 0) continue;
    telling++;
    if (l !== h) arePoints = false;
    low += l;
    high += h;
    magnitude += Math.max(Math.abs(l), Math.abs(h));
    if (l < least) least = l;
    if (h > most) most = h;
  }
  if (magnitude === 0) return;
  const { data, at, length } = out;
  if (telling === 1 || arePoints && u > 0 && areExactlySummed(terms, lo, magnitude, arithmetic)) {
    data[at + i] = low;
    data[at + length + i] = high;
    return;
  }
  // (1 + u)^(telling - 1) - 1
  const growth = Math.expm1((telling - 1) * Math.log1p(u)) * (1 + 2 ** -40);
  const relative = growth * (1 + telling * 2 ** -50) + telling * 2 ** -52;
  const absolute = telling * lambda + ETA;
  const moved = (size: number) => size === 0 ? absolute : size * relative + absolute;
  const l = low - moved(least >= 0 ? low : magnitude);
  const h = high + moved(most <= 0 ? -high : magnitude);
  // Where terms of both signs are added, what left float64 on the way may come back.
  data[at + i] = !Number.isNaN(l) ? l : low === Infinity && least >= 0 ? MAX : -Infinity;
  data[at + length + i] = !Number.isNaN(h) ? h : high === -Infinity && most <= 0 ? -MAX : Infinity;
}
