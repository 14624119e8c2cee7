/**
 * Plain floating point as a field: every operation is rounded once, to nearest.
 *
 * The oracle's evaluator over this field is an implementation as people write it: the formula's
 * operations one after the other, in the format. Nothing is enclosed.
 *
 * @module
 */
import { type Decision, exact, type Field } from "../../src/oracle/internal.ts";
import { type FloatDType, formats, roundTo } from "../../src/tensor/mod.ts";

/** One float per element, or (length 1) one for all of them. */
export type Floats = Float64Array;

/**
 * How careful an implementation is. `careful`: what is larger than the format's largest number is kept,
 * as in a wider register, so that only what is answered can overflow; and 0 times or over anything but
 * NaN is 0, as for t·log p and t/p. `plain`: IEEE 754 and nothing else.
 */
export type Care = "careful" | "plain";

/**
 * The arithmetic of a format.
 *
 * @param dtype the format
 * @param care whether 0·∞ and overflow on the way are looked after
 * @returns the field; at a kink it takes the first branch
 */
export function roundedField(dtype: FloatDType, care: Care): Field<Floats> {
  const { largest } = formats[dtype];
  const isCareful = care === "careful";
  const round = (x: number) => isCareful && Math.abs(x) > largest ? x : roundTo(x, dtype);
  const isZero = (x: number, y: number) =>
    isCareful && (x === 0 || y === 0) && !Number.isNaN(x) && !Number.isNaN(y);
  const at = (a: Floats, i: number): number => a[a.length === 1 ? 0 : i];
  const lengthOf = (...parts: readonly { readonly length: number }[]): number =>
    parts.find(({ length }) => length !== 1)?.length ?? 1;

  function filled(length: number, value: (i: number) => number): Floats {
    const values = new Float64Array(length);
    for (let i = 0; i < length; i++) values[i] = value(i);
    return values;
  }
  function unary(f: (x: number) => number): (a: Floats) => Floats {
    return (a) => a.map((x) => round(f(x)));
  }
  function binary(f: (x: number, y: number) => number): (a: Floats, b: Floats) => Floats {
    return (a, b) => filled(lengthOf(a, b), (i) => round(f(at(a, i), at(b, i))));
  }
  function compared(
    holds: (x: number, y: number) => boolean,
  ): (a: Floats, b: Floats) => Decision {
    return (a, b) => {
      const decisions = new Uint8Array(lengthOf(a, b));
      for (let i = 0; i < decisions.length; i++) decisions[i] = holds(at(a, i), at(b, i)) ? 1 : 0;
      return decisions;
    };
  }
  const add = binary((x, y) => x + y);
  const multiply = binary((x, y) => isZero(x, y) ? 0 : x * y);
  const divide = binary((x, y) => isCareful && x === 0 && y === 0 ? 0 : x / y);

  return {
    arithmetic: exact,
    squaresApart: false,
    constant: (x) => Float64Array.of(x),
    points: (values) => Float64Array.from(values),
    intervals: ({ lo, hi }) => lo.map((x, i) => x === hi[i] ? x : NaN),
    length: (a) => a.length,
    add,
    sub: binary((x, y) => x - y),
    neg: unary((x) => -x),
    abs: unary(Math.abs),
    square: unary((x) => x * x),
    sqrt: unary(Math.sqrt),
    exp: unary(Math.exp),
    expm1: unary(Math.expm1),
    log: unary(Math.log),
    log1p: unary(Math.log1p),
    atan: unary(Math.atan),
    pow: binary(Math.pow),
    product: (factors) =>
      factors.reduce<Floats>(
        (value, { of, inverse }) => (inverse ? divide : multiply)(value, of),
        Float64Array.of(1),
      ),
    sum: (terms) => terms.reduce(add),
    total: (a) => Float64Array.of(a.reduce((sum, x) => round(sum + x), 0)),
    min: binary(Math.min),
    max: binary(Math.max),
    hull: (a) => a,
    gather: (a, elements) => a.length === 1 ? a : Float64Array.from(elements, (i) => a[i]),
    hulls: (a, length) => filled(length, (i) => at(a, i)),
    // What is widened by one rounding is a constant that is no number of the format.
    widen: (a, roundings) => roundings === 1 ? a.map(round) : a,
    less: compared((x, y) => x < y),
    lessEqual: compared((x, y) => x <= y),
    equal: compared((x, y) => x === y),
    below: compared((x, y) => x <= y),
    where: (condition, a, b) =>
      filled(
        lengthOf(condition, a, b),
        (i) => at(condition[condition.length === 1 ? 0 : i] === 0 ? b : a, i),
      ),
    keeping: (work) => work(),
    join: (parts, lengths) =>
      Float64Array.from(parts.flatMap((part, k) => [...filled(lengths[k], (i) => at(part, i))])),
    bounds(a, length) {
      const all = filled(length, (i) => at(a, i));
      return { lo: all, hi: all };
    },
  };
}
