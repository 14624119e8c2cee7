import { builtinSpecs, parseSpec, resolveSpecs, type Spec } from "lossproof";
import { conformanceSteps } from "lossproof/testing";
import { assertEquals } from "@std/assert";
import { runCommand } from "../../src/cli/run_command.ts";
import slip, { right } from "./charbonnier.ts";

const file = "charbonnier_loss.json";
const text = await Deno.readTextFile(new URL(file, import.meta.url));

function specs(): ReadonlyMap<string, Spec> {
  const own = resolveSpecs([{ file, spec: parseSpec(text, file) }], { known: builtinSpecs });
  return new Map([...builtinSpecs, ...own]);
}

Deno.test("charbonnier_loss.json is valid, formulas included", async () => {
  const { code, err } = await runCommand(["spec", "validate", file], { [file]: text });
  assertEquals([code, err], [0, "1 spec is valid: charbonnier_loss\n"]);
});

Deno.test("charbonnier() conforms as the paper has it", async (t) => {
  await conformanceSteps(t, right, { specs: specs(), level: "should", runs: 60 });
});

Deno.test("charbonnier() with its slip fails every check that sees its numbers", async (t) => {
  const expectedFailures = [
    "agreement/none",
    "gradient/pred",
    "upstream/pred",
    "large/**",
    "symmetric_under_swap/**",
    "convex_in/**",
    "homogeneous/**",
    "gradient_bounded/**",
    "limit/**",
    "parameter_matters/**",
    "propagates_nan/**",
    "finite_for_finite",
    "layout_independent",
  ];
  await conformanceSteps(t, slip, {
    specs: specs(),
    level: "should",
    expectedFailures: expectedFailures.map((check) => `charbonnier_loss/${check}`),
  });
});
