import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { type FloatDType, floatDTypes, formats, roundTo, stepFloat } from "../tensor/mod.ts";
import { exact } from "./field.ts";
import { loadMpfr } from "./mpfr.ts";
import { contains, roundedTo } from "./mpfr_answer.ts";
import { type MpfrColumn, mpfrField } from "./mpfr_field.ts";

const mpfr = await loadMpfr();
const field = mpfrField(mpfr, 256, exact);

function round(column: MpfrColumn, dtype: FloatDType): number | undefined {
  return roundedTo(mpfr, column[0], dtype);
}

/** x + y as one point. */
function sum(x: number, y: number): MpfrColumn {
  return field.add(field.constant(x), field.constant(y));
}

Deno.test("roundedTo() rounds float64s as roundTo does", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), fc.constantFrom(...floatDTypes), (x, dtype) => {
      const rounded = roundTo(x, dtype);
      assertEquals(round(field.constant(x), dtype), x === 0 ? 0 : rounded);
      field.release();
    }),
    { seed: 3, numRuns: 2000 },
  );
});

Deno.test("roundedTo() breaks a tie by what lies far below float64's last bit", () => {
  for (const dtype of floatDTypes) {
    const { unitRoundoff: u } = formats[dtype];
    const tie = sum(1, u);
    assertEquals(round(tie, dtype), 1);
    assertEquals(round(field.add(tie, field.constant(2 ** -200)), dtype), 1 + 2 * u);
    assertEquals(round(field.sub(tie, field.constant(2 ** -200)), dtype), 1);
    assertEquals(round(field.add(sum(1, 3 * u), field.constant(0)), dtype), 1 + 4 * u);
  }
});

Deno.test("roundedTo() overflows from the threshold up, and not below it", () => {
  for (const dtype of floatDTypes) {
    const { largest, precision } = formats[dtype];
    const halfUlp = (largest - stepFloat(largest, -1, dtype)) / 2;
    assertEquals(round(sum(largest, halfUlp), dtype), Infinity);
    const under = field.sub(sum(largest, halfUlp), field.constant(halfUlp * 2 ** -precision));
    assertEquals(round(under, dtype), largest);
    assertEquals(round(field.neg(sum(largest, halfUlp)), dtype), -Infinity);
  }
});

Deno.test("roundedTo() rounds among the subnormals", () => {
  for (const dtype of floatDTypes) {
    const { smallestSubnormal: least } = formats[dtype];
    const times = (x: number) =>
      field.product(
        [field.constant(least), field.constant(x)].map((of) => ({ of, inverse: false })),
      );
    assertEquals(round(times(0.5), dtype), 0);
    assertEquals(round(times(0.5 + 2 ** -40), dtype), least);
    assertEquals(round(times(2.5), dtype), 2 * least);
  }
});

Deno.test("roundedTo() gives -0 only where all numbers are negative", () => {
  const tiny = field.exp(field.constant(-1e6));
  assertEquals(round(tiny, "f64"), 0);
  assertEquals(round(field.neg(tiny), "f64"), -0);
  assertEquals(round(field.hull(tiny, field.neg(tiny)), "f64"), 0);
  assertEquals(round(field.constant(-0), "f64"), 0);
});

Deno.test("roundedTo() leaves an interval undecided that reaches over a rounding boundary", () => {
  const wide = field.intervals({ lo: Float64Array.of(1), hi: Float64Array.of(1 + 2 ** -24) });
  assertEquals(round(wide, "f16"), 1);
  assertEquals(round(wide, "f32"), 1);
  assertEquals(round(wide, "f64"), undefined);
  assertEquals(round(field.log(field.constant(-1)), "f16"), undefined);
});

Deno.test("contains() is false outside, true inside, and undecided beside a rounded end", () => {
  const third = field.product([{ of: field.constant(3), inverse: true }]);
  const interval = field.hull(field.constant(0), third)[0];
  const ask = (x: number) => contains(mpfr, interval, x, field.precision);
  assertEquals([ask(-1e-300), ask(0.34), ask(NaN), ask(Infinity)], [false, false, false, false]);
  assertEquals([ask(0), ask(0.2), ask(1 / 3)], [true, true, true]);
  const low = mpfrField(mpfr, 53, exact);
  const beside = low.sub(low.constant(1), low.exp(low.constant(-40)))[0];
  assertEquals(contains(mpfr, { lo: beside.lo, hi: low.constant(2)[0].lo }, 1, 53), undefined);
  assertEquals(contains(mpfr, field.constant(2)[0], 2, 256), true);
});

Deno.test("contains() holds infinity in an unbounded interval", () => {
  assertEquals(contains(mpfr, field.log(field.constant(-1))[0], -Infinity, 256), true);
});
