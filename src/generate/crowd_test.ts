import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { crowdDraw } from "./crowd.ts";
import { arbitraryOf } from "./draw.ts";

Deno.test("crowdDraw() is large once in 64, odd once in ten, none otherwise", () => {
  const crowds = fc.sample(arbitraryOf(crowdDraw(Infinity)), { seed: 1, numRuns: 6400 });
  const large = crowds.filter(({ length }) => length >= 1000);
  const odd = crowds.filter(({ length }) => length > 0 && length < 1000);
  assert(large.length > 60 && large.length < 140, `${large.length} large`);
  assert(odd.length > 500 && odd.length < 720, `${odd.length} odd`);
  for (const { length, positive } of large) assert(positive !== null && positive < length);
  for (const { length } of odd) assert(length % 2 === 1 && length >= 17 && length <= 39);
});

Deno.test("crowdDraw() keeps to the largest number allowed", () => {
  const crowds = fc.sample(arbitraryOf(crowdDraw(50)), { seed: 1, numRuns: 500 });
  assert(crowds.every(({ length }) => length <= 50));
});

Deno.test("crowdDraw() shrinks to no crowd, then to shorter ones", () => {
  const [none, asDrawn, half] = crowdDraw(2000).simpler({ length: 1000, positive: 700 });
  assertEquals(none, { length: 0, positive: null });
  assertEquals(asDrawn, { length: 1000, positive: null });
  assertEquals(half, { length: 500, positive: 200 });
});
