import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type FloatDType, floatDTypes, formats, isRepresentable, roundTo } from "../tensor/mod.ts";
import { type Arithmetic, exact } from "./field.ts";
import { intervalField } from "./interval_field.ts";
import { keepingResults } from "./interval_column.ts";

function arithmeticOf(dtype: FloatDType): Arithmetic {
  const { unitRoundoff, smallestSubnormal } = formats[dtype];
  return { u: unitRoundoff, lambda: smallestSubnormal, elementary: 8 };
}

const truth = intervalField(exact);
const f32 = intervalField(arithmeticOf("f32"));

function ends(
  field: typeof truth,
  column: ReturnType<typeof truth.constant>,
): readonly [number, number] {
  const { lo, hi } = field.bounds(column, 1);
  return [lo[0], hi[0]];
}

const factor = (of: ReturnType<typeof truth.constant>, inverse = false) => ({ of, inverse });
const anyFloat = fc.double({ noDefaultInfinity: true, noNaN: true });

Deno.test("intervalField() holds the correctly rounded result of every format", () => {
  const pair = fc.tuple(
    fc.float({ noDefaultInfinity: true, noNaN: true }),
    fc.float({ noNaN: true, noDefaultInfinity: true }),
  );
  for (const dtype of floatDTypes) {
    const field = intervalField(arithmeticOf(dtype));
    fc.assert(
      fc.property(pair, ([x, y]) => {
        const a = roundTo(x, dtype);
        const b = roundTo(y, dtype);
        if (!Number.isFinite(a) || !Number.isFinite(b)) return;
        const [lo, hi] = ends(field, field.add(field.points([a]), field.points([b])));
        const sum = roundTo(a + b, dtype);
        assert(!Number.isFinite(sum) || (lo <= sum && sum <= hi), `${a} + ${b}: [${lo}, ${hi}]`);
        const parts = [factor(field.points([a])), factor(field.points([b]))];
        const [low, high] = ends(field, field.product(parts));
        const product = roundTo(a * b, dtype);
        const isInside = low <= product && product <= high;
        assert(!Number.isFinite(product) || isInside, `${a} * ${b}: [${low}, ${high}]`);
      }),
      { numRuns: 500, seed: 2 },
    );
  }
});

Deno.test("add() and sub() are exact where exact numbers have an exact sum", () => {
  assertEquals(ends(f32, f32.sub(f32.points([1]), f32.points([1]))), [0, 0]);
  assertEquals(ends(f32, f32.add(f32.points([0.5]), f32.points([0.25]))), [0.75, 0.75]);
  const [lo, hi] = ends(f32, f32.add(f32.points([1]), f32.points([2 ** -30])));
  assert(lo < 1 && hi > 1 + 2 ** -30);
});

Deno.test("add() has an exact sum only where the format has that number", () => {
  fc.assert(
    fc.property(anyFloat, anyFloat, fc.constantFrom(...floatDTypes), (x, y, dtype) => {
      const field = intervalField(arithmeticOf(dtype));
      const [a, b] = [roundTo(x, dtype), roundTo(y, dtype)];
      if (!Number.isFinite(a) || !Number.isFinite(b)) return;
      const [lo, hi] = ends(field, field.add(field.points([a]), field.points([b])));
      if (lo === hi && a !== 0 && b !== 0) {
        assert(isRepresentable(lo, dtype), `${a} + ${b} = ${lo}`);
      }
    }),
    { numRuns: 2000, seed: 3 },
  );
});

Deno.test("product() does not round by exact powers of two, nor 0", () => {
  const third = f32.points([1 / 3]);
  const [lo, hi] = ends(f32, f32.product([factor(f32.constant(0.5)), factor(third)]));
  assert(hi - lo < 2 ** -48);
  const [least, most] = ends(f32, f32.product([factor(f32.constant(3)), factor(third)]));
  assert(most - least > 2 ** -24);
  assertEquals(ends(f32, f32.product([factor(f32.constant(0)), factor(third)])), [0, 0]);
  const one = f32.constant(1);
  assertEquals(ends(f32, f32.product([factor(one, true), factor(one)])), [1, 1]);
});

Deno.test("product() divides by intervals around 0 into lines and half lines", () => {
  const around = truth.intervals({ lo: Float64Array.of(-1), hi: Float64Array.of(1) });
  const above = truth.intervals({ lo: Float64Array.of(0), hi: Float64Array.of(2) });
  const one = factor(truth.constant(1));
  assertEquals(ends(truth, truth.product([one, factor(around, true)])), [-Infinity, Infinity]);
  const [lo, hi] = ends(truth, truth.product([one, factor(above, true)]));
  assert(0.49 < lo && lo <= 0.5 && hi === Infinity);
});

Deno.test("operations that overflow keep a finite lower end", () => {
  const huge = truth.points([1e308]);
  const [lo, hi] = ends(truth, truth.add(huge, huge));
  assert(1e308 < lo && lo < Infinity && hi === Infinity);
  const [least, most] = ends(truth, truth.exp(truth.points([800])));
  assert(1e308 < least && least < Infinity && most === Infinity);
});

Deno.test("what is undefined is the whole line", () => {
  for (
    const column of [
      truth.log(truth.points([-1])),
      truth.sqrt(truth.points([-1])),
      truth.points([NaN]),
    ]
  ) {
    assertEquals(ends(truth, column), [-Infinity, Infinity]);
  }
});

Deno.test("sum() of terms that are not negative has a lower end that is not lost to large ones", () => {
  const wide = truth.intervals({ lo: Float64Array.of(5), hi: Float64Array.of(Infinity) });
  const [lo, hi] = ends(f32, f32.sum([wide, f32.points([1])]));
  assert(5.9 < lo && lo < 6 && hi === Infinity);
});

Deno.test("less(), lessEqual() and equal() are undecided where intervals overlap", () => {
  const wide = truth.intervals({ lo: Float64Array.of(0), hi: Float64Array.of(2) });
  const at = (x: number) => truth.points([x]);
  assertEquals(
    [...truth.less(wide, at(1)), ...truth.less(wide, at(3)), ...truth.less(wide, at(0))],
    [2, 1, 0],
  );
  assertEquals([...truth.lessEqual(wide, at(2)), ...truth.lessEqual(wide, at(-1))], [1, 0]);
  assertEquals([
    ...truth.equal(at(1), at(1)),
    ...truth.equal(wide, at(1)),
    ...truth.equal(wide, at(3)),
  ], [1, 2, 0]);
});

Deno.test("keepingResults() gives copies that later work does not overwrite", () => {
  const run = (x: number) => keepingResults(() => [truth.square(truth.points([x]))])[0];
  const nine = run(3);
  for (let i = 0; i < 20_000; i++) run(i);
  const [lo, hi] = ends(truth, nine);
  assert(lo <= 9 && 9 <= hi && hi - lo < 1e-14);
});

Deno.test("an exact 0 is 0 whatever it is divided by, as in MPFR: no_value.ts tells 0/0", () => {
  const zero = truth.constant(0);
  for (
    const divisor of [
      zero,
      truth.intervals({ lo: Float64Array.of(-1), hi: Float64Array.of(1) }),
    ]
  ) {
    const quotient = truth.product([
      { of: divisor, inverse: true },
      { of: zero, inverse: false },
    ]);
    const { lo, hi } = truth.bounds(quotient, 1);
    assertEquals([lo[0], hi[0]], [0, 0]);
  }
});

Deno.test("intervalField() holds the total of terms that leave float64 on the way and come back", () => {
  const { largest } = formats.f64;
  const terms = [-largest, -largest / 2, largest];
  for (const given of [terms, terms.map((x) => -x), terms.toReversed()]) {
    for (const field of [truth, intervalField(arithmeticOf("f64"))]) {
      const [lo, hi] = ends(field, field.total(field.points(given)));
      const total = given[1];
      assert(lo <= total && total <= hi, `${given}: [${lo}, ${hi}]`);
    }
  }
});
