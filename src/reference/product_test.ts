import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { ratio } from "./product.ts";

const power = fc.integer({ min: -1074, max: 1023 });
const powers = fc.array(power, { maxLength: 6 });

Deno.test("ratio() is exact for powers of two wherever the quotient is a float", () => {
  fc.assert(
    fc.property(powers, powers, (over, under) => {
      const exponent = over.reduce((a, b) => a + b, 0) - under.reduce((a, b) => a + b, 0);
      assertEquals(ratio(over.map((e) => 2 ** e), under.map((e) => 2 ** e)), 2 ** exponent);
    }),
    { seed: 3, numRuns: 2000 },
  );
});

Deno.test("ratio() undoes its factors, whatever their size", () => {
  const factor = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((x) => x !== 0);
  fc.assert(
    fc.property(fc.array(factor, { minLength: 1, maxLength: 5 }), factor, (factors, x) => {
      const back = ratio([x, ...factors], factors.toReversed());
      const allowed = 2e-15 * Math.abs(x) + Number.MIN_VALUE;
      assert(Math.abs(back - x) <= allowed, `${x} came back as ${back}`);
    }),
    { seed: 3, numRuns: 2000 },
  );
});

Deno.test("ratio() keeps signs, zeros and NaN", () => {
  assertEquals(ratio([-2, 3], [4]), -1.5);
  assertEquals(ratio([0, 1e300, 1e300], []), 0);
  assertEquals(ratio([1], [0]), Infinity);
  assertEquals(ratio([0], [0]), NaN);
  assertEquals(ratio([NaN, 2], [3]), NaN);
});
