import { assert, assertEquals } from "@std/assert";
import { builtinSpecs } from "../../src/spec/mod.ts";
import { createOracle } from "../../src/oracle/mod.ts";
import { picture } from "../picture.ts";
import { pointsOf, reductionBars } from "./chart.ts";
import { panelOf } from "./panels.ts";

Deno.test("spec/losses.svg is what `deno task picture` draws", async () => {
  const stored = await Deno.readTextFile(new URL("../../spec/losses.svg", import.meta.url));
  assertEquals(stored === await picture(), true, "Draw it again: deno task picture");
});

Deno.test("the curves are where the oracle has the truth", async () => {
  const oracle = await createOracle(builtinSpecs.values());
  for (const panel of [...builtinSpecs.values()].map(panelOf)) {
    const points = pointsOf(panel);
    for (const { label, call } of panel.curves) {
      const own = points.filter(({ curve }) => curve === label);
      for (const { x, y, of } of own.filter((_, i) => i % 31 === 0)) {
        const enclosures = oracle.enclose(call(x));
        const output = of === "loss" ? "value" : "pred";
        const { inside } = oracle.stand(enclosures, output, 0, y);
        assert(inside, `${panel.loss} ${label}: ${of} ${y} at ${x}`);
      }
    }
  }
});

Deno.test("the bars are the reductions of the catalogue", () => {
  const bars = new Map(reductionBars().map(({ name, y }) => [name, y]));
  assertEquals([1, 2, 3, 4, 5].map((i) => bars.get(`term ${i}`)), [0.125, 1.5, 2.5, 0.5, 0.03125]);
  assertEquals(bars.get("sum"), 4.65625);
  assertEquals(bars.get("mean"), 4.65625 / 5);
  assertEquals(bars.get("/ count(w > 0)"), 3.65625 / (4 + 1e-6));
  assertEquals(bars.get("/ avg_factor 2"), 3.65625 / 2);
});
