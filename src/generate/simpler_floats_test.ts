import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { floatDTypes, formats, isRepresentable } from "../tensor/mod.ts";
import { floatAt, floatIndex } from "../tensor/internal.ts";
import { type Range, simplerFloats } from "./simpler_floats.ts";

const reals: Range = { minimum: -Infinity, maximum: Infinity, simplest: 0 };

Deno.test("simplerFloats() gives values of the format, in range, and comes to an end", () => {
  const anyOf = fc.constantFrom(...floatDTypes).chain((dtype) => {
    const last = floatIndex(formats[dtype].largest, dtype);
    return fc.record({
      dtype: fc.constant(dtype),
      x: fc.bigInt(-last, last).map((index) => floatAt(index, dtype)),
      turns: fc.array(fc.nat(99), { minLength: 1, maxLength: 20 }),
    });
  });
  fc.assert(
    fc.property(anyOf, ({ dtype, x, turns }) => {
      const { largest } = formats[dtype];
      const range = { minimum: x < 0 ? -largest : 0, maximum: largest, simplest: 1 };
      let value = x;
      for (let step = 0;; step++) {
        assert(step < 1500, `${x} is still shrinking at ${value}`);
        const simpler = [...simplerFloats(value, dtype, range)];
        if (simpler.length === 0) break;
        for (const y of simpler) assert(isRepresentable(y, dtype) && y >= range.minimum);
        assertEquals(new Set(simpler).size, simpler.length);
        value = simpler[turns[step % turns.length] % simpler.length];
      }
      assertEquals(value, 1);
    }),
    { seed: 5, numRuns: 300 },
  );
});

Deno.test("simplerFloats() offers the plainest numbers first", () => {
  assertEquals([...simplerFloats(88.25, "f32", reals)].slice(0, 4), [0, 1, 0.5, 2]);
  assert([...simplerFloats(88.25, "f32", reals)].includes(88));
  assert([...simplerFloats(-3, "f32", reals)].includes(3));
  assert([...simplerFloats(2 ** -149, "f32", reals)].includes(0));
  assertEquals([...simplerFloats(-0, "f32", reals)], [0]);
  assertEquals([...simplerFloats(0, "f32", reals)], []);
  assertEquals([...simplerFloats(NaN, "f32", reals)], []);
});

Deno.test("simplerFloats() stays in the range and on its grid", () => {
  const probabilities = { minimum: 0.25, maximum: 0.75, simplest: 0.5 };
  assertEquals([...simplerFloats(0.6875, "f16", probabilities)][0], 0.5);
  const grid = { ...reals, step: 0.25 };
  for (const x of simplerFloats(17.75, "f32", grid)) assertEquals(x % 0.25, 0);
});
