import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { waysAround } from "./kink_sides.ts";

/** What each of some kinks says of some elements: no, yes, or undecided. */
const decisionsArbitrary = fc.integer({ min: 1, max: 5 }).chain((length) =>
  fc.array(fc.array(fc.constantFrom(0, 1, 2), { minLength: length, maxLength: length }), {
    minLength: 1,
    maxLength: 7,
  })
);

Deno.test("waysAround() takes each element of up to four kinks through all of its own ways", () => {
  fc.assert(
    fc.property(decisionsArbitrary, (decisions) => {
      const kinks = decisions.map((_, k) => [k]);
      const ways = waysAround(kinks, (k) => Uint8Array.from(decisions[k]));
      for (const element of decisions[0].keys()) {
        const open = kinks.flat().filter((k) => decisions[k][element] === 2);
        const sidesIn = (way: number) => open.map((k) => ways?.decided.get(k)?.sides[way][element]);
        const seen = new Set(
          Array.from({ length: ways?.count ?? 0 }, (_, way) => sidesIn(way).join("")),
        );
        if (open.length === 0) continue;
        if (open.length > 4) assertEquals([...seen].filter((sides) => /[01]/.test(sides)), []);
        else assertEquals(seen.size, 2 ** open.length);
      }
    }),
    { seed: 16, numRuns: 500 },
  );
});

Deno.test("waysAround() has the bits of a kink tell its ways apart", () => {
  fc.assert(
    fc.property(decisionsArbitrary, (decisions) => {
      const kinks = decisions.map((_, k) => [k, k + 100]);
      const ways = waysAround(kinks, (k) => Uint8Array.from(decisions[k % 100]));
      for (const [comparison, { bits, sides }] of ways?.decided ?? []) {
        sides.forEach((own, way) => assertEquals(own, sides[way & bits]));
        assertEquals(ways!.decided.get(comparison % 100)!.sides, sides);
      }
    }),
    { seed: 17, numRuns: 500 },
  );
});

Deno.test("waysAround() has none where nothing is undecided", () => {
  assertEquals(waysAround([[0], [1]], () => Uint8Array.of(0, 1)), undefined);
});
