/**
 * MPFR intervals of a chosen precision: the field that decides what float64 cannot.
 *
 * @module
 */
import {
  type Arithmetic,
  type Decision,
  type Factor,
  type Field,
  unitRoundoffOf,
} from "./field.ts";
import { isNumberOf, isPowerOfTwo } from "./exactness.ts";
import { type Mpfr, type Pointer, rounding } from "./mpfr.ts";
import { type MpfrInterval, mpfrIntervals } from "./mpfr_interval.ts";
import { widening } from "./mpfr_widening.ts";

/** One interval per element, or (length 1) one for all elements alike. */
export type MpfrColumn = readonly MpfrInterval[];

/** A field whose numbers live until they are released. */
export interface MpfrField extends Field<MpfrColumn> {
  /** Significand bits of every number. */
  readonly precision: number;
  /** Recycles the numbers of all columns that this field made: none of them may be used again. */
  release(): void;
}

/**
 * Interval arithmetic on MPFR numbers with directed rounding, that encloses every result of an
 * arithmetic.
 *
 * Where the arithmetic is exact and a result fits the precision, points stay points. Where a
 * function is defined on a part of its operand only, it takes that part.
 *
 * @param mpfr MPFR, loaded
 * @param precision significand bits, >= 53
 * @param arithmetic what its roundings can do
 * @returns the field; call `release` when its columns are no longer needed
 * @throws {RangeError} when the precision could not hold a float64
 */
export function mpfrField(mpfr: Mpfr, precision: number, arithmetic: Arithmetic): MpfrField {
  if (!(precision >= 53)) {
    throw new RangeError(`Cannot make a field: precision must be >= 53, got ${precision}`);
  }
  const { binding } = mpfr;
  const arena = mpfr.arena(precision);
  const on = mpfrIntervals(binding, arena);
  const wide = widening(binding, arena, arithmetic);
  const isNumber = isNumberOf(arithmetic);

  const at = (a: MpfrColumn, i: number): MpfrInterval => a.length === 1 ? a[0] : a[i];
  const lengthOf = (columns: readonly { readonly length: number }[]): number =>
    columns.find(({ length }) => length !== 1)?.length ?? 1;

  function each(columns: readonly MpfrColumn[], f: (...lane: MpfrInterval[]) => MpfrInterval) {
    return Array.from({ length: lengthOf(columns) }, (_, i) => f(...columns.map((a) => at(a, i))));
  }

  /** The exact number that an interval is, if it is one float64. */
  function pointOf(a: MpfrInterval): number | undefined {
    const x = binding.mpfr_get_d(a.lo, rounding.nearest);
    return on.isExactly(a, x) ? x : undefined;
  }

  /** The exact number that a uniform column holds, if it is one float64. */
  function constantOf(a: MpfrColumn): number | undefined {
    return a.length === 1 ? pointOf(a[0]) : undefined;
  }

  /** Whether two exact numbers have an exact result that nothing rounds. */
  function isUnrounded(x: MpfrInterval, y: MpfrInterval, result: MpfrInterval): boolean {
    return [x, y, result].every((a) => {
      const point = pointOf(a);
      return point !== undefined && isNumber(point);
    });
  }

  /** The result of one correctly rounded operation. */
  function rounded(a: MpfrInterval): MpfrInterval {
    return wide.rounds ? wide.around(a, wide.linear(1), wide.absolute(1)) : a;
  }

  /**
   * The result of an addition, which does not round where a summand is exactly 0, where both are the same, or
   * where the sum is a number.
   */
  function roundedSum(x: MpfrInterval, y: MpfrInterval, sum: MpfrInterval): MpfrInterval {
    const isExact = x === y || on.isExactly(x, 0) || on.isExactly(y, 0) || isUnrounded(x, y, sum);
    return isExact ? sum : rounded(sum);
  }

  /** The result of a function that may err by as much as several roundings. */
  function approximated(a: MpfrInterval, roundings = arithmetic.elementary): MpfrInterval {
    if (!wide.rounds) return a;
    return wide.around(a, wide.linear(roundings), wide.absolute(roundings));
  }

  const nought = (): MpfrInterval => on.between(0, 0);

  /** For results that no evaluation makes negative; what is undefined stays unbounded. */
  function nonnegative(a: MpfrInterval): MpfrInterval {
    if (binding.mpfr_sgn(a.lo) >= 0 || binding.mpfr_inf_p(a.lo) !== 0) return a;
    return { lo: nought().lo, hi: a.hi };
  }

  /** The largest magnitude in an interval, or with `inverse` of its reciprocal. */
  function largest(a: MpfrInterval, inverse: boolean): Pointer {
    const magnitude = on.abs(a);
    if (!inverse) return magnitude.hi;
    return on.div(on.between(1, 1), magnitude).hi;
  }

  /** Π max(1, |factor|): by how much a product can enlarge what was lost to an underflow. */
  function amplification(lane: readonly MpfrInterval[], inverse: readonly boolean[]): Pointer {
    const one = on.between(1, 1).lo;
    const p = arena.allocate();
    binding.mpfr_set_d(p, 1, rounding.up);
    lane.forEach((a, i) => {
      const by = largest(a, inverse[i]);
      if (on.isBelow(one, by)) binding.mpfr_mul(p, p, by, rounding.up);
    });
    return p;
  }

  function timesAll(factors: readonly MpfrInterval[]): MpfrInterval | undefined {
    return factors.length === 0 ? undefined : factors.reduce(on.mul);
  }

  /** What part of a denominator its own underflows can take: their sum over its least magnitude. */
  function underflowBelow(below: readonly MpfrInterval[], product: MpfrInterval): Pointer {
    const lost = arena.allocate();
    const amplified = amplification(below, below.map(() => false));
    binding.mpfr_mul(lost, amplified, wide.absolute(below.length - 1), rounding.up);
    binding.mpfr_mul(lost, lost, largest(product, true), rounding.up);
    return lost;
  }

  /** What the reciprocals of divisors lose to underflow, as later multiplications enlarge it. */
  function underflowOfReciprocals(
    lane: readonly MpfrInterval[],
    factors: readonly Factor<MpfrColumn>[],
  ): Pointer {
    const largestSafe = 2 * unitRoundoffOf(arithmetic) / arithmetic.lambda;
    const loss = arena.allocate();
    binding.mpfr_set_d(loss, 0, rounding.up);
    lane.forEach((divisor, j) => {
      if (!factors[j].inverse || isPowerOfTwo(pointOf(divisor) ?? 0)) return;
      // The smallest normal number is λ/2u.
      if (binding.mpfr_cmp_d(largest(divisor, false), largestSafe) <= 0) return;
      const others = lane.filter((_, i) => i !== j);
      const inverse = factors.flatMap((factor, i) => i === j ? [] : [factor.inverse]);
      const one = arena.allocate();
      binding.mpfr_mul(one, amplification(others, inverse), wide.absolute(1), rounding.up);
      binding.mpfr_add(loss, loss, one, rounding.up);
    });
    return loss;
  }

  /** (1 + ρ)/(1 - loss) - 1: of a rounded quotient whose denominator has lost a part of itself. */
  function withLoss(relative: Pointer, loss: Pointer): Pointer {
    const p = arena.allocate();
    if (!(binding.mpfr_cmp_d(loss, 1) < 0)) {
      binding.mpfr_set_d(p, Infinity, rounding.up);
      return p;
    }
    binding.mpfr_ui_sub(p, 1, loss, rounding.down);
    const grown = arena.allocate();
    binding.mpfr_add_ui(grown, relative, 1, rounding.up);
    binding.mpfr_div(p, grown, p, rounding.up);
    binding.mpfr_sub_ui(p, p, 1, rounding.up);
    return p;
  }

  /**
   * Roundings of a product in any order, where what divides may come as its reciprocal: a/n as a·(1/n),
   * as means do. A power of two rounds nothing.
   */
  function roundingsOf(lane: readonly MpfrInterval[], inverse: readonly boolean[]): number {
    const costs = lane.map((a) => !isPowerOfTwo(pointOf(a) ?? 0));
    const costly = costs.filter((isCostly) => isCostly).length;
    return costs.filter((isCostly, i) => isCostly && inverse[i]).length + Math.max(0, costly - 1);
  }

  /** Whether an element's product is no operation, or one that nothing rounds. */
  function isExactProduct(
    lane: readonly MpfrInterval[],
    inverse: readonly boolean[],
    product: MpfrInterval,
  ): boolean {
    const { lambda } = arithmetic;
    const telling = lane.flatMap((a, i) => Math.abs(pointOf(a) ?? 0) === 1 ? [] : [i]);
    if (telling.some((i) => inverse[i])) return false;
    const [x, y] = telling.map((i) => lane[i]);
    // What is smaller than λ may be flushed.
    if (telling.length < 2) return !on.isBelow(on.abs(product).lo, on.between(lambda, lambda).lo);
    return telling.length === 2 && isUnrounded(x, y, product);
  }

  function product(factors: readonly Factor<MpfrColumn>[]): MpfrColumn {
    const units = factors.map(({ of }) => constantOf(of));
    const kept = factors.filter((_, i) => Math.abs(units[i] ?? 0) !== 1);
    const isNegative = units.filter((x) => x === -1).length % 2 === 1;
    const sign = (a: MpfrInterval) => isNegative ? on.neg(a) : a;
    if (kept.length === 0) return [sign(on.between(1, 1))];

    const inverse = kept.map((factor) => factor.inverse);
    const operations = kept.length - (inverse.every((i) => i) ? 0 : 1);

    return each(kept.map(({ of }) => of), (...lane) => {
      const above = timesAll(lane.filter((_, i) => !inverse[i]));
      const divisors = lane.filter((_, i) => inverse[i]);
      const below = timesAll(divisors);
      const one = () => on.between(1, 1);
      if (above !== undefined && on.isExactly(above, 0)) return nought();
      const exact = below === undefined ? above ?? one() : on.div(above ?? one(), below);
      if (!wide.rounds || operations === 0 || on.isExactly(exact, 0)) return sign(exact);
      if (isExactProduct(lane, inverse, exact)) return sign(exact);
      const roundings = roundingsOf(lane, inverse);
      const relative = divisors.length > 1 ? wide.relative(roundings) : wide.growth(roundings);
      if (arithmetic.lambda === 0) return sign(wide.around(exact, relative));
      const lost = underflowOfReciprocals(lane, kept);
      const later = operations === 1 ? wide.absolute(1) : arena.allocate();
      if (operations > 1) {
        const amplified = amplification(lane, inverse);
        binding.mpfr_mul(later, amplified, wide.absolute(operations), rounding.up);
      }
      binding.mpfr_add(lost, lost, later, rounding.up);
      if (below === undefined || divisors.length < 2) {
        return sign(wide.around(exact, relative, lost));
      }
      return sign(
        wide.around(exact, withLoss(relative, underflowBelow(divisors, below)), lost),
      );
    });
  }

  /**
   * A sum in any order: every partial sum is at most Σ|term|, each addition rounds one of them. Terms
   * of one sign have partial sums no larger than their own sum, wherever in their intervals they lie.
   */
  function sumOf(terms: readonly MpfrInterval[]): MpfrInterval {
    const kept = terms.filter((a) => !on.isExactly(a, 0));
    if (kept.length === 0) return nought();
    const exact = kept.reduce(on.add);
    if (!wide.rounds || kept.length === 1) return exact;
    const growth = wide.growth(kept.length - 1);
    const lost = wide.absolute(kept.length - 1);
    const isOneSigned = kept.every(({ lo }) => binding.mpfr_sgn(lo) >= 0) ||
      kept.every(({ hi }) => binding.mpfr_sgn(hi) <= 0);
    if (isOneSigned) return wide.around(exact, growth, lost);
    const spread = arena.allocate();
    binding.mpfr_set_d(spread, 0, rounding.up);
    for (const a of kept) binding.mpfr_add(spread, spread, largest(a, false), rounding.up);
    binding.mpfr_mul(spread, spread, growth, rounding.up);
    binding.mpfr_add(spread, spread, lost, rounding.up);
    return wide.shifted(exact, spread);
  }

  function pow(a: MpfrColumn, b: MpfrColumn): MpfrColumn {
    const n = constantOf(b);
    if (n === 0) return [on.between(1, 1)];
    if (n === 1) return a;
    if (n !== undefined && Number.isInteger(n)) {
      const multiplications = Math.abs(n) - (n > 0 ? 1 : 0);
      const roundings = Math.max(arithmetic.elementary, multiplications);
      const power = (x: MpfrInterval) => approximated(on.integerPow(x, b[0].lo), roundings);
      const isNonnegative = (x: MpfrInterval) => n % 2 === 0 || binding.mpfr_sgn(x.lo) >= 0;
      return a.map((x) => isNonnegative(x) ? nonnegative(power(x)) : power(x));
    }
    return each([a, b], (x, y) => nonnegative(approximated(on.realPow(x, y))));
  }

  function compare(
    a: MpfrColumn,
    b: MpfrColumn,
    yes: (x: MpfrInterval, y: MpfrInterval) => boolean,
    no: (x: MpfrInterval, y: MpfrInterval) => boolean,
  ): Decision {
    return Uint8Array.from({ length: lengthOf([a, b]) }, (_, i) => {
      const [x, y] = [at(a, i), at(b, i)];
      return yes(x, y) ? 1 : no(x, y) ? 0 : 2;
    });
  }

  const isLess = (x: Pointer, y: Pointer) => binding.mpfr_less_p(x, y) !== 0;
  const isLessEqual = (x: Pointer, y: Pointer) => binding.mpfr_lessequal_p(x, y) !== 0;
  const unary = (f: (a: MpfrInterval) => MpfrInterval) => (a: MpfrColumn) => a.map(f);
  const binary =
    (f: (a: MpfrInterval, b: MpfrInterval) => MpfrInterval) => (a: MpfrColumn, b: MpfrColumn) =>
      each([a, b], f);

  return {
    arithmetic,
    squaresApart: wide.rounds,
    precision,
    release() {
      wide.forget();
      arena.release();
    },
    constant: (x) => [on.between(x, x)],
    points: (values) =>
      Array.from(values, (x) => {
        const isFlushed = arithmetic.flushes && Math.abs(x) < arithmetic.lambda;
        return isFlushed ? on.between(Math.min(x, 0), Math.max(x, 0)) : on.between(x, x);
      }),
    intervals: ({ lo, hi }) => Array.from(lo, (x, i) => on.between(x, hi[i])),
    length: (a) => a.length,
    add(a, b) {
      if (constantOf(a) === 0) return b;
      if (constantOf(b) === 0) return a;
      return each([a, b], (x, y) => roundedSum(x, y, on.add(x, y)));
    },
    sub(a, b) {
      if (constantOf(b) === 0) return a;
      if (constantOf(a) === 0) return b.map(on.neg);
      return each([a, b], (x, y) => roundedSum(x, y, on.sub(x, y)));
    },
    neg: unary(on.neg),
    abs: unary(on.abs),
    square: unary((a) => {
      const square = on.square(a);
      const isExact = on.isExactly(a, 0) || isUnrounded(a, a, square);
      return isExact ? square : nonnegative(rounded(square));
    }),
    sqrt: unary((a) => nonnegative(rounded(on.sqrt(a)))),
    exp: unary((a) => nonnegative(approximated(on.exp(a)))),
    expm1: unary((a) => approximated(on.expm1(a))),
    log: unary((a) => approximated(on.log(a))),
    log1p: unary((a) => approximated(on.log1p(a))),
    atan: unary((a) => approximated(on.atan(a))),
    pow,
    product,
    sum: (terms) => each(terms, (...lane) => sumOf(lane)),
    total: (a) => [sumOf(a)],
    min: binary(on.min),
    max: binary(on.max),
    hull: binary(on.hull),
    gather: (a, elements) => a.length === 1 ? a : Array.from(elements, (element) => a[element]),
    hulls(a, length, places, elements) {
      const all = Array.from({ length }, (_, i) => at(a, i));
      elements.forEach((element, place) => {
        const isFirst = element !== elements[place - 1];
        const own = at(places, place);
        all[element] = isFirst ? own : on.hull(all[element], own);
      });
      return all;
    },
    widen(a, roundings) {
      if (!wide.rounds || roundings === 0) return a;
      return a.map((x) => wide.around(x, wide.growth(roundings), wide.absolute(roundings)));
    },
    less: (a, b) => compare(a, b, (x, y) => isLess(x.hi, y.lo), (x, y) => isLessEqual(y.hi, x.lo)),
    lessEqual: (a, b) =>
      compare(a, b, (x, y) => isLessEqual(x.hi, y.lo), (x, y) => isLess(y.hi, x.lo)),
    below: (a, b) => compare(a, b, (x, y) => isLess(x.hi, y.lo), (x, y) => isLess(y.hi, x.lo)),
    equal: (a, b) =>
      compare(
        a,
        b,
        (x, y) => isLessEqual(x.hi, y.lo) && isLessEqual(y.hi, x.lo),
        (x, y) => isLess(x.hi, y.lo) || isLess(y.hi, x.lo),
      ),
    where(condition, a, b) {
      return Array.from({ length: lengthOf([condition, a, b]) }, (_, i) => {
        const c = condition[condition.length === 1 ? 0 : i];
        if (c === 1) return at(a, i);
        return c === 0 ? at(b, i) : on.hull(at(a, i), at(b, i));
      });
    },
    keeping: (work) => work(),
    join: (parts, lengths) =>
      parts.flatMap((part, i) => Array.from({ length: lengths[i] }, (_, k) => at(part, k))),
    bounds(a, length) {
      const lo = Float64Array.from(a, (x) => binding.mpfr_get_d(x.lo, rounding.down));
      const hi = Float64Array.from(a, (x) => binding.mpfr_get_d(x.hi, rounding.up));
      if (a.length === length) return { lo, hi };
      return {
        lo: new Float64Array(length).fill(lo[0]),
        hi: new Float64Array(length).fill(hi[0]),
      };
    },
  };
}
