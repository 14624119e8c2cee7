import { assertEquals, assertStringIncludes } from "@std/assert";
import { builtinSpecs, type Capability } from "../spec/mod.ts";
import type { Event } from "../runner/mod.ts";
import { narrowingNotes } from "./narrowing.ts";
import { renderReport } from "./mod.ts";
import { summarize } from "./summary.ts";
import { header, outcomes, runOf } from "./_sample_run.ts";

/** A run of one loss that declares this. */
function declaring(capability: Capability): Event[] {
  const [planned, ...rest] = runOf([outcomes[0]]);
  const implementation = { ...header.implementation, losses: { smooth_l1_loss: capability } };
  return [{ ...planned, implementation } as Event, ...rest];
}
const notes = (capability: Capability) =>
  narrowingNotes(summarize(declaring(capability)), builtinSpecs);

Deno.test("narrowingNotes() names what is not declared, and nothing where all is", () => {
  assertEquals(notes({ gradients: ["pred", "target"] }), []);
  assertEquals(notes({ gradients: ["pred"], reductions: ["none", "sum"], params: [] }), [
    "Not declared, and so not asked: the gradient by target (smooth_l1_loss); " +
    "reduction mean (smooth_l1_loss); beta (smooth_l1_loss)",
  ]);
  assertEquals(narrowingNotes(summarize(declaring({})), undefined), []);
});

Deno.test("renderReport() names it for people, and the verdict stays as it is", () => {
  const events = declaring({ gradients: ["pred"] });
  for (const format of ["terminal", "markdown"] as const) {
    const text = renderReport(format, events, { specs: builtinSpecs }).replaceAll("\\_", "_");
    assertStringIncludes(text, "Not declared, and so not asked: the gradient by target");
    assertStringIncludes(text, ": conforms (seed 42)");
  }
});
