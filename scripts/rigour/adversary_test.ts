import { assert, assertEquals } from "@std/assert";
import { casesOf } from "../../src/depth.ts";
import { createOracle } from "../../src/oracle/mod.ts";
import { builtinSpecs } from "../../src/spec/mod.ts";
import { examine } from "./adversary.ts";

Deno.test("no honest evaluation is outside, though every rounding errs to the same end", async () => {
  const findings = examine(await createOracle(builtinSpecs.values()), casesOf(600), 3);
  assertEquals(findings.map(({ spec }) => spec.id), [...builtinSpecs.keys()]);
  for (const { spec, cases, outside, beyond, held, used, example } of findings) {
    assertEquals(outside, 0, example);
    assertEquals(held, 0, example);
    assert(beyond > 0);
    // Enclosures that are three times as wide as they need be would show.
    assert(used > cases / 3, `${spec.id}: ${used / cases}`);
  }
});
