/**
 * Which floats are easier to read than a given one.
 *
 * @module
 */
import { significantBits } from "../oracle/internal.ts";
import { type FloatDType, roundTo } from "../tensor/mod.ts";

/** What the values of an input may be, and which one says the least. */
export interface Range {
  readonly minimum: number;
  readonly maximum: number;
  /** The simplest value of all: 0 for data, 1 for weights. */
  readonly simplest: number;
  /** They are multiples of this power of two; absent = any float of the format. */
  readonly step?: number;
}

/**
 * Simpler values than `x`, the simplest first: zeros and ones, whole numbers, fewer significant bits,
 * magnitudes closer to 1. Every one of them costs less (see {@linkcode costOf}), so shrinking ends.
 *
 * @param x a value of the format; NaN and ±∞ have no simpler ones
 * @param dtype the format that the simpler values are rounded to
 * @param range where they must lie
 * @returns simpler values without repetition
 */
export function simplerFloats(x: number, dtype: FloatDType, range: Range): Iterable<number> {
  const simpler = new Set<number>();
  if (!Number.isFinite(x)) return simpler;
  const cost = costOf(x, range);
  for (const candidate of candidates(x, range)) {
    const value = roundTo(candidate, dtype);
    if (value < range.minimum || value > range.maximum || !Number.isFinite(value)) continue;
    if (range.step !== undefined && value % range.step !== 0) continue;
    if (costOf(value, range) < cost) simpler.add(value);
  }
  return simpler;
}

function* candidates(x: number, range: Range): Iterable<number> {
  yield range.simplest;
  yield 0;
  yield 1;
  yield 0.5;
  yield 2;
  yield -x;
  if (x === 0) return;
  const exponent = exponentOf(x);
  yield Math.sign(x);
  yield scale(x, -exponent);
  yield scale(x, -Math.trunc(exponent / 2));
  for (const bits of [1, 2, 3, 4, 6, 8, 11, 16, 24]) {
    const unit = bits - 1 - exponent;
    yield scale(Math.trunc(scale(x, unit)), -unit);
    yield scale(Math.round(scale(x, unit)), -unit);
  }
  yield Math.trunc(x);
  yield scale(x, -Math.sign(exponent));
}

/** How hard a value is to read, -1 at the least: mostly its significant bits, then its distance from 1, then its sign. */
export function costOf(x: number, range: Range): number {
  if (x === range.simplest && !Object.is(x, -0)) return -1;
  if (x === 0) return Object.is(x, -0) ? 1 : 0;
  const exponent = exponentOf(x);
  return 4 * significantBits(x) + Math.abs(exponent) + (x < 0 ? 1 : 0);
}

function exponentOf(x: number): number {
  const magnitude = Math.abs(x);
  const guess = Math.max(Math.floor(Math.log2(magnitude)), -1074);
  const significand = scale(magnitude, -guess);
  return significand >= 2 ? guess + 1 : significand < 1 ? guess - 1 : guess;
}

/** x · 2^power, exactly wherever the result is a float64, whatever becomes of 2^power itself. */
function scale(x: number, power: number): number {
  const half = Math.trunc(power / 2);
  return x * 2 ** half * 2 ** (power - half);
}
