import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Wide } from "./wide.ts";

const numbers = fc.double({ noDefaultInfinity: true, noNaN: true });

Deno.test("Wide has float64's results where these are normal", () => {
  fc.assert(
    fc.property(numbers, numbers, (x, y) => {
      const [a, b] = [Wide.of(x), Wide.of(y)];
      assertEquals(a.toNumber() + 0, x + 0);
      const pairs = [
        [a.times(b), x * y],
        [a.over(b), x / y],
        [a.plus(b), x + y],
        [a.minus(b), x - y],
        [Wide.difference(x, y), x - y],
      ] as const;
      for (const [wide, plain] of pairs) {
        const size = Math.abs(plain);
        if (size >= 2 ** -1022 && size < Infinity) assertEquals(wide.toNumber(), plain);
      }
      assertEquals(a.isLess(b), x < y);
    }),
    { seed: 4, numRuns: 2000 },
  );
});

Deno.test("Wide comes back from beyond the range, and rounds once to a subnormal", () => {
  const large = Wide.of(3 * 2 ** 1000);
  const square = large.times(large);
  assertEquals(square.toNumber(), Infinity);
  const [least, most] = [-Number.MAX_VALUE, Number.MAX_VALUE];
  assertEquals(Wide.difference(most, least).over(Wide.of(2)).toNumber(), most);
  assertEquals(square.over(large).toNumber(), 3 * 2 ** 1000);
  assertEquals(Wide.one.over(square).toNumber(), 0);
  assertEquals(Wide.ratio([large, large, Wide.of(5)], [square]).toNumber(), 5);
  assertEquals(Wide.of(3 * 2 ** -1000).times(Wide.of(2 ** -74)).toNumber(), 3 * 2 ** -1074);
});

Deno.test("Wide knows 0, NaN and infinity", () => {
  assert(Wide.of(0).over(Wide.zero).isNaN());
  assert(Wide.of(NaN).plus(Wide.one).isNaN());
  assert(!Wide.of(NaN).isLess(Wide.one));
  assertEquals(Wide.one.over(Wide.zero).toNumber(), Infinity);
  assertEquals(Wide.zero.plus(Wide.of(2 ** -1074)).toNumber(), 2 ** -1074);
  assertEquals(Wide.max(Wide.of(-1), Wide.of(2)).toNumber(), 2);
});
