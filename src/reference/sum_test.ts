import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { sum } from "./sum.ts";

Deno.test("sum() keeps what partial sums drop", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }), (small) => {
      // 2^60 swallows each of them alone; all together are still exact.
      const total = small.reduce((a, b) => a + b, 0);
      assertEquals(sum([2 ** 60, ...small, -(2 ** 60)]), total);
    }),
    { seed: 5 },
  );
});

Deno.test("sum() is 0 for nothing, infinite where the sum is, NaN with NaN", () => {
  assertEquals(sum([]), 0);
  assertEquals(sum([Number.MAX_VALUE, Number.MAX_VALUE]), Infinity);
  assertEquals(sum([1, NaN]), NaN);
});
