import { assertEquals } from "@std/assert";
import { defineImplementation, moduleAdapter } from "../adapters/mod.ts";
import { builtinSpecs } from "../spec/mod.ts";
import { resolveSpecs } from "../spec_files/mod.ts";
import { readSpec } from "../spec_files/internal.ts";
import { identifyLoss } from "./identify.ts";

const file = "charbonnier_loss.json";
const charbonnier = {
  id: "charbonnier_loss",
  title: "Charbonnier loss",
  family: "regression",
  summary: "The absolute error, rounded off within about 1 of the target.",
  inputs: { pred: { shape: ["*"], grad: true }, target: { shape: ["*"], grad: true } },
  output: ["*"],
  reduction: { modes: ["mean", "none", "sum"], denominators: { mean: { of: "elements" } } },
  formula: { let: { d: "pred - target" }, forms: { textbook: "sqrt(d^2 + 1)" } },
};

const implementation = defineImplementation({
  name: "charbonnier",
  dtypes: ["f64"],
  losses: {
    charbonnier_loss: {
      reductions: ["none"],
      gradients: ["pred"],
      compute({ inputs: { pred, target }, upstream }) {
        const d = pred.data.map((p, i) => p - target.data[i]);
        const value = d.map((x) => Math.hypot(x, 1));
        return { value, gradients: { pred: d.map((x, i) => upstream.data[i] * x / value[i]) } };
      },
    },
  },
});

Deno.test("identifyLoss() asks a loss of the user's what holds for any", async () => {
  const specs = resolveSpecs([{ file, spec: readSpec(charbonnier, file) }], {
    known: builtinSpecs,
  });
  const { findings } = await identifyLoss(
    moduleAdapter(implementation, specs),
    specs.get("charbonnier_loss")!,
  );
  assertEquals(
    findings.map((finding) => [
      finding.witness,
      finding.status === "found" ? finding.conventions.map(({ id }) => id).join() : finding.status,
    ]),
    [["mean", "unasked"], ["upstream", "honoured"], ["nan", "propagated"], ["empty", "unasked"]],
  );
});
