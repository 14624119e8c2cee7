import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { stepFloat } from "../../src/tensor/mod.ts";
import { addExactly, splitProduct, splitSum } from "./exactly.ts";

/** Numbers whose products and sums are whole multiples of 2^-400. */
const numbers = fc.tuple(
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 }),
  fc.integer({ min: 0, max: 2 ** 20 }),
  fc.integer({ min: -60, max: 60 }),
).map(([high, low, exponent]) => (high + low * 2 ** -20) * 2 ** exponent);

/** x times 2^400. */
function scaled(x: number): bigint {
  const [mantissa, exponent] = [x * 2 ** 200, 200];
  return BigInt(mantissa) * 2n ** BigInt(400 - exponent);
}

function distance(x: number, exact: bigint): bigint {
  const difference = scaled(x) - exact;
  return difference < 0n ? -difference : difference;
}

Deno.test("splitSum() and splitProduct() lose nothing", () => {
  fc.assert(fc.property(numbers, numbers, (x, y) => {
    const [sum, lost] = splitSum(x, y);
    assertEquals(scaled(sum) + scaled(lost), scaled(x) + scaled(y));
    const [high, low] = splitProduct(x, y);
    assertEquals((scaled(high) + scaled(low)) * 2n ** 400n, scaled(x) * scaled(y));
  }));
});

Deno.test("addExactly() rounds a product and a sum once", () => {
  fc.assert(fc.property(numbers, numbers, numbers, (x, y, z) => {
    const [high, low] = splitProduct(x, y);
    const exact = (scaled(x) * scaled(y)) / 2n ** 400n + scaled(z);
    const rounded = addExactly(high, low, z, false);
    for (const steps of [-1, 1]) {
      const neighbour = stepFloat(rounded, steps, "f64");
      assert(distance(rounded, exact) <= distance(neighbour, exact));
    }
  }));
});

Deno.test("addExactly() to odd keeps a tie that is none from rounding to even", () => {
  const [high, low] = splitProduct(1 + 2 ** -24, 1);
  assertEquals(Math.fround(addExactly(high, low, 2 ** -80, true)), 1 + 2 ** -23);
  assertEquals(Math.fround(addExactly(high, low, -(2 ** -80), true)), 1);
});

Deno.test("splitProduct() loses no NaN in a product with 0", () => {
  assertEquals(splitProduct(0, NaN), [NaN, 0]);
  assertEquals(splitProduct(NaN, 0), [NaN, 0]);
  assertEquals(splitProduct(0, Infinity), [0, 0]);
});
