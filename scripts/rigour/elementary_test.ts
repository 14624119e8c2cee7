import { assertEquals, assertLess } from "@std/assert";
import { loadMpfr } from "../../src/oracle/internal.ts";
import { examine, type Subject, subjects } from "./elementary.ts";
import { randomFrom } from "./random.ts";

for (const subject of subjects) {
  Deno.test(`${subject.name} lies between its float64 bounds at 10 000 points`, async () => {
    const found = examine(await loadMpfr(), subject, 10_000, randomFrom(7));
    assertEquals(found.outside, 0, `outside at (${found.firstOutside})`);
    assertLess(found.largestError, 2);
  });
}

Deno.test("examine() finds bounds that Math's own rounding does not keep", async () => {
  const exp = subjects[0];
  const tooTight: Subject = { ...exp, down: exp.math, up: exp.math };
  const found = examine(await loadMpfr(), tooTight, 1000, randomFrom(7));
  assertLess(0, found.outside);
});
