import { assert, assertEquals, assertLess } from "@std/assert";
import { loadMpfr } from "../../src/oracle/internal.ts";
import { randomFormula, randomInputs } from "./formulas.ts";
import { examine } from "./honest.ts";
import { randomFrom } from "./random.ts";
import { evaluateRounded } from "./rounded.ts";

Deno.test("the honest enclosures of random formulas hold 8000 rounded evaluations", async () => {
  const found = examine(await loadMpfr(), 8000, randomFrom(17));
  assertEquals(found.outside, 0, found.examples.join("\n"));
  assertLess(found.undefined, found.compared / 4);
  assertLess(0, found.totals);
});

Deno.test("evaluateRounded() arranges one formula in ways that differ", () => {
  const random = randomFrom(4);
  const style = {
    dtype: "f16",
    mode: "nearest",
    flush: false,
    extended: 0.5,
    elementary: 8,
  } as const;
  let differing = 0;
  for (let i = 0; i < 100; i++) {
    const formula = randomFormula(random, 8);
    const inputs = randomInputs(random, formula, 1, "f16");
    const once = () => String(evaluateRounded(formula, inputs, 0, style, random));
    if (once() !== once()) differing++;
  }
  assert(differing > 50);
});
