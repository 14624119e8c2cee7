/**
 * Float64 intervals, rounded outward: the fast field.
 *
 * @module
 */
import {
  atanDown,
  atanUp,
  expDownFrom,
  expm1Down,
  expm1Up,
  expUpFrom,
  log1pDown,
  log1pUp,
  logDown,
  logUp,
} from "./elementary.ts";
import { isNumberOf } from "./exactness.ts";
import { type Arithmetic, exact, type Field } from "./field.ts";
import {
  type Column,
  column,
  hiOf,
  isExactly,
  keepingResults,
  loOf,
  type Margin,
  marginOf,
  ownMargin,
  put,
  putSum,
} from "./interval_column.ts";
import {
  choose,
  compare,
  endwise,
  gather,
  hulls,
  isBelow,
  isEqual,
  isLess,
  isLessEqual,
} from "./interval_choice.ts";
import { powerOf } from "./interval_power.ts";
import { productOf, withExactSquares } from "./interval_product.ts";

export type { Column } from "./interval_column.ts";

const sq = (x: number): number => x * x;

/** elementary.ts bounds rigorously by itself. */
const noMargin: Margin = { relative: 0, absolute: 0 };

/** A function that rises, on the part of the operand where it is defined (from `least` up). */
function map(
  a: Column,
  { relative, absolute }: Margin,
  down: (x: number) => number,
  up: (x: number) => number,
  least = -Infinity,
  result = -Infinity,
): Column {
  const n = a.length;
  const out = column(n);
  const { data, at } = out;
  for (let i = 0; i < n; i++) {
    const lo = a.data[a.at + i];
    const hi = a.data[a.at + n + i];
    if (!(hi >= least)) {
      put(data, at + i, at + n + i, NaN, NaN, relative, absolute);
      continue;
    }
    const l = down(lo < least ? least : lo);
    put(data, at + i, at + n + i, l, up(hi), relative, absolute);
    if (data[at + i] < result) data[at + i] = result;
  }
  return out;
}

/** e^a; of an exact number, both ends come from one Math.exp. */
function exponential(a: Column, { relative, absolute }: Margin): Column {
  const n = a.length;
  const out = column(n);
  const { data, at } = out;
  for (let i = 0; i < n; i++) {
    const lo = a.data[a.at + i];
    const hi = a.data[a.at + n + i];
    const r = Math.exp(lo);
    const up = expUpFrom(hi, lo === hi ? r : Math.exp(hi));
    put(data, at + i, at + n + i, expDownFrom(lo, r), up, relative, absolute);
    if (data[at + i] < 0) data[at + i] = 0;
  }
  return out;
}

/**
 * a + b, or with `sign` -1 a - b.
 *
 * Exact numbers whose sum is a number of the format have exactly that sum, whatever the rounding:
 * 1 - t is 0 for t = 1, with no ± about it.
 */
function sumOfTwo(
  a: Column,
  b: Column,
  sign: 1 | -1,
  { relative, absolute }: Margin,
  isNumber: (x: number) => boolean,
): Column {
  const n = Math.max(a.length, b.length);
  const out = column(n);
  const { data, at } = out;
  const stepA = a.length === 1 ? 0 : 1;
  const stepB = b.length === 1 ? 0 : 1;
  for (let i = 0, j = a.at, k = b.at; i < n; i++, j += stepA, k += stepB) {
    const al = a.data[j];
    const ah = a.data[j + a.length];
    const bl = sign * b.data[sign > 0 ? k : k + b.length];
    const bh = sign * b.data[sign > 0 ? k + b.length : k];
    if (bl === 0 && bh === 0) {
      data[at + i] = al;
      data[at + n + i] = ah;
    } else if (al === 0 && ah === 0) {
      data[at + i] = bl;
      data[at + n + i] = bh;
    } else {
      const lo = al + bl;
      const hi = ah + bh;
      if (al === ah && bl === bh && lo - al === bl && lo - bl === al && isNumber(lo)) {
        data[at + i] = lo;
        data[at + n + i] = lo;
        continue;
      }
      const down = lo - (Math.abs(lo) * relative + absolute);
      const up = hi + (Math.abs(hi) * relative + absolute);
      if (down <= up) {
        data[at + i] = down;
        data[at + n + i] = up;
      } else {
        put(data, at + i, at + n + i, lo, hi, relative, absolute);
      }
    }
  }
  return out;
}

/** a + a, which nothing rounds. */
function doubled(a: Column): Column {
  const n = a.length;
  const out = column(n);
  const { data, at } = out;
  for (let i = 0; i < n; i++) {
    put(data, at + i, at + n + i, 2 * a.data[a.at + i], 2 * a.data[a.at + n + i], 0, 0);
  }
  return out;
}

/**
 * Float64 interval arithmetic that encloses every result of an arithmetic.
 *
 * @param arithmetic what its roundings can do; {@linkcode exact} for the truth
 * @returns the field
 */
export function intervalField(arithmetic: Arithmetic): Field<Column> {
  const rounds = arithmetic.u > 0 || arithmetic.lambda > 0;
  const once = rounds ? marginOf(arithmetic, 1) : ownMargin;
  const elementary = rounds ? marginOf(arithmetic, arithmetic.elementary) : noMargin;

  const isNumber = isNumberOf(arithmetic);

  const field: Field<Column> = {
    arithmetic,
    squaresApart: rounds,
    constant(x) {
      const out = column(1);
      out.data.fill(x, out.at, out.at + 2);
      return out;
    },
    points(values) {
      const n = values.length;
      const out = column(n);
      const { data, at } = out;
      for (let i = 0; i < n; i++) {
        const x = values[i];
        const isFlushed = arithmetic.flushes && Math.abs(x) < arithmetic.lambda;
        data[at + i] = Number.isNaN(x) ? -Infinity : isFlushed ? Math.min(x, 0) : x;
        data[at + n + i] = Number.isNaN(x) ? Infinity : isFlushed ? Math.max(x, 0) : x;
      }
      return out;
    },
    intervals({ lo, hi }) {
      const out = column(lo.length);
      out.data.set(lo, out.at);
      out.data.set(hi, out.at + lo.length);
      return out;
    },
    length: (a) => a.length,
    add(a, b) {
      if (isExactly(b, 0)) return a;
      if (isExactly(a, 0)) return b;
      return a === b ? doubled(a) : sumOfTwo(a, b, 1, once, isNumber);
    },
    sub: (a, b) => isExactly(b, 0) ? a : sumOfTwo(a, b, -1, once, isNumber),
    neg(a) {
      const n = a.length;
      const out = column(n);
      for (let i = 0; i < n; i++) {
        out.data[out.at + i] = -a.data[a.at + n + i];
        out.data[out.at + n + i] = -a.data[a.at + i];
      }
      return out;
    },
    abs(a) {
      const n = a.length;
      const out = column(n);
      for (let i = 0; i < n; i++) {
        const lo = a.data[a.at + i];
        const hi = a.data[a.at + n + i];
        out.data[out.at + i] = lo > 0 ? lo : hi < 0 ? -hi : 0;
        out.data[out.at + n + i] = Math.max(-lo, hi);
      }
      return out;
    },
    square: (a) => withExactSquares(map(field.abs(a), once, sq, sq, 0, 0), a, isNumber),
    sqrt: (a) => map(a, once, Math.sqrt, Math.sqrt, 0),
    exp: (a) => exponential(a, elementary),
    expm1: (a) => map(a, elementary, expm1Down, expm1Up),
    log: (a) => map(a, elementary, logDown, logUp, 0),
    log1p: (a) => map(a, elementary, log1pDown, log1pUp, -1),
    atan: (a) => map(a, elementary, atanDown, atanUp),
    pow(a, b) {
      if (isExactly(b, 0)) return field.constant(1);
      if (isExactly(b, 1)) return a;
      if (isExactly(b, 2)) return map(field.abs(a), rounds ? elementary : ownMargin, sq, sq, 0, 0);
      // A whole power may be multiplied out.
      const n = b.length === 1 && loOf(b, 0) === hiOf(b, 0) ? loOf(b, 0) : NaN;
      const products = Number.isInteger(n) ? Math.abs(n) - (n > 0 ? 1 : 0) : 0;
      const isLonger = rounds && products > arithmetic.elementary;
      return powerOf(a, b, isLonger ? marginOf(arithmetic, products) : elementary);
    },
    product: (factors) => productOf(factors, arithmetic, rounds),
    sum(terms) {
      if (terms.length === 1) return terms[0];
      const out = column(Math.max(...terms.map(({ length }) => length)));
      for (let i = 0; i < out.length; i++) {
        const lo = (term: number) => loOf(terms[term], i);
        putSum(out, i, terms.length, lo, (term) => hiOf(terms[term], i), arithmetic);
      }
      return out;
    },
    total(a) {
      const out = column(1);
      putSum(out, 0, a.length, (i) => loOf(a, i), (i) => hiOf(a, i), arithmetic);
      return out;
    },
    min: (a, b) => endwise(a, b, Math.min),
    max: (a, b) => endwise(a, b, Math.max),
    hull: (a, b) => endwise(a, b, Math.min, Math.max),
    gather,
    hulls,
    widen(a, roundings) {
      if (!rounds || roundings === 0) return a;
      return map(a, marginOf(arithmetic, roundings), (x) => x, (x) => x);
    },
    less: (a, b) => compare(a, b, isLess),
    lessEqual: (a, b) => compare(a, b, isLessEqual),
    equal: (a, b) => compare(a, b, isEqual),
    below: (a, b) => compare(a, b, isBelow),
    where: choose,
    keeping: keepingResults,
    join(parts, lengths) {
      if (parts.length === 1) return parts[0];
      const n = lengths.reduce((sum, length) => sum + length, 0);
      const out = column(n);
      parts.reduce((from, part, k) => {
        for (let i = 0; i < lengths[k]; i++) {
          out.data[out.at + from + i] = loOf(part, i);
          out.data[out.at + n + from + i] = hiOf(part, i);
        }
        return from + lengths[k];
      }, 0);
      return out;
    },
    bounds(a, length) {
      const { data, at } = a;
      if (a.length === length) {
        return {
          lo: data.subarray(at, at + length),
          hi: data.subarray(at + length, at + 2 * length),
        };
      }
      return {
        lo: new Float64Array(length).fill(data[at]),
        hi: new Float64Array(length).fill(data[at + 1]),
      };
    },
  };
  return field;
}

/** The field of the truth: nothing is rounded. */
export const truthField: Field<Column> = intervalField(exact);
