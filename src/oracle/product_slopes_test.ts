import { assert } from "@std/assert";
import fc from "fast-check";
import type { Column } from "./interval_column.ts";
import { productSlopes } from "./product_slopes.ts";

const point = (x: number): Column => ({
  data: Float64Array.of(x - 1e-9, x + 1e-9),
  at: 0,
  length: 1,
});

Deno.test("productSlopes() encloses the difference quotients of products and quotients", () => {
  const size = fc.double({ min: 0.1, max: 10, noNaN: true });
  const factor = fc.record({
    x: fc.tuple(size, fc.constantFrom(1, -1)).map(([x, sign]) => sign * x),
    inverse: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(factor, { minLength: 1, maxLength: 6 }), (given) => {
      const product = (xs: readonly number[]) =>
        xs.reduce((p, x, k) => given[k].inverse ? p / x : p * x, 1);
      const at = given.map(({ x }) => x);
      const factors = given.map(({ x, inverse }, slot) => ({ of: point(x), inverse, slot }));
      let told = 0;
      productSlopes(factors, 0, (slot, lo, hi) => {
        told++;
        const h = 1e-6 * Math.abs(at[slot]);
        const moved = (by: number) => product(at.map((x, k) => k === slot ? x + by : x));
        const quotient = (moved(h) - moved(-h)) / (2 * h);
        const slack = 1e-5 * Math.abs(quotient);
        assert(lo - slack <= quotient && quotient <= hi + slack, `${quotient} in [${lo}, ${hi}]`);
      });
      assert(told === given.length);
    }),
    { seed: 1 },
  );
});
