import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { memoryText, parseMemory } from "./memory.ts";

Deno.test("parseMemory() reads back what memoryText() writes", () => {
  fc.assert(fc.property(fc.integer({ min: 2 ** 20, max: 2 ** 50 }), (bytes) => {
    assertEquals(parseMemory(memoryText(bytes)), bytes);
  }));
});

Deno.test("parseMemory() takes units in any case, and refuses what is no amount", () => {
  assertEquals(["1g", "1G", "1GiB", "1024m", "1gb"].map(parseMemory), Array(5).fill(2 ** 30));
  for (const wrong of ["", "g", "-1g", "1x", "1e9", "NaN", "12", "1k", "9999999t", "1g g"]) {
    assertThrows(() => parseMemory(wrong), RangeError, "amount of memory");
  }
});
