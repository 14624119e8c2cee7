/**
 * Float64 intervals, rounded outward: the fast field.
 *
 * IEEE arithmetic rounds to nearest, so an endpoint r computed for an exact v has
 * |r - v| <= 2^-53·|r| + 2^-1075. Instead of switching the rounding mode (JavaScript cannot),
 * each endpoint moves outward by |r|·K + T, where K and T pay for that, for the rounding of the
 * move itself, and for what one rounding of the arithmetic under test may add: k·(u·|v| + λ).
 *
 * @module
 */
import {
  atanDown,
  atanUp,
  expDown,
  expm1Down,
  expm1Up,
  expUp,
  log1pDown,
  log1pUp,
  logDown,
  logUp,
  powDown,
  powUp,
} from "./elementary.ts";
import type { Enclosure } from "./enclosure.ts";
import type { Arithmetic, Factor, Field, Truth } from "./field.ts";
import { isPowerOfTwo } from "./graph.ts";

/** Intervals of many elements, or (length 1) of all elements alike. */
export type Column = Enclosure;

const MAX = Number.MAX_VALUE;
const ETA = 2 ** -1074;

/** How far endpoints move outward: relatively, and absolutely. */
interface Margin {
  readonly relative: number;
  readonly absolute: number;
}

/** The margin of `roundings` roundings of the arithmetic, with λ amplified. */
function marginOf({ u, lambda }: Arithmetic, roundings: number, amplification = 1): Margin {
  const relative = roundings * u / Math.max(1 - roundings * u, 2 ** -10);
  const absolute = roundings * lambda * amplification;
  return {
    // 2^-52: half for the operation's own rounding, half for that of the move.
    relative: relative * (1 + 2 ** -50) + 2 ** -52 * (1 + 2 * relative + 2 ** -40),
    absolute: absolute * (1 + 2 ** -40) + 2 * ETA,
  };
}

function column(length: number): Column {
  return { lo: new Float64Array(length), hi: new Float64Array(length) };
}

/** Writes the interval around [lo, hi], moved outward; what is undefined becomes the whole line. */
function put(out: Column, i: number, lo: number, hi: number, margin: Margin): void {
  const down = lo - (Math.abs(lo) * margin.relative + margin.absolute);
  const up = hi + (Math.abs(hi) * margin.relative + margin.absolute);
  if (down <= up) {
    out.lo[i] = down;
    out.hi[i] = up;
  } else {
    putUnbounded(out, i, lo, hi, margin);
  }
}

/** The same where an endpoint is infinite or NaN: an overflowed lower end is at least finite. */
function putUnbounded(out: Column, i: number, lo: number, hi: number, margin: Margin): void {
  if (Number.isNaN(lo) || Number.isNaN(hi)) {
    out.lo[i] = -Infinity;
    out.hi[i] = Infinity;
    return;
  }
  const l = lo === Infinity ? MAX : lo;
  const h = hi === -Infinity ? -MAX : hi;
  out.lo[i] = l === -Infinity ? l : l - (Math.abs(l) * margin.relative + margin.absolute);
  out.hi[i] = h === Infinity ? h : h + (Math.abs(h) * margin.relative + margin.absolute);
}

function isUniform(a: Column): boolean {
  return a.lo.length === 1;
}

/** Whether a column is one exact number, the same for all elements. */
function isExactly(a: Column, x: number): boolean {
  return isUniform(a) && a.lo[0] === x && a.hi[0] === x;
}

function map(
  a: Column,
  margin: Margin,
  down: (x: number) => number,
  up: (x: number) => number,
): Column {
  const n = a.lo.length;
  const out = column(n);
  for (let i = 0; i < n; i++) {
    const lo = a.lo[i];
    const hi = a.hi[i];
    put(out, i, down(lo), up(hi), margin);
  }
  return out;
}

/** 0·∞ = 0: an infinite endpoint stands for arbitrarily large numbers, not for infinity. */
function times(x: number, y: number): number {
  const product = x * y;
  return Number.isNaN(product) && (x === 0 || y === 0) ? 0 : product;
}

function multiplyInto(out: Column, a: Column, b: Column, margin: Margin): void {
  const n = out.lo.length;
  const stepA = isUniform(a) ? 0 : 1;
  const stepB = isUniform(b) ? 0 : 1;
  for (let i = 0, j = 0, k = 0; i < n; i++, j += stepA, k += stepB) {
    const al = a.lo[j];
    const ah = a.hi[j];
    const bl = b.lo[k];
    const bh = b.hi[k];
    if ((al === 0 && ah === 0) || (bl === 0 && bh === 0)) continue;
    if (al >= 0 && bl >= 0 && ah < Infinity && bh < Infinity) {
      put(out, i, al * bl, ah * bh, margin);
    } else {
      const p = times(al, bl);
      const q = times(al, bh);
      const r = times(ah, bl);
      const s = times(ah, bh);
      put(out, i, Math.min(p, q, r, s), Math.max(p, q, r, s), margin);
    }
  }
}

/** 1/a, where a holds 0 only as an endpoint a half line, otherwise the whole line. */
function invert(a: Column, margin: Margin): Column {
  const n = a.lo.length;
  const out = column(n);
  for (let i = 0; i < n; i++) {
    const lo = a.lo[i];
    const hi = a.hi[i];
    if (lo > 0 || hi < 0) put(out, i, 1 / hi, 1 / lo, margin);
    else if (lo === 0 && hi > 0) put(out, i, 1 / hi, Infinity, margin);
    else if (hi === 0 && lo < 0) put(out, i, -Infinity, 1 / lo, margin);
    else put(out, i, -Infinity, Infinity, margin);
  }
  return out;
}

/** a/b with one rounding. */
function divideInto(out: Column, a: Column, b: Column, margin: Margin): void {
  const n = out.lo.length;
  const stepA = isUniform(a) ? 0 : 1;
  const stepB = isUniform(b) ? 0 : 1;
  for (let i = 0, j = 0, k = 0; i < n; i++, j += stepA, k += stepB) {
    const al = a.lo[j];
    const ah = a.hi[j];
    const bl = b.lo[k];
    const bh = b.hi[k];
    if (al === 0 && ah === 0) continue;
    if (bl > 0 && ah < Infinity && bh < Infinity && al > -Infinity) {
      put(out, i, al >= 0 ? al / bh : al / bl, ah >= 0 ? ah / bl : ah / bh, margin);
    } else {
      const inverse = invert({ lo: b.lo.subarray(k, k + 1), hi: b.hi.subarray(k, k + 1) }, margin);
      const one = column(1);
      const numerator = { lo: a.lo.subarray(j, j + 1), hi: a.hi.subarray(j, j + 1) };
      multiplyInto(one, numerator, inverse, margin);
      out.lo[i] = one.lo[0];
      out.hi[i] = one.hi[0];
    }
  }
}

/** Roundings that a factor costs: none for an exact power of two that is alike for all elements. */
function costs({ of }: Factor<Column>): boolean {
  return !(isUniform(of) && of.lo[0] === of.hi[0] && isPowerOfTwo(of.lo[0]));
}

/** The largest factor by which a later multiplication can enlarge an earlier underflow. */
function amplificationOf(factors: readonly Factor<Column>[], i: number): number {
  let amplification = 1;
  for (const { of, inverse } of factors) {
    const k = isUniform(of) ? 0 : i;
    const lo = of.lo[k];
    const hi = of.hi[k];
    const largest = inverse
      ? (lo <= 0 && hi >= 0 ? Infinity : 1 / Math.min(Math.abs(lo), Math.abs(hi)))
      : Math.max(Math.abs(lo), Math.abs(hi));
    if (largest > 1) amplification *= largest;
  }
  return amplification;
}

/**
 * Float64 interval arithmetic that encloses every result of an arithmetic.
 *
 * @param arithmetic what its roundings can do; {@linkcode exact} for the truth
 * @returns the field
 */
export function intervalField(arithmetic: Arithmetic): Field<Column> {
  const rounds = arithmetic.u > 0 || arithmetic.lambda > 0;
  const none: Margin = marginOf({ u: 0, lambda: 0, elementary: 0 }, 0);
  const once = rounds ? marginOf(arithmetic, 1) : none;
  const elementary = rounds ? marginOf(arithmetic, arithmetic.elementary) : none;
  // elementary.ts's bounds are already rigorous; the move must then only round itself.
  const bare: Margin = { relative: 0, absolute: 0 };
  const afterBounds = rounds ? elementary : bare;

  function zip(
    a: Column,
    b: Column,
    f: (out: Column, i: number, j: number, k: number) => void,
  ): Column {
    const n = Math.max(a.lo.length, b.lo.length);
    const out = column(n);
    const stepA = isUniform(a) ? 0 : 1;
    const stepB = isUniform(b) ? 0 : 1;
    for (let i = 0, j = 0, k = 0; i < n; i++, j += stepA, k += stepB) f(out, i, j, k);
    return out;
  }

  function compare(a: Column, b: Column, f: (j: number, k: number) => 0 | 1 | 2): Truth {
    const n = Math.max(a.lo.length, b.lo.length);
    const out = new Uint8Array(n);
    for (let i = 0; i < n; i++) out[i] = f(isUniform(a) ? 0 : i, isUniform(b) ? 0 : i);
    return out;
  }

  function clipped(a: Column, least: number): Column {
    return { lo: a.lo.map((x) => x < least ? least : x), hi: a.hi };
  }

  /** Where the whole operand is outside the domain, the result is undefined. */
  function withUndefined(a: Column, least: number, out: Column): Column {
    for (let i = 0; i < a.hi.length; i++) {
      if (!(a.hi[i] >= least)) putUnbounded(out, i, NaN, NaN, none);
    }
    return out;
  }

  function widened(a: Column, roundings: number, amplification = 1): Column {
    if (!rounds || roundings === 0) return a;
    const margin = marginOf(arithmetic, roundings, amplification);
    const out = column(a.lo.length);
    for (let i = 0; i < a.lo.length; i++) put(out, i, a.lo[i], a.hi[i], margin);
    return out;
  }

  const field: Field<Column> = {
    arithmetic,
    constant: (x) => ({ lo: Float64Array.of(x), hi: Float64Array.of(x) }),
    points(values) {
      const lo = Float64Array.from(values, (x) => Number.isNaN(x) ? -Infinity : x);
      return { lo, hi: Float64Array.from(values, (x) => Number.isNaN(x) ? Infinity : x) };
    },
    intervals: (enclosure) => enclosure,
    length: (a) => a.lo.length,
    add(a, b) {
      if (isExactly(b, 0)) return a;
      if (isExactly(a, 0)) return b;
      return zip(a, b, (out, i, j, k) => {
        putSumOfTwo(out, i, a.lo[j], a.hi[j], b.lo[k], b.hi[k], once);
      });
    },
    sub(a, b) {
      if (isExactly(b, 0)) return a;
      return zip(a, b, (out, i, j, k) => {
        putSumOfTwo(out, i, a.lo[j], a.hi[j], -b.hi[k], -b.lo[k], once);
      });
    },
    neg: (a) => ({ lo: a.hi.map((x) => -x), hi: a.lo.map((x) => -x) }),
    abs(a) {
      const out = column(a.lo.length);
      for (let i = 0; i < a.lo.length; i++) {
        const lo = a.lo[i];
        const hi = a.hi[i];
        out.lo[i] = lo > 0 ? lo : hi < 0 ? -hi : 0;
        out.hi[i] = Math.max(-lo, hi);
      }
      return out;
    },
    square(a) {
      const magnitude = field.abs(a);
      const out = map(magnitude, once, (x) => x * x, (x) => x * x);
      for (let i = 0; i < out.lo.length; i++) out.lo[i] = Math.max(out.lo[i], 0);
      return out;
    },
    sqrt: (a) => withUndefined(a, 0, map(clipped(a, 0), once, Math.sqrt, Math.sqrt)),
    exp(a) {
      const out = map(a, afterBounds, expDown, expUp);
      for (let i = 0; i < out.lo.length; i++) out.lo[i] = Math.max(out.lo[i], 0);
      return out;
    },
    expm1: (a) => map(a, afterBounds, expm1Down, expm1Up),
    log: (a) => withUndefined(a, 0, map(clipped(a, 0), afterBounds, logDown, logUp)),
    log1p: (a) => withUndefined(a, -1, map(clipped(a, -1), afterBounds, log1pDown, log1pUp)),
    atan: (a) => map(a, afterBounds, atanDown, atanUp),
    pow(a, b) {
      const exponent = isUniform(b) && b.lo[0] === b.hi[0] ? b.lo[0] : NaN;
      if (exponent === 0) return field.constant(1);
      if (exponent === 1) return a;
      return zip(a, b, (out, i, j, k) => {
        putPower(out, i, a.lo[j], a.hi[j], b.lo[k], b.hi[k], exponent, afterBounds);
      });
    },
    product(factors) {
      const first = factors[0];
      const rest = factors.slice(1);
      let value = first.inverse ? invert(first.of, rest.length === 0 ? once : none) : first.of;
      for (const { of, inverse } of rest) {
        if (isExactly(of, 1)) continue;
        const out = column(Math.max(value.lo.length, of.lo.length));
        (inverse ? divideInto : multiplyInto)(out, value, of, none);
        value = out;
      }
      if (!rounds || factors.length === 1) return value;
      const operations = factors.length - (first.inverse ? 0 : 1);
      const roundings = Math.max(0, factors.filter(costs).length - (first.inverse ? 0 : 1));
      const { relative } = marginOf(arithmetic, roundings);
      const out = column(value.lo.length);
      for (let i = 0; i < value.lo.length; i++) {
        if (value.lo[i] === 0 && value.hi[i] === 0) continue;
        // A multiplication by a power of two rounds only when it underflows.
        const underflow = operations * arithmetic.lambda * amplificationOf(factors, i);
        put(out, i, value.lo[i], value.hi[i], {
          relative,
          absolute: underflow * (1 + 2 ** -40) + 2 * ETA,
        });
      }
      return out;
    },
    sum(terms) {
      if (terms.length === 1) return terms[0];
      const out = column(Math.max(...terms.map((t) => t.lo.length)));
      for (let i = 0; i < out.lo.length; i++) {
        const lo = (k: number) => terms[k].lo[isUniform(terms[k]) ? 0 : i];
        const hi = (k: number) => terms[k].hi[isUniform(terms[k]) ? 0 : i];
        putSum(out, i, terms.length, lo, hi, arithmetic);
      }
      return out;
    },
    total(a) {
      const out = column(1);
      putSum(out, 0, a.lo.length, (k) => a.lo[k], (k) => a.hi[k], arithmetic);
      return out;
    },
    min: (a, b) =>
      zip(a, b, (out, i, j, k) => {
        out.lo[i] = Math.min(a.lo[j], b.lo[k]);
        out.hi[i] = Math.min(a.hi[j], b.hi[k]);
      }),
    max: (a, b) =>
      zip(a, b, (out, i, j, k) => {
        out.lo[i] = Math.max(a.lo[j], b.lo[k]);
        out.hi[i] = Math.max(a.hi[j], b.hi[k]);
      }),
    hull: (a, b) =>
      zip(a, b, (out, i, j, k) => {
        out.lo[i] = Math.min(a.lo[j], b.lo[k]);
        out.hi[i] = Math.max(a.hi[j], b.hi[k]);
      }),
    widen: widened,
    less: (a, b) => compare(a, b, (j, k) => a.hi[j] < b.lo[k] ? 1 : a.lo[j] >= b.hi[k] ? 0 : 2),
    lessEqual: (a, b) =>
      compare(a, b, (j, k) => a.hi[j] <= b.lo[k] ? 1 : a.lo[j] > b.hi[k] ? 0 : 2),
    equal: (a, b) =>
      compare(a, b, (j, k) => {
        if (a.hi[j] < b.lo[k] || a.lo[j] > b.hi[k]) return 0;
        return a.lo[j] === a.hi[j] && b.lo[k] === b.hi[k] ? 1 : 2;
      }),
    where(condition, a, b) {
      const n = Math.max(condition.length, a.lo.length, b.lo.length);
      const out = column(n);
      for (let i = 0; i < n; i++) {
        const c = condition[condition.length === 1 ? 0 : i];
        const j = isUniform(a) ? 0 : i;
        const k = isUniform(b) ? 0 : i;
        out.lo[i] = c === 1 ? a.lo[j] : c === 0 ? b.lo[k] : Math.min(a.lo[j], b.lo[k]);
        out.hi[i] = c === 1 ? a.hi[j] : c === 0 ? b.hi[k] : Math.max(a.hi[j], b.hi[k]);
      }
      return out;
    },
    join(parts, lengths) {
      if (parts.length === 1) return parts[0];
      const out = column(lengths.reduce((sum, n) => sum + n, 0));
      parts.reduce((from, part, i) => {
        const { lo, hi } = field.bounds(part, lengths[i]);
        out.lo.set(lo, from);
        out.hi.set(hi, from);
        return from + lengths[i];
      }, 0);
      return out;
    },
    bounds(a, length) {
      if (a.lo.length === length) return a;
      return {
        lo: new Float64Array(length).fill(a.lo[0]),
        hi: new Float64Array(length).fill(a.hi[0]),
      };
    },
  };
  return field;
}

/** a + b; adding an exact 0 does not round. */
function putSumOfTwo(
  out: Column,
  i: number,
  al: number,
  ah: number,
  bl: number,
  bh: number,
  margin: Margin,
): void {
  if (bl === 0 && bh === 0) {
    out.lo[i] = al;
    out.hi[i] = ah;
  } else if (al === 0 && ah === 0) {
    out.lo[i] = bl;
    out.hi[i] = bh;
  } else {
    put(out, i, al + bl, ah + bh, margin);
  }
}

/**
 * The sum of n intervals in any order: n - 1 roundings of the arithmetic on partial sums, which are
 * at most Σ|v|, and float64's own. Where no term is below 0, a small sum has small partial sums, so
 * each end moves by its own share only.
 */
function putSum(
  out: Column,
  i: number,
  n: number,
  loAt: (term: number) => number,
  hiAt: (term: number) => number,
  { u, lambda }: Arithmetic,
): void {
  let lo = 0;
  let hi = 0;
  let magnitude = 0;
  let least = Infinity;
  let most = -Infinity;
  for (let term = 0; term < n; term++) {
    const l = loAt(term);
    const h = hiAt(term);
    lo += l;
    hi += h;
    magnitude += Math.max(Math.abs(l), Math.abs(h));
    if (l < least) least = l;
    if (h > most) most = h;
  }
  const nu = (n - 1) * u;
  const relative = (nu < 1 ? nu / (1 - nu) : Infinity) * (1 + n * 2 ** -50) + n * 2 ** -52;
  const absolute = n * lambda + ETA;
  const down = least >= 0 ? lo : magnitude;
  const up = most <= 0 ? -hi : magnitude;
  const l = lo - (down === 0 ? absolute : down * relative + absolute);
  const h = hi + (up === 0 ? absolute : up * relative + absolute);
  out.lo[i] = lo === 0 && magnitude === 0
    ? 0
    : Number.isNaN(l)
    ? (lo === Infinity ? MAX : -Infinity)
    : l;
  out.hi[i] = hi === 0 && magnitude === 0
    ? 0
    : Number.isNaN(h)
    ? (hi === -Infinity ? -MAX : Infinity)
    : h;
}

/** a^b: monotone in each argument for a >= 0, so its extremes are at corners. */
function putPower(
  out: Column,
  i: number,
  al: number,
  ah: number,
  bl: number,
  bh: number,
  exponent: number,
  margin: Margin,
): void {
  if (al < 0 && Number.isInteger(exponent)) {
    putIntegerPower(out, i, al, ah, exponent, margin);
    return;
  }
  const l = al < 0 ? 0 : al;
  if (!(ah >= 0)) {
    putUnbounded(out, i, NaN, NaN, margin);
    return;
  }
  let lo = Math.min(powDown(l, bl), powDown(ah, bl));
  let hi = Math.max(powUp(l, bl), powUp(ah, bl));
  if (bl !== bh) {
    lo = Math.min(lo, powDown(l, bh), powDown(ah, bh));
    hi = Math.max(hi, powUp(l, bh), powUp(ah, bh));
  }
  put(out, i, lo, hi, margin);
  if (out.lo[i] < 0) out.lo[i] = 0;
}

/** a^n of an interval that reaches below 0: by magnitudes, with the sign of an odd power. */
function putIntegerPower(
  out: Column,
  i: number,
  al: number,
  ah: number,
  n: number,
  margin: Margin,
): void {
  const least = ah >= 0 ? 0 : -ah;
  const most = Math.max(-al, ah);
  if (n % 2 === 0) {
    const ends = [powDown(least, n), powDown(most, n), powUp(least, n), powUp(most, n)];
    put(out, i, Math.min(...ends), Math.max(...ends), margin);
    if (out.lo[i] < 0) out.lo[i] = 0;
  } else if (n < 0 && ah >= 0) {
    putUnbounded(out, i, NaN, NaN, margin);
  } else {
    const signed = (x: number, f: (a: number, b: number) => number, g: typeof f) =>
      x < 0 ? -g(-x, n) : f(x, n);
    const ends = [signed(al, powDown, powUp), signed(ah, powDown, powUp)];
    const tops = [signed(al, powUp, powDown), signed(ah, powUp, powDown)];
    put(out, i, Math.min(...ends), Math.max(...tops), margin);
  }
}
