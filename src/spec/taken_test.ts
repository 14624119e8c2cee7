import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { floatDTypes, roundTo } from "../tensor/mod.ts";
import { builtinSpecs } from "./builtin.ts";
import type { DeclaredRange } from "./declared_domain.ts";
import type { Spec } from "./spec.ts";
import { domainNames, endsOf, moved, ownRange, rangeProblem, rangeWords, takes } from "./taken.ts";

const bound = fc.oneof(
  fc.integer({ min: -8, max: 8 }),
  fc.double({ min: -1e3, max: 1e3, noNaN: true }),
);
const range: fc.Arbitrary<DeclaredRange> = fc.oneof(
  fc.record({ values: fc.array(bound, { minLength: 1, maxLength: 4 }) }),
  fc.record({ minimum: bound, maximum: bound, exclusiveMinimum: bound, exclusiveMaximum: bound }, {
    requiredKeys: [],
  }),
);
const grid = fc.constantFrom(...floatDTypes, "whole" as const);
const on = (x: number, of: typeof floatDTypes[number] | "whole") =>
  of === "whole" ? Math.round(x) : roundTo(x, of);

Deno.test("moved() gives a value that is taken, wherever there is one, and leaves what is taken", () => {
  fc.assert(
    fc.property(range, fc.double({ noNaN: true, noDefaultInfinity: true }), grid, (one, x, of) => {
      const value = on(x, of);
      if (!Number.isFinite(value)) return;
      const near = moved(one, value, of);
      if (takes(one, value, of)) assertEquals(near, value);
      const [least, greatest] = endsOf(one, of);
      if (one.values !== undefined || least <= greatest) {
        assert(takes(one, near, of), `${rangeWords(one)} ${value} -> ${near}`);
      }
    }),
    { seed: 1, numRuns: 5000 },
  );
});

Deno.test("moved() keeps the variety of values between two bounds", () => {
  const drawn = Array.from(
    { length: 200 },
    (_, i) => moved({ minimum: -1, maximum: 1 }, i * Math.SQRT2, "f32"),
  );
  assert(new Set(drawn).size > 100);
});

Deno.test("takes() holds declared numbers as the format has them, and strict bounds strictly", () => {
  assert(takes({ values: [0.1] }, roundTo(0.1, "f32"), "f32"));
  assert(takes({ maximum: 0.1 }, roundTo(0.1, "f32"), "f32"));
  assert(!takes({ exclusiveMinimum: 0 }, 0, "f32"));
  assert(!takes({ minimum: 1 }, NaN, "f32"));
  assertEquals([takes({ minimum: 1 }, null, "f64"), takes({ values: [1] }, null, "f64")], [
    true,
    false,
  ]);
});

Deno.test("rangeProblem() refuses ranges of nothing that a spec takes, or that can be drawn", () => {
  const focal = builtinSpecs.get("sigmoid_focal_loss")!;
  const cross = builtinSpecs.get("cross_entropy")!;
  const refused: readonly [Spec, string, DeclaredRange][] = [
    [focal, "target", { values: [2] }],
    [focal, "gamma", { maximum: -1 }],
    [focal, "*", { minimum: 1e30 }],
    [cross, "C", { values: [0, 2.5] }],
    [cross, "C", { values: [1e30] }],
    [cross, "ignore_index", { values: [0.5, 6] }],
    [cross, "ignore_index", { values: [1e30] }],
  ];
  for (const [spec, name, range] of refused) assert(rangeProblem(spec, name, range), name);
  assertEquals(rangeProblem(cross, "C", { values: [50257] }), undefined);
  for (const spec of builtinSpecs.values()) {
    for (const name of domainNames(spec)) {
      assertEquals(rangeProblem(spec, name, ownRange(spec, name)), undefined);
    }
  }
});
