import { assertEquals, assertLess } from "@std/assert";
import { loadMpfr } from "../../src/oracle/internal.ts";
import { examine } from "./enclosures.ts";
import { randomFrom } from "./random.ts";

Deno.test("the float64 enclosures of 4000 random cases hold the truth", async () => {
  const found = examine(await loadMpfr(), 4000, randomFrom(17));
  assertEquals(found.outside, 0, found.firstOutside);
  assertLess(found.undefined, found.compared / 4);
});
