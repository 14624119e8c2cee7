import { assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { checkSeed } from "./seed.ts";

Deno.test("checkSeed() is a 32-bit integer that differs between checks, formats and seeds", () => {
  fc.assert(
    fc.property(fc.integer(), fc.string(), (seed, id) => {
      const own = checkSeed(seed, id, "f32");
      assertEquals(own, own | 0);
      assertNotEquals(own, checkSeed(seed, id, "f64"));
      assertNotEquals(own, checkSeed(seed + 1, id, "f32"));
      assertNotEquals(own, checkSeed(seed, `${id}x`, "f32"));
    }),
    { seed: 3 },
  );
});

Deno.test("checkSeed() stays what it was, since stored paths depend on it", () => {
  assertEquals(checkSeed(42, "smooth_l1_loss/agreement", "f32"), -44491168);
});
