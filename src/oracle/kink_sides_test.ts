import { assert, assertEquals } from "@std/assert";
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
      const length = decisions[0].length;
      const ways = waysAround(kinks, (k) => Uint8Array.from(decisions[k]), length);
      const places = [...ways?.elements ?? []];
      for (let element = 0; element < length; element++) {
        const open = kinks.flat().filter((k) => decisions[k][element] === 2);
        const sides = places.flatMap((of, place) =>
          of === element ? [open.map((k) => ways!.decided.get(k)![place]).join("")] : []
        );
        const isApart = open.length > 0 && open.length <= 4;
        assertEquals(sides.length, isApart ? 2 ** open.length : 0);
        assertEquals(new Set(sides).size, sides.length);
        assert(sides.every((side) => /^[01]*$/.test(side)));
      }
    }),
    { seed: 16, numRuns: 500 },
  );
});

Deno.test("waysAround() has all comparisons of a kink on one side, and leaves those of other elements", () => {
  fc.assert(
    fc.property(decisionsArbitrary, (decisions) => {
      const kinks = decisions.map((_, k) => [k, k + 100]);
      const length = decisions[0].length;
      const ways = waysAround(kinks, (k) => Uint8Array.from(decisions[k % 100]), length);
      for (const [comparison, sides] of ways?.decided ?? []) {
        assertEquals(ways!.decided.get(comparison % 100), sides);
        sides.forEach((side, place) =>
          assertEquals(side === 2, decisions[comparison % 100][ways!.elements[place]] !== 2)
        );
      }
    }),
    { seed: 17, numRuns: 500 },
  );
});

Deno.test("waysAround() looks at the comparisons that something reads", () => {
  const ways = waysAround([[0, 1], [2]], (id) => id === 1 ? Uint8Array.of(2, 1) : undefined, 2);
  assertEquals([...ways!.elements], [0, 0]);
  assertEquals([...ways!.decided.keys()], [0, 1]);
});

Deno.test("waysAround() has none where nothing is undecided", () => {
  assertEquals(waysAround([[0], [1]], () => Uint8Array.of(0, 1), 2), undefined);
});
