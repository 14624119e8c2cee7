/**
 * The arithmetic that a formula's graph is evaluated in.
 *
 * A field works on columns: one interval per element, or one for all elements (a uniform column,
 * of length 1, which pairs with columns of any length). Two fields exist: float64 intervals rounded
 * outward, and MPFR intervals with directed rounding.
 *
 * @module
 */
import { type FloatDType, formats } from "../tensor/mod.ts";
import type { Enclosure } from "./enclosure.ts";

/**
 * What one rounding in the arithmetic under test can do. The exact arithmetic has all zeros.
 *
 * Every rounded operation's result v is widened by u·|v| + λ; elementary functions by
 * `elementary` times as much.
 */
export interface Arithmetic {
  /** Unit roundoff (twice that, where any rounding mode is allowed). */
  readonly u: number;
  /** Smallest subnormal; the smallest normal where subnormals are flushed to zero. */
  readonly lambda: number;
  /** Whether rounding is to nearest only: then an underflow costs half of λ. False: u is twice the unit roundoff. */
  readonly toNearest?: boolean;
  /** Whether subnormals are flushed to zero: then numbers below λ may be read as 0, too. */
  readonly flushes?: boolean;
  /** Roundings that one elementary function (exp, log, pow, atan …) may cost: 2 for each ulp. */
  readonly elementary: number;
  /** Whether sigmoids are lost where exp(-x) overflows; absent = they are not. */
  readonly losing?: Losing;
}

/** What becomes of 1/(1 + exp(-x)) where the exponential overflows. */
export interface Losing {
  /** The logarithm of the greatest number: about from there on exp overflows. */
  readonly from: number;
  /** Nothing is left; or anything between that and the sigmoid, which is the way from the one to the other. */
  readonly leaves: "nothing" | "anything";
}

/** The arithmetic of the truth: nothing is rounded. */
export const exact: Arithmetic = { u: 0, lambda: 0, elementary: 0 };

/** The unit roundoff of an arithmetic's format, which says what numbers it has. */
export function unitRoundoffOf({ u, toNearest }: Arithmetic): number {
  return toNearest === false ? u / 2 : u;
}

/** How far an underflow may move a result. */
export function underflowOf(dtype: FloatDType, flushes: boolean): number {
  const { smallestNormal, smallestSubnormal } = formats[dtype];
  return flushes ? smallestNormal : smallestSubnormal;
}

/** What a comparison says, per element: 0 no, 1 yes, 2 undecided. */
export type Decision = Uint8Array;

/** The rows that do not count, per row: 0 counts, 1 does not, 2 undecided. */
export type Mask = Uint8Array;

/** A factor of a product; `inverse` divides by it. */
export interface Factor<V> {
  readonly of: V;
  readonly inverse: boolean;
}

/**
 * Interval arithmetic on columns `V`.
 *
 * Every operation returns an enclosure of all results that the field's {@linkcode Arithmetic} can
 * give for operands anywhere inside the operands' intervals. Negation, absolute value, minimum,
 * maximum and selection do not round. Adding an exact 0 and multiplying by an exact 0, 1 or -1
 * (uniform columns) do not round either, nor does adding a number to itself. An operation that is undefined on the whole of its operands
 * gives [-∞, ∞].
 */
export interface Field<V> {
  /** The arithmetic whose roundings are enclosed. */
  readonly arithmetic: Arithmetic;
  /** Whether a square that is a factor comes as two, since honest work may multiply by each at any place. */
  readonly squaresApart: boolean;
  /** A uniform column that holds exactly this number. */
  constant(x: number): V;
  /** A column of exact numbers, as they are read. */
  points(values: ArrayLike<number>): V;
  /** A column of given intervals. */
  intervals(enclosure: Enclosure): V;
  /** Number of elements; 1 for a uniform column. */
  length(a: V): number;
  add(a: V, b: V): V;
  sub(a: V, b: V): V;
  neg(a: V): V;
  abs(a: V): V;
  square(a: V): V;
  sqrt(a: V): V;
  exp(a: V): V;
  expm1(a: V): V;
  log(a: V): V;
  log1p(a: V): V;
  atan(a: V): V;
  /** a^b for a >= 0, or any a where b is a uniform exact integer. */
  pow(a: V, b: V): V;
  /**
   * The product of all factors, in any order of multiplication: with k roundings it is widened by
   * ((1+u)^k - 1)·|v|, and λ is amplified by the factors that may come after (Π max(1, |factor|)).
   * An exact 0 makes it 0, whatever it is multiplied or divided by: no_value.ts tells where that is 0/0.
   */
  product(factors: readonly Factor<V>[]): V;
  /** The sum of the columns, element by element, in any order: widened by (k-1)·u·Σ|term|. */
  sum(terms: readonly V[]): V;
  /** The sum over the elements of one column, in any order; a uniform column. */
  total(a: V): V;
  min(a: V, b: V): V;
  max(a: V, b: V): V;
  hull(a: V, b: V): V;
  /** Of each place the element that it names; a uniform column is left as it is. */
  gather(a: V, elements: Int32Array): V;
  /** `a` with so many elements, but in those that are named the hull of what is in their places. */
  hulls(a: V, length: number, places: V, elements: Int32Array): V;
  /** Widens each interval as `roundings` operations would. */
  widen(a: V, roundings: number): V;
  less(a: V, b: V): Decision;
  lessEqual(a: V, b: V): Decision;
  equal(a: V, b: V): Decision;
  /** a < b, undecided where the two may be equal: the condition of a derivative at a kink. */
  below(a: V, b: V): Decision;
  /** `a` where yes, `b` where no, the hull of both where undecided. */
  where(condition: Decision, a: V, b: V): V;
  /** Runs work that makes many columns; all of them but its results may be recycled. */
  keeping(work: () => readonly V[]): readonly V[];
  /** Columns of elements end to end, as one column; `lengths` says how often a uniform one counts. */
  join(parts: readonly V[], lengths: readonly number[]): V;
  /** The float64 intervals that contain these, of the given length (a uniform column is repeated). */
  bounds(a: V, length: number): Enclosure;
}
