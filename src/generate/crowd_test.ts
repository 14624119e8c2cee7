import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Crowd, crowdDraw, noCrowd } from "./crowd.ts";
import { arbitraryOf } from "./draw.ts";

const crowds = fc.sample(arbitraryOf(crowdDraw(Infinity)), { seed: 1, numRuns: 6400 });

Deno.test("crowdDraw() is large with one positive once in 64, of any size once in ten, none otherwise", () => {
  const large = crowds.filter(({ positive }) => positive !== null);
  const some = crowds.filter(({ length, positive }) => length > 0 && positive === null);
  assert(large.length > 60 && large.length < 140, `${large.length} large`);
  assert(some.length > 500 && some.length < 720, `${some.length} of some size`);
  for (const { length, positive } of large) {
    assert(length >= 300 && length <= 1024 && positive !== null && positive < length);
  }
  for (const { length } of some) assert(length >= 13 && length <= 769, `${length}`);
});

Deno.test("crowdDraw() draws sizes beside every kind of block, and odd ones", () => {
  const lengths = new Set(crowds.map(({ length }) => length));
  for (let n = 13; n <= 39; n += 2) assert(lengths.has(n), `never ${n}`);
  for (const block of [32, 64, 256]) {
    for (const beside of [-1, 0, 1]) assert(lengths.has(block + beside), `never ${block + beside}`);
  }
});

Deno.test("crowdDraw() keeps to the largest number allowed", () => {
  const few = fc.sample(arbitraryOf(crowdDraw(50)), { seed: 1, numRuns: 500 });
  assert(few.every(({ length }) => length <= 50) && few.some(({ length }) => length > 0));
});

Deno.test("crowdDraw() begins with the number that is asked for", () => {
  for (const { length } of fc.sample(arbitraryOf(crowdDraw(Infinity, 4101)), 20)) {
    assertEquals(length, 4101);
  }
});

Deno.test("crowdDraw() shrinks to no crowd, then to shorter ones from either end", () => {
  const thousand: Crowd = { length: 1000, positive: 700, from: 5 };
  const [none, asDrawn, half] = crowdDraw(2000).simpler(thousand);
  assertEquals(none, noCrowd);
  assertEquals(asDrawn, { ...thousand, positive: null });
  assertEquals(half, { length: 500, positive: 200, from: 5 });
  const ends = [...crowdDraw(2000).simpler({ ...thousand, positive: null })].slice(1, 3);
  assertEquals(ends.map(({ length, from }) => [length, from]), [[500, 5], [500, 505]]);
});
