import { assertEquals, assertStringIncludes } from "@std/assert";
import { wholeRun } from "../../src/report/sample_run.ts";
import { accuracySection } from "./accuracy_md.ts";

Deno.test("accuracySection() shows each output's form and worst multiple, and each failure", () => {
  const text = accuracySection(wholeRun);
  const rows = text.split("\n").filter((line) => line.startsWith("| smooth_l1_loss"));
  assertStringIncludes(text, "| smooth_l1_loss | f32 | value | stable | 0.712 A | pred [0.1");
  assertStringIncludes(text, "| smooth_l1_loss | f32 | target | paper | 1.5 A |");
  assertStringIncludes(
    text,
    "| smooth_l1_loss/agreement/gradient | must | f16 | 0.5 | 0.75 | pred [",
  );
  assertStringIncludes(text, "| smooth_l1_loss/limit/beta | should | f32 | – | – | – |");
  assertEquals(new Set(rows).size, rows.length);
});
