import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { stepFloat } from "../tensor/mod.ts";
import { floatIndex } from "../tensor/internal.ts";
import { expOfMinus, log1pOfUnit } from "./elementary.ts";

const runs = { seed: 11, numRuns: 20_000 };

function ulpsApart(a: number, b: number): number {
  return Math.abs(Number(floatIndex(a, "f64") - floatIndex(b, "f64")));
}

const unit = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 0, max: 1024 }).map((i) => i / 1024),
  fc.double({ min: 0, max: 745, noNaN: true }).map((a) => Math.exp(-a)),
);

Deno.test("expOfMinus() is within two ulps of Math.exp, subnormals included", () => {
  const a = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 746, noNaN: true }),
  );
  fc.assert(
    fc.property(a, (x) => {
      assert(ulpsApart(expOfMinus(x), Math.exp(-x)) <= 2, `e^-${x} = ${expOfMinus(x)}`);
    }),
    runs,
  );
});

Deno.test("log1pOfUnit() is within two ulps of Math.log1p", () => {
  fc.assert(
    fc.property(unit, (e) => {
      assert(ulpsApart(log1pOfUnit(e), Math.log1p(e)) <= 2, `log1p(${e}) = ${log1pOfUnit(e)}`);
    }),
    runs,
  );
});

Deno.test("expOfMinus() and log1pOfUnit() hold next to every step of their tables", () => {
  for (let i = 0; i < 1024; i++) {
    const edge = (i + 0.5) / 1024;
    for (const e of [stepFloat(edge, -1, "f64"), edge]) {
      assert(ulpsApart(log1pOfUnit(e), Math.log1p(e)) <= 2, `log1p(${e})`);
    }
    const half = (i + 0.5) * Math.LN2 / 512;
    for (const a of [stepFloat(half, -1, "f64"), half, stepFloat(half, 1, "f64")]) {
      assert(ulpsApart(expOfMinus(a), Math.exp(-a)) <= 2, `e^-${a}`);
    }
  }
});

Deno.test("expOfMinus() and log1pOfUnit() are exact at their ends and keep NaN", () => {
  assertEquals(expOfMinus(0), 1);
  assertEquals(expOfMinus(Number.MIN_VALUE), 1);
  assertEquals(expOfMinus(Number.MAX_VALUE), 0);
  assertEquals(expOfMinus(Infinity), 0);
  assertEquals(expOfMinus(NaN), NaN);
  assertEquals(log1pOfUnit(0), 0);
  assertEquals(log1pOfUnit(Number.MIN_VALUE), Number.MIN_VALUE);
  assertEquals(log1pOfUnit(1), Math.LN2);
  assertEquals(log1pOfUnit(NaN), NaN);
});
