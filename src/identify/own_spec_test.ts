import { assertEquals } from "@std/assert";
import charbonnierSpec from "../../scripts/peers/first/charbonnier_loss.json" with { type: "json" };
import { right } from "../../scripts/peers/first/charbonnier.ts";
import { moduleAdapter } from "../adapters/module.ts";
import { builtinSpecs } from "../spec/builtin.ts";
import { readSpec, resolveSpecs } from "../spec/load.ts";
import { identifyLoss } from "./identify.ts";

Deno.test("identifyLoss() asks a loss of the user's what holds for any", async () => {
  const file = "charbonnier_loss.json";
  const specs = resolveSpecs([{ file, spec: readSpec(charbonnierSpec, file) }], {
    known: builtinSpecs,
  });
  const { findings } = await identifyLoss(
    moduleAdapter(right, specs),
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
