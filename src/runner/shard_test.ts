import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { FloatDType } from "../tensor/mod.ts";
import { shardOf } from "./shard.ts";

const place = fc.record({
  id: fc.tuple(fc.nat(5), fc.nat(9), fc.nat(3)).map(([a, b, c]) => `loss${a}/kind${b}/${c}`),
  dtype: fc.constantFrom<FloatDType>("f64", "f32", "f16", "bf16"),
});
const plans = fc.uniqueArray(place, { selector: ({ id, dtype }) => `${id} ${dtype}` });

Deno.test("shardOf() deals each check to one shard, as evenly as can be, in the plan's order", () => {
  fc.assert(
    fc.property(plans, fc.integer({ min: 1, max: 20 }), (checks, count) => {
      const shards = Array.from(
        { length: count },
        (_, i) => shardOf(checks, { index: i + 1, count }),
      );
      assertEquals(new Set(shards.flat()), new Set(checks));
      assertEquals(shards.flat().length, checks.length);
      const sizes = shards.map(({ length }) => length);
      assert(Math.max(...sizes) - Math.min(...sizes) <= 1);
      for (const shard of shards) {
        assertEquals(shard, shard.toSorted((a, b) => checks.indexOf(a) - checks.indexOf(b)));
      }
    }),
    { seed: 4 },
  );
});

Deno.test("shardOf() deals the checks of one kind and format evenly", () => {
  fc.assert(
    fc.property(plans, fc.integer({ min: 1, max: 20 }), (checks, count) => {
      const of = (group: string) => ({ id, dtype }: { id: string; dtype: FloatDType }) =>
        `${id.split("/")[1]} ${dtype}` === group;
      for (const group of new Set(checks.map(({ id, dtype }) => `${id.split("/")[1]} ${dtype}`))) {
        const sizes = Array.from(
          { length: count },
          (_, i) => shardOf(checks, { index: i + 1, count }).filter(of(group)).length,
        );
        assert(Math.max(...sizes) - Math.min(...sizes) <= 1, `${group}: ${sizes}`);
      }
    }),
    { seed: 4, numRuns: 30 },
  );
});
