import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { always, arbitraryOf, list, oneOf, rarely, record, smallerIntegers, upTo } from "./draw.ts";

Deno.test("arbitraryOf() draws the same of the same seed, and shrinks to the simplest that fails", () => {
  const pairs = arbitraryOf(record<{ a: number; b: readonly number[] }>({
    a: upTo(1000),
    b: list(upTo(9), 3),
  }));
  assertEquals(
    fc.sample(pairs, { seed: 1, numRuns: 20 }),
    fc.sample(pairs, { seed: 1, numRuns: 20 }),
  );
  const run = fc.check(fc.property(pairs, ({ a, b }) => a < 37 || b[1] < 4), { seed: 1 });
  assertEquals(run.counterexample, [{ a: 37, b: [0, 4, 0] }]);
});

Deno.test("smallerIntegers() starts at 0 and comes closer", () => {
  assertEquals([...smallerIntegers(10)], [0, 5, 8, 9]);
  assertEquals([...smallerIntegers(1)], [0]);
  assertEquals([...smallerIntegers(0)], []);
});

Deno.test("oneOf() draws every choice and shrinks to earlier ones", () => {
  const draw = oneOf(["mean", "none", "none", "sum"]);
  const drawn = new Set(fc.sample(arbitraryOf(draw), { seed: 1, numRuns: 100 }));
  assertEquals(drawn, new Set(["mean", "none", "sum"]));
  assertEquals([...draw.simpler("sum")], ["mean", "none"]);
  assertEquals([...draw.simpler("mean")], []);
});

Deno.test("rarely() is true once in so many times", () => {
  const draws = fc.sample(arbitraryOf(rarely(16)), { seed: 1, numRuns: 1600 });
  const times = draws.filter((yes) => yes).length;
  assert(times > 60 && times < 140, `${times}`);
  assertEquals([...rarely(16).simpler(true)], [false]);
  assertEquals([...rarely(16).simpler(false)], []);
});

Deno.test("list() offers all entries at their simplest first, then one by one", () => {
  assertEquals([...list(upTo(3), 2).simpler([2, 1])], [[0, 0], [0, 1], [1, 1], [2, 0]]);
  assertEquals([...list(always(7), 2).simpler([7, 7])], []);
});
