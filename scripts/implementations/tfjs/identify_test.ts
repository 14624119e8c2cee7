import { builtinWitnesses } from "../../../src/losses/mod.ts";
import { assertEquals } from "@std/assert";
import { moduleAdapter } from "../../../src/adapters/mod.ts";
import { followsDeclared } from "../../../src/identify/internal.ts";
import { identifyLoss } from "../../../src/identify/mod.ts";
import { builtinSpecs } from "../../../src/spec/mod.ts";
import byWeights from "./by_weights.ts";
import tfjs from "./mod.ts";

/** What each witness finds, less what cannot be asked. */
async function conventionsOf(id: string, implementation = tfjs) {
  const adapter = moduleAdapter(implementation, builtinSpecs);
  const identity = await identifyLoss(adapter, builtinSpecs.get(id)!, {
    witnesses: builtinWitnesses(id),
  });
  assertEquals(followsDeclared(identity), true);
  return Object.fromEntries(
    identity.findings.flatMap((finding) =>
      finding.status === "found"
        ? [[finding.witness, finding.conventions.map(({ id }) => id).join(" or ")]]
        : []
    ),
  );
}

Deno.test("identifyLoss() finds the conventions of TensorFlow.js", async () => {
  const huber = await conventionsOf("huber_loss");
  assertEquals([huber.function, huber.zero_breakpoint, huber.negative_breakpoint], [
    "huber",
    "zero",
    "literal",
  ]);
  const logLoss = await conventionsOf("binary_cross_entropy");
  assertEquals(logLoss.clipping, "inside_1e_7");
  const sigmoid = await conventionsOf("binary_cross_entropy_with_logits");
  assertEquals([sigmoid.mean, sigmoid.zero_weights, sigmoid.label_smoothing, sigmoid.empty], [
    "mean_over_count_of_nonzero_weights",
    "nan",
    "half",
    "nan",
  ]);
  assertEquals((await conventionsOf("cross_entropy")).label_smoothing, "classes");
});

Deno.test("identifyLoss() finds the other mean of TensorFlow.js", async () => {
  const { mean } = await conventionsOf("binary_cross_entropy_with_logits", byWeights);
  assertEquals(mean, "mean_over_sum_of_weights");
});
