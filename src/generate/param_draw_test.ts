import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Param } from "../spec/mod.ts";
import { floatDTypes, formats, isRepresentable } from "../tensor/mod.ts";
import { arbitraryOf } from "./draw.ts";
import { isInside, paramDraw, roundParam } from "./param_draw.ts";

const base: Param = { type: "number", default: 1, nullable: false, dialect: false };
const positive: Param = { ...base, exclusiveMinimum: 0 };

Deno.test("roundParam() stays inside a bound that rounding alone would reach", () => {
  assertEquals(roundParam(positive, 1e-12, "f16"), formats.f16.smallestSubnormal);
  assertEquals(roundParam({ ...base, exclusiveMaximum: 1 }, 1 - 1e-9, "bf16"), 1 - 2 ** -8);
  assertEquals(roundParam(positive, 1e9, "f16"), formats.f16.largest);
  assertEquals(roundParam({ ...base, minimum: 0 }, 1e-12, "f16"), 0);
});

Deno.test("roundParam() leaves null, and what is out of range, out of range", () => {
  assertEquals(roundParam(positive, null, "f32"), null);
  assertEquals(roundParam(positive, -1, "f32"), -1);
  assertEquals(roundParam(positive, 0, "f32"), 0);
  assertEquals(roundParam(positive, NaN, "f32"), NaN);
});

Deno.test("paramDraw() stays in every kind of range, in every format", () => {
  const bound = fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined });
  const ranges = fc.record({ low: bound, high: bound, open: fc.boolean(), whole: fc.boolean() });
  fc.assert(
    fc.property(ranges, fc.constantFrom(...floatDTypes), fc.boolean(), (range, dtype, ordinary) => {
      const { low, open, whole } = range;
      const high = range.high === undefined ? undefined : range.high + 5 + (low ?? 0);
      const param: Param = {
        ...base,
        type: whole ? "integer" : "number",
        default: low === undefined ? high === undefined ? 0 : high - 1 : low + 1,
        ...(low === undefined ? {} : open ? { exclusiveMinimum: low } : { minimum: low }),
        ...(high === undefined ? {} : open ? { exclusiveMaximum: high } : { maximum: high }),
      };
      const draw = paramDraw(param, dtype, ordinary);
      for (const value of fc.sample(arbitraryOf(draw), { seed: 3, numRuns: 40 })) {
        for (const x of [value, ...draw.simpler(value)]) {
          assert(x !== null && isInside(param, x) && isRepresentable(x, dtype), `${x}`);
          assert(!whole || Number.isInteger(x), `${x} is no integer`);
        }
      }
    }),
    { seed: 3, numRuns: 60 },
  );
});

Deno.test("paramDraw() draws default, samples, null and others; the default is the simplest", () => {
  const param: Param = { ...positive, nullable: true, samples: [0.1, 5] };
  const draw = paramDraw(param, "f64", false);
  const drawn = fc.sample(arbitraryOf(draw), { seed: 1, numRuns: 400 });
  for (const value of [1, 0.1, 5, null]) assert(drawn.includes(value), `never ${value}`);
  assert(new Set(drawn).size > 20);
  assertEquals([...draw.simpler(1)], []);
  assertEquals([...draw.simpler(null)], [1]);
});
