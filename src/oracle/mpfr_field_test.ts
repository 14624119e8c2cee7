import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Arithmetic, exact } from "./field.ts";
import { loadMpfr } from "./mpfr.ts";
import { type MpfrColumn, type MpfrField, mpfrField } from "./mpfr_field.ts";

const mpfr = await loadMpfr();
const field = mpfrField(mpfr, 256, exact);
const single: Arithmetic = { u: 2 ** -24, lambda: 2 ** -149, elementary: 8 };

const runs = { seed: 5, numRuns: 400 };
const moderate = fc.double({ noNaN: true, min: -1e6, max: 1e6 });

/** A column's only interval, as float64s. */
function ends(column: MpfrColumn, of: MpfrField = field): readonly [number, number] {
  const { lo, hi } = of.bounds(column, 1);
  return [lo[0], hi[0]];
}

function interval(lo: number, hi: number, of: MpfrField = field): MpfrColumn {
  return of.intervals({ lo: Float64Array.of(lo), hi: Float64Array.of(hi) });
}

const all: readonly [number, number] = [-Infinity, Infinity];

function quotient(of: MpfrField, a: MpfrColumn, b: MpfrColumn): MpfrColumn {
  return of.product([{ of: a, inverse: false }, { of: b, inverse: true }]);
}

function times(of: MpfrField, ...factors: MpfrColumn[]): MpfrColumn {
  return of.product(factors.map((a) => ({ of: a, inverse: false })));
}

/** Every operation of one or two columns, by name. */
const operations: Readonly<
  Record<string, (of: MpfrField, a: MpfrColumn, b: MpfrColumn) => MpfrColumn>
> = {
  add: (of, a, b) => of.add(a, b),
  sub: (of, a, b) => of.sub(a, b),
  times,
  quotient,
  sum: (of, a, b) => of.sum([a, b, a]),
  min: (of, a, b) => of.min(a, b),
  max: (of, a, b) => of.max(a, b),
  pow: (of, a, b) => of.pow(of.abs(a), of.min(of.max(b, of.constant(-50)), of.constant(50))),
  cube: (of, a) => of.pow(a, of.constant(3)),
  inverse_square: (of, a) => of.pow(a, of.constant(-2)),
  neg: (of, a) => of.neg(a),
  abs: (of, a) => of.abs(a),
  square: (of, a) => of.square(a),
  sqrt: (of, a) => of.sqrt(of.abs(a)),
  exp: (of, a) => of.exp(a),
  expm1: (of, a) => of.expm1(a),
  log: (of, a) => of.log(of.abs(a)),
  log1p: (of, a) => of.log1p(of.abs(a)),
  atan: (of, a) => of.atan(a),
};

Deno.test("operations on intervals hold the results of every pair of numbers inside", () => {
  const finer = mpfrField(mpfr, 512, exact);
  const pair = fc.tuple(moderate, moderate, fc.double({ noNaN: true, min: 0, max: 1 }));
  const name = fc.constantFrom(...Object.keys(operations));
  fc.assert(
    fc.property(name, pair, pair, (name, [a, b, s], [c, d, t]) => {
      const within = ([x, y, r]: number[]) =>
        Math.min(Math.max(x + (y - x) * r, Math.min(x, y)), Math.max(x, y));
      const hulls = [
        interval(Math.min(a, b), Math.max(a, b)),
        interval(Math.min(c, d), Math.max(c, d)),
      ];
      const outer = operations[name](field, hulls[0], hulls[1])[0];
      const points = [finer.constant(within([a, b, s])), finer.constant(within([c, d, t]))];
      const inner = operations[name](finer, points[0], points[1])[0];
      const { mpfr_lessequal_p: isLessEqual } = mpfr.binding;
      assert(isLessEqual(outer.lo, inner.lo) && isLessEqual(inner.hi, outer.hi), name);
      field.release();
      finer.release();
    }),
    { ...runs, numRuns: 2000 },
  );
});

Deno.test("widening grows with u: a rougher arithmetic holds the finer one", () => {
  const finer = mpfrField(mpfr, 256, { ...single, u: 2 ** -30, lambda: 0 });
  const rougher = mpfrField(mpfr, 256, single);
  const name = fc.constantFrom(...Object.keys(operations));
  fc.assert(
    fc.property(name, moderate, moderate, (name, a, b) => {
      const [outer, inner, truth] = [rougher, finer, field].map((of) =>
        operations[name](of, of.constant(a), of.constant(b))[0]
      );
      const { mpfr_lessequal_p: isLessEqual } = mpfr.binding;
      assert(isLessEqual(outer.lo, inner.lo) && isLessEqual(inner.hi, outer.hi), name);
      assert(isLessEqual(inner.lo, truth.lo) && isLessEqual(truth.hi, inner.hi), name);
      for (const one of [rougher, finer, field]) one.release();
    }),
    { ...runs, numRuns: 1000 },
  );
});

Deno.test("the exact arithmetic agrees with float64 where that is exact", () => {
  const small = fc.integer({ min: -1000, max: 1000 });
  fc.assert(
    fc.property(small, small, (a, b) => {
      const [x, y] = [field.constant(a), field.constant(b)];
      assertEquals(ends(field.add(x, y)), [a + b, a + b]);
      assertEquals(ends(field.sub(x, y)), [a - b, a - b]);
      assertEquals(ends(times(field, x, y)).map((r) => r + 0), [a * b + 0, a * b + 0]);
      assertEquals(ends(field.square(x)), [a * a, a * a]);
      assertEquals(ends(field.sqrt(field.square(x))), [Math.abs(a), Math.abs(a)]);
      field.release();
    }),
    runs,
  );
});

Deno.test("points stay points where the result fits the precision", () => {
  const isPoint = (a: MpfrColumn) => a[0].lo === a[0].hi;
  const x = field.constant(1 + 2 ** -52);
  assert(isPoint(field.square(field.square(x))));
  assert(isPoint(field.add(x, field.constant(2 ** -180))));
  assert(isPoint(quotient(field, field.constant(6), field.constant(3))));
  assert(isPoint(field.total(field.points([1e300, 1e290, -1e300]))));
  assert(isPoint(field.exp(field.constant(0))));
  assert(isPoint(field.pow(field.constant(4), field.constant(0.5))));
  assert(!isPoint(quotient(field, field.constant(1), field.constant(3))));
  assert(!isPoint(field.exp(field.constant(1))));
});

Deno.test("what is nowhere defined is the whole line; where a part is, that part counts", () => {
  assertEquals(ends(field.log(interval(-2, -1))), all);
  assertEquals(ends(field.log(interval(-2, 1))), [-Infinity, 0]);
  assertEquals(ends(field.log(field.constant(0))), [-Infinity, -Infinity]);
  assertEquals(ends(field.log1p(interval(-5, 0))), [-Infinity, 0]);
  assertEquals(ends(field.sqrt(interval(-4, 4))), [0, 2]);
  assertEquals(ends(field.sqrt(field.constant(-1))), all);
  assertEquals(ends(field.pow(field.constant(-2), field.constant(0.5))), all);
  assertEquals(ends(field.constant(NaN)), all);
  const honest = mpfrField(mpfr, 128, single);
  assertEquals(ends(honest.log(honest.constant(-1)), honest), all);
  assertEquals(ends(honest.sqrt(honest.constant(-1)), honest), all);
});

Deno.test("division by an interval that touches 0 is unbounded on that side", () => {
  const over = (a: MpfrColumn, b: MpfrColumn) => ends(quotient(field, a, b));
  assertEquals(over(interval(1, 2), interval(-1, 1)), all);
  assertEquals(over(interval(1, 2), interval(0, 4)), [0.25, Infinity]);
  assertEquals(over(interval(1, 2), interval(-4, 0)), [-Infinity, -0.25]);
  assertEquals(over(interval(-2, -1), interval(0, 4)), [-Infinity, -0.25]);
  assertEquals(over(interval(-1, 1), interval(0, 4)), all);
  assertEquals(over(interval(1, 2), field.constant(0)), all);
  assertEquals(over(interval(-6, 3), interval(-3, -1.5)), [-2, 4]);
});

Deno.test("an exact 0 is 0 whatever it is divided by, as in float64: no_value.ts tells 0/0", () => {
  const zero = field.constant(0);
  assertEquals(ends(quotient(field, zero, interval(-1, 1))), [0, 0]);
  assertEquals(ends(quotient(field, zero, zero)), [0, 0]);
});

Deno.test("infinite ends: 0·∞ = 0, and ∞ - ∞ and ∞/∞ leave their side open", () => {
  const up = interval(1, Infinity);
  assertEquals(ends(times(field, up, interval(0, 1))), [0, Infinity]);
  assertEquals(ends(times(field, field.constant(0), interval(-Infinity, Infinity))), [0, 0]);
  assertEquals(ends(field.sub(up, up)), all);
  assertEquals(ends(quotient(field, up, up)), [0, Infinity]);
  assertEquals(ends(field.exp(interval(-Infinity, 0))), [0, 1]);
});

Deno.test("pow() follows the signs of whole exponents", () => {
  const power = (a: MpfrColumn, n: number) => ends(field.pow(a, field.constant(n)));
  assertEquals(power(interval(-2, 3), 2), [0, 9]);
  assertEquals(power(interval(-2, 3), 3), [-8, 27]);
  assertEquals(power(interval(-4, -2), -1), [-0.5, -0.25]);
  assertEquals(power(interval(-4, 2), -2), [0.0625, Infinity]);
  assertEquals(power(interval(-4, 2), -1), all);
  assertEquals(power(interval(0, 2), -1), [0.5, Infinity]);
  assertEquals(power(interval(-2, 2), 0), [1, 1]);
  assertEquals(ends(field.pow(interval(0, 2), interval(0, 3))), [0, 8]);
  assertEquals(ends(field.pow(interval(0.5, 2), interval(-1, 1))), [0.5, 2]);
});

Deno.test("comparisons are undecided only where intervals overlap", () => {
  const a = field.points([1, 2, 3]);
  const b = field.constant(2);
  assertEquals([...field.less(a, b)], [1, 0, 0]);
  assertEquals([...field.lessEqual(a, b)], [1, 1, 0]);
  assertEquals([...field.equal(a, b)], [0, 1, 0]);
  const wide = interval(1, 2);
  assertEquals([...field.less(wide, b), ...field.lessEqual(wide, b), ...field.equal(wide, b)], [
    2,
    1,
    2,
  ]);
});

Deno.test("where() selects, and takes the hull where undecided", () => {
  const condition = Uint8Array.of(1, 0, 2);
  const { lo, hi } = field.bounds(
    field.where(condition, field.points([1, 2, 3]), field.constant(9)),
    3,
  );
  assertEquals([[...lo], [...hi]], [[1, 9, 3], [1, 9, 9]]);
});

Deno.test("one rounding widens by u|v| + λ on both sides", () => {
  const honest = mpfrField(mpfr, 128, { u: 0.125, lambda: 0.5, elementary: 2 });
  const seven = honest.constant(7);
  assertEquals(ends(honest.add(seven, honest.constant(2)), honest), [7.375, 10.625]);
  assertEquals(ends(honest.sub(honest.constant(-2), seven), honest), [-10.625, -7.375]);
  assertEquals(ends(quotient(honest, seven, honest.constant(2)), honest), [3, 4]);
  assertEquals(
    ends(quotient(honest, honest.constant(2), honest.constant(-5)), honest)[0] < -0.9,
    true,
  );
  assertEquals(ends(honest.exp(honest.constant(0)), honest), [0, 2.25]);
  assertEquals(ends(honest.sqrt(honest.constant(0)), honest), [0, 0.5]);
});

Deno.test("exact zeros and ones of uniform columns do not round", () => {
  const honest = mpfrField(mpfr, 128, single);
  const x = honest.constant(0.3);
  const point: readonly [number, number] = [0.3, 0.3];
  const one = honest.constant(1);
  assertEquals(ends(honest.add(x, honest.constant(0)), honest), point);
  assertEquals(ends(honest.sub(x, honest.constant(0)), honest), point);
  assertEquals(ends(honest.sum([x, honest.constant(0)]), honest), point);
  assertEquals(ends(times(honest, x, one), honest), point);
  assertEquals(ends(times(honest, x, honest.constant(-1)), honest), [-0.3, -0.3]);
  assertEquals(ends(quotient(honest, x, one), honest), point);
  assertEquals(ends(honest.pow(x, one), honest), point);
  assertEquals(ends(honest.pow(x, honest.constant(0)), honest), [1, 1]);
  assertEquals(ends(times(honest, x, honest.constant(0)), honest), [0, 0]);
});

Deno.test("exact sums and products that are numbers of the arithmetic do not round, element by element", () => {
  const honest = mpfrField(mpfr, 128, { u: 0.125, lambda: 2 ** -20, elementary: 2 });
  const x = honest.points([7, 7, 3]);
  const y = honest.points([1, 2, 2]);
  const { lo, hi } = honest.bounds(honest.add(x, y), 3);
  assertEquals([lo[0], hi[0], lo[2], hi[2]], [8, 8, 5, 5]);
  assert(lo[1] < 9 && hi[1] > 9);
  const product = honest.bounds(times(honest, x, honest.points([-1, 5, 2])), 3);
  assertEquals([product.lo[0], product.hi[0], product.lo[2], product.hi[2]], [-7, -7, 6, 6]);
  assert(product.lo[1] < 35 && product.hi[1] > 35);
});

Deno.test("product() widens a power of two by underflow only, and a quotient as its reciprocal", () => {
  const honest = mpfrField(mpfr, 128, { u: 0.125, lambda: 0, elementary: 2 });
  const seven = honest.constant(7);
  assertEquals(ends(times(honest, seven, honest.constant(4)), honest), [28, 28]);
  const [lo, hi] = ends(quotient(honest, honest.constant(2), seven), honest);
  assert(lo <= 0.25 && hi >= 2 / 7 * 1.125 && hi < 0.33);
});

Deno.test("product() holds a denominator that loses bits to underflow", () => {
  const honest = mpfrField(mpfr, 128, { u: 2 ** -11, lambda: 2 ** -24, elementary: 8 });
  const small = honest.constant(2 ** -11);
  const a = honest.constant(2 ** -12);
  const factors = [a, small, small].map((of, i) => ({ of, inverse: i > 0 }));
  // small·small = 2^-22 may come out as 2^-22 ± 2^-24, a quarter of itself.
  const [lo, hi] = ends(honest.product(factors), honest);
  assert(lo < 2 ** 10 / 1.25 && hi > 2 ** 10 / 0.75);
});

Deno.test("sum() and total() widen by the roundings of every order", () => {
  const honest = mpfrField(mpfr, 128, { u: 0.5, lambda: 0, elementary: 2 });
  const terms = [3, -2, 1];
  // ((1 + u)^2 - 1)·Σ|term| = 1.25·6
  const expected: readonly [number, number] = [2 - 7.5, 2 + 7.5];
  assertEquals(ends(honest.total(honest.points(terms)), honest), expected);
  assertEquals(ends(honest.sum(terms.map((x) => honest.constant(x))), honest), expected);
  assertEquals(ends(honest.total(honest.points([5])), honest), [5, 5]);
  // Terms of one sign move each end by its own share.
  const positive = interval(1, 3, honest);
  assertEquals(ends(honest.sum([positive, positive]), honest), [1, 9]);
});

Deno.test("widen() moves by k roundings", () => {
  const honest = mpfrField(mpfr, 128, { u: 0.5, lambda: 0.25, elementary: 2 });
  assertEquals(ends(honest.widen(honest.constant(2), 1), honest), [0.75, 3.25]);
  assertEquals(ends(honest.widen(honest.constant(0), 2), honest), [-0.5, 0.5]);
  assertEquals(ends(field.widen(field.constant(2), 3)), [2, 2]);
});

Deno.test("uniform columns pair with columns of any length", () => {
  const x = field.points([1, 2, 3]);
  assertEquals(field.length(field.add(x, field.constant(1))), 3);
  assertEquals(field.length(field.add(field.constant(1), field.constant(1))), 1);
  const repeated = field.bounds(field.constant(4), 3);
  assertEquals([[...repeated.lo], [...repeated.hi]], [[4, 4, 4], [4, 4, 4]]);
});
