/**
 * Two intervals of one axis, a predicted one and the right one: what each has alone, and what they share.
 *
 * @module
 */

/** The lengths of two intervals [p1, p2] and [t1, t2], in units of a power of two. */
export interface Span {
  /** p2 − p1. */
  readonly pred: number;
  /** t2 − t1. */
  readonly target: number;
  /** How long they overlap; below 0, how far they are apart. */
  readonly common: number;
  /** What of the predicted one lies outside the other. */
  readonly beyond: number;
  /** What of the right one lies outside the other. */
  readonly missed: number;
  /** Whether p1, p2, t1, t2 are the ends of the overlap; of two that are equal, the predicted one is. */
  readonly isInner: readonly [boolean, boolean, boolean, boolean];
  /** Lengths are multiplied by 2^-exponent. */
  readonly exponent: number;
}

/** From here on differences of coordinates may leave float64. */
const far = 2 ** 1020;

/** The lengths of two intervals; overlaps and rests are sums of differences, none of which cancels another. */
export function spanOf(p1: number, p2: number, t1: number, t2: number): Span {
  const isFar = Math.max(Math.abs(p1), Math.abs(p2), Math.abs(t1), Math.abs(t2)) > far;
  const isInner = [p1 >= t1, p2 <= t2, t1 > p1, t2 < p2] as const;
  const unit = isFar ? 2 ** -4 : 1;
  const [a, b, c, d] = [p1 * unit, p2 * unit, t1 * unit, t2 * unit];
  return {
    pred: b - a,
    target: d - c,
    common: Math.min(b, d) - Math.max(a, c),
    beyond: Math.max(c - a, 0) + Math.max(b - d, 0),
    missed: Math.max(a - c, 0) + Math.max(d - b, 0),
    isInner,
    exponent: isFar ? 4 : 0,
  };
}

/** The same lengths in units 2^exponent times as large. */
export function inUnits(span: Span, exponent: number): Span {
  const [one, other] = powers(-exponent);
  const scaled = (length: number) => length * one * other;
  return {
    ...span,
    pred: scaled(span.pred),
    target: scaled(span.target),
    common: scaled(span.common),
    beyond: scaled(span.beyond),
    missed: scaled(span.missed),
    exponent: span.exponent + exponent,
  };
}

/** 2^exponent as factors that are numbers of float64. */
export function powers(exponent: number): readonly [number, number] {
  const half = Math.trunc(exponent / 2);
  return [2 ** half, 2 ** (exponent - half)];
}
