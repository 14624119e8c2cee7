/**
 * Interval arithmetic on MPFR numbers, rounded outward: nothing is widened here but by MPFR itself.
 *
 * An interval is two addresses; a point has the same address twice. Every operation gives the
 * tightest interval at the arena's precision, and a point where MPFR's result is exact. Infinite
 * ends follow the interval conventions: 0·∞ = 0, and ∞ - ∞ or ∞/∞ leave that side unbounded. An
 * operation that is defined nowhere on its operands gives [-∞, ∞]; one that is defined on a part
 * of them takes that part.
 *
 * @module
 */
import { type Arena, type MpfrBinding, type Pointer, rounding } from "./mpfr.ts";

const { down, up, nearest } = rounding;

/** The numbers from `lo` to `hi`. */
export interface MpfrInterval {
  readonly lo: Pointer;
  readonly hi: Pointer;
}

/** A function of one number: writes it to `target`, rounded, and tells by 0 that it was exact. */
type Unary = (target: Pointer, a: Pointer, mode: number) => number;
type Binary = (target: Pointer, a: Pointer, b: Pointer, mode: number) => number;

/**
 * The interval operations of one arena.
 *
 * @param binding MPFR
 * @param arena where results live
 * @returns the operations, as pure functions of intervals
 */
export function mpfrIntervals(binding: MpfrBinding, arena: Arena) {
  const sign = binding.mpfr_sgn;
  const isBelow = (a: Pointer, b: Pointer) => binding.mpfr_less_p(a, b) !== 0;
  const isNaN = (a: Pointer) => binding.mpfr_nan_p(a) !== 0;

  function number(x: number, mode: number): Pointer {
    const p = arena.allocate();
    binding.mpfr_set_d(p, x, mode);
    return p;
  }

  function whole(): MpfrInterval {
    return { lo: number(-Infinity, down), hi: number(Infinity, up) };
  }

  /** The interval between two float64s; NaN for either leaves its side unbounded. */
  function between(lo: number, hi: number): MpfrInterval {
    const from = number(Number.isNaN(lo) ? -Infinity : lo, down);
    if (lo === hi && binding.mpfr_cmp_d(from, lo) === 0) return { lo: from, hi: from };
    return { lo: from, hi: number(Number.isNaN(hi) ? Infinity : hi, up) };
  }

  function isPoint(a: MpfrInterval): boolean {
    return a.lo === a.hi || binding.mpfr_equal_p(a.lo, a.hi) !== 0;
  }

  /** Whether the interval is exactly this one number. */
  function isExactly(a: MpfrInterval, x: number): boolean {
    return binding.mpfr_cmp_d(a.lo, x) === 0 && binding.mpfr_cmp_d(a.hi, x) === 0;
  }

  /** f(a, b), or `instead` where MPFR says that it is no number. */
  function end(f: Binary, a: Pointer, b: Pointer, mode: number, instead: number): Pointer {
    const p = arena.allocate();
    f(p, a, b, mode);
    if (isNaN(p)) binding.mpfr_set_d(p, instead, mode);
    return p;
  }

  /** The interval [f(lo…), f(hi…)], one number where both ends are and the result is exact. */
  function ends(
    f: Binary,
    lo: readonly [Pointer, Pointer],
    hi: readonly [Pointer, Pointer],
    loInstead: number,
    hiInstead: number,
  ): MpfrInterval {
    const p = arena.allocate();
    const inexact = f(p, lo[0], lo[1], down);
    const undefinedLo = isNaN(p);
    if (undefinedLo) binding.mpfr_set_d(p, loInstead, down);
    const same = lo[0] === hi[0] && lo[1] === hi[1];
    if (same && inexact === 0 && (!undefinedLo || loInstead === hiInstead)) return { lo: p, hi: p };
    return { lo: p, hi: end(f, hi[0], hi[1], up, hiInstead) };
  }

  function increasing(f: Unary, a: MpfrInterval): MpfrInterval {
    const p = arena.allocate();
    const inexact = f(p, a.lo, down);
    if (a.lo === a.hi && inexact === 0) return { lo: p, hi: p };
    const q = arena.allocate();
    f(q, a.hi, up);
    return { lo: p, hi: q };
  }

  function add(a: MpfrInterval, b: MpfrInterval): MpfrInterval {
    return ends(binding.mpfr_add, [a.lo, b.lo], [a.hi, b.hi], -Infinity, Infinity);
  }

  function sub(a: MpfrInterval, b: MpfrInterval): MpfrInterval {
    return ends(binding.mpfr_sub, [a.lo, b.hi], [a.hi, b.lo], -Infinity, Infinity);
  }

  function neg(a: MpfrInterval): MpfrInterval {
    const lo = arena.allocate();
    binding.mpfr_neg(lo, a.hi, nearest);
    if (a.lo === a.hi) return { lo, hi: lo };
    const hi = arena.allocate();
    binding.mpfr_neg(hi, a.lo, nearest);
    return { lo, hi };
  }

  function min(a: MpfrInterval, b: MpfrInterval): MpfrInterval {
    return { lo: isBelow(b.lo, a.lo) ? b.lo : a.lo, hi: isBelow(b.hi, a.hi) ? b.hi : a.hi };
  }

  function max(a: MpfrInterval, b: MpfrInterval): MpfrInterval {
    return { lo: isBelow(a.lo, b.lo) ? b.lo : a.lo, hi: isBelow(a.hi, b.hi) ? b.hi : a.hi };
  }

  function hull(a: MpfrInterval, b: MpfrInterval): MpfrInterval {
    return { lo: isBelow(b.lo, a.lo) ? b.lo : a.lo, hi: isBelow(a.hi, b.hi) ? b.hi : a.hi };
  }

  function abs(a: MpfrInterval): MpfrInterval {
    if (sign(a.lo) >= 0) return a;
    const negated = neg(a);
    if (sign(a.hi) <= 0) return negated;
    return { lo: number(0, down), hi: isBelow(negated.hi, a.hi) ? a.hi : negated.hi };
  }

  function mul(a: MpfrInterval, b: MpfrInterval): MpfrInterval {
    const f = binding.mpfr_mul;
    if (sign(a.lo) >= 0) {
      const lo = sign(b.lo) >= 0 ? a.lo : a.hi;
      const hi = sign(b.hi) >= 0 ? a.hi : a.lo;
      return ends(f, [lo, b.lo], [hi, b.hi], 0, 0);
    }
    if (sign(a.hi) <= 0) {
      const lo = sign(b.hi) >= 0 ? a.lo : a.hi;
      const hi = sign(b.lo) >= 0 ? a.hi : a.lo;
      return ends(f, [lo, b.hi], [hi, b.lo], 0, 0);
    }
    if (sign(b.lo) >= 0) return ends(f, [a.lo, b.hi], [a.hi, b.hi], 0, 0);
    if (sign(b.hi) <= 0) return ends(f, [a.hi, b.lo], [a.lo, b.lo], 0, 0);
    return hull(
      ends(f, [a.lo, b.hi], [a.lo, b.lo], 0, 0),
      ends(f, [a.hi, b.lo], [a.hi, b.hi], 0, 0),
    );
  }

  /** a / b for b >= 0 (not only 0); a zero end of b makes the quotient unbounded there. */
  function divByPositive(a: MpfrInterval, b: MpfrInterval): MpfrInterval {
    const f = binding.mpfr_div;
    const touchesZero = sign(b.lo) === 0;
    const fromAbove = sign(a.lo) >= 0;
    const fromBelow = sign(a.hi) <= 0;
    if (!touchesZero) {
      const lo = fromAbove ? b.hi : b.lo;
      const hi = sign(a.hi) >= 0 ? b.lo : b.hi;
      // ∞/∞ lies anywhere on its side of 0.
      return ends(f, [a.lo, lo], [a.hi, hi], fromAbove ? 0 : -Infinity, fromBelow ? 0 : Infinity);
    }
    if (fromAbove) return { lo: end(f, a.lo, b.hi, down, 0), hi: number(Infinity, up) };
    if (fromBelow) return { lo: number(-Infinity, down), hi: end(f, a.hi, b.hi, up, 0) };
    return whole();
  }

  /** a / b; 0 where a is exactly 0 and b need not be. */
  function div(a: MpfrInterval, b: MpfrInterval): MpfrInterval {
    if (isExactly(a, 0) && !isExactly(b, 0)) return a;
    if (sign(b.lo) >= 0 && sign(b.hi) > 0) return divByPositive(a, b);
    if (sign(b.hi) <= 0 && sign(b.lo) < 0) return divByPositive(neg(a), neg(b));
    return whole();
  }

  function square(a: MpfrInterval): MpfrInterval {
    return increasing(binding.mpfr_sqr, abs(a));
  }

  /** The part of `a` from `least` up; undefined where there is none. */
  function from(least: number, a: MpfrInterval): MpfrInterval | undefined {
    if (binding.mpfr_cmp_d(a.lo, least) >= 0) return a;
    if (binding.mpfr_cmp_d(a.hi, least) < 0) return undefined;
    return { lo: number(least, down), hi: a.hi };
  }

  function increasingFrom(least: number, f: Unary, a: MpfrInterval): MpfrInterval {
    const domain = from(least, a);
    return domain === undefined ? whole() : increasing(f, domain);
  }

  /** a^n for a whole number n that is not 0, for a of either sign. */
  function integerPow(a: MpfrInterval, n: Pointer): MpfrInterval {
    const f = binding.mpfr_pow;
    const isEven = binding.mpfr_get_d(n, nearest) % 2 === 0;
    const ofPositive = (x: MpfrInterval) =>
      sign(n) > 0
        ? ends(f, [x.lo, n], [x.hi, n], 0, Infinity)
        : ends(f, [positiveZero(x.hi), n], [positiveZero(x.lo), n], 0, Infinity);
    if (isEven) return ofPositive(abs(a));
    if (sign(a.lo) >= 0) return ofPositive(a);
    if (sign(a.hi) <= 0) return neg(ofPositive(neg(a)));
    return sign(n) > 0 ? ends(f, [a.lo, n], [a.hi, n], -Infinity, Infinity) : whole();
  }

  /** The same number, where it is 0 that of positive sign (whose odd negative powers are +∞). */
  function positiveZero(a: Pointer): Pointer {
    return sign(a) === 0 ? number(0, down) : a;
  }

  /** a^b for the part of a that is not negative: monotone in both, so the ends are among the corners. */
  function realPow(a: MpfrInterval, b: MpfrInterval): MpfrInterval {
    const domain = from(0, a);
    if (domain === undefined) return whole();
    const f = binding.mpfr_pow;
    const corner = (x: Pointer, y: Pointer) => ends(f, [x, y], [x, y], 0, Infinity);
    const lo = positiveZero(domain.lo);
    const corners = [corner(lo, b.lo)];
    if (domain.lo !== domain.hi) corners.push(corner(domain.hi, b.lo));
    if (b.lo !== b.hi) corners.push(corner(lo, b.hi));
    if (domain.lo !== domain.hi && b.lo !== b.hi) corners.push(corner(domain.hi, b.hi));
    return corners.reduce(hull);
  }

  return {
    arena,
    whole,
    between,
    isPoint,
    isExactly,
    add,
    sub,
    neg,
    abs,
    min,
    max,
    hull,
    mul,
    div,
    square,
    sqrt: (a: MpfrInterval) => increasingFrom(0, binding.mpfr_sqrt, a),
    exp: (a: MpfrInterval) => increasing(binding.mpfr_exp, a),
    expm1: (a: MpfrInterval) => increasing(binding.mpfr_expm1, a),
    log: (a: MpfrInterval) => increasingFrom(0, binding.mpfr_log, a),
    log1p: (a: MpfrInterval) => increasingFrom(-1, binding.mpfr_log1p, a),
    atan: (a: MpfrInterval) => increasing(binding.mpfr_atan, a),
    integerPow,
    realPow,
    isBelow,
  };
}
