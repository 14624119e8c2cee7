/**
 * What an operation's own rounding can do, as licence.md lists it.
 *
 * @module
 */
import { type Arithmetic, unitRoundoffOf } from "./field.ts";

const view = new DataView(new ArrayBuffer(8));

/**
 * A result may be computed in a wider format, of 10 more bits at least, and rounded once more: that adds no
 * more than this part of the second rounding.
 */
const twice = 1 + 2 ** -10;

/** Bounds of the errors of one operation whose exact result is at most `size`. */
export interface OwnRounding {
  /** What an operation may be off by among the subnormals. */
  readonly least: number;
  /** From here on numbers are normal. */
  readonly smallestNormal: number;
  /** Half an ulp of the binade that the result lies in, were there no smallest one. */
  halfUlp(size: number): number;
  /** Half an ulp of the binade that the result lies in. */
  nearest(size: number): number;
  /** An elementary function's: so many half ulps of the binade that its result may lie in. */
  elementary(size: number): number;
  /** k roundings one after the other, the last of which is one of the result. */
  several(size: number, roundings: number): number;
  /** What underflows on the way come to: so much, if each took all of the smallest number. */
  underflow(whole: number): number;
  /** (1 + u)^k - 1, as k roundings of factors, divisors or partial sums. */
  growth(roundings: number): number;
}

/**
 * The own rounding of an arithmetic's operations, to nearest.
 *
 * @param arithmetic its unit roundoff, and what underflow may do
 */
export function ownRoundingOf(arithmetic: Arithmetic): OwnRounding {
  const { u, lambda, flushes, toNearest } = arithmetic;
  // To nearest, a subnormal is off by half of the smallest one, which float64's has none of; what is flushed, by all.
  const least = toNearest && !flushes ? Math.max(lambda / 2, Number.MIN_VALUE) : lambda;

  function halfUlp(size: number): number {
    if (!(size < Infinity)) return Infinity;
    view.setFloat64(0, size);
    view.setUint32(0, view.getUint32(0) & 0x7ff00000);
    view.setUint32(4, 0);
    return view.getFloat64(0) * u * twice;
  }

  /** Rigorous, for where k·u is not small as for where it is. */
  function growth(roundings: number): number {
    if (roundings < 2) return roundings * u;
    const k = roundings * u;
    return k < 1 ? k / (1 - k) * (1 + 2 ** -50) : Infinity;
  }

  return {
    least,
    smallestNormal: flushes ? lambda : lambda / unitRoundoffOf(arithmetic),
    halfUlp,
    growth,
    underflow: (whole) => whole * (least / lambda) * twice,
    nearest: (size) => Math.max(halfUlp(size), least),
    elementary: (size) =>
      arithmetic.elementary *
      Math.max(halfUlp(size * (1 + arithmetic.elementary * u)), lambda),
    several(size, roundings) {
      if (roundings === 0) return 0;
      const before = growth(roundings - 1);
      return size * before * (1 + u) + halfUlp(size * (1 + before));
    },
  };
}
