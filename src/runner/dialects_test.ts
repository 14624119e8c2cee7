import { assertEquals } from "@std/assert";
import { referenceAdapter } from "../adapters/internal.ts";
import { createOracle } from "../oracle/mod.ts";
import { builtinSpecs, type Capability, inDialect, type ParamValue } from "../spec/mod.ts";
import { makePlan } from "./plan.ts";
import { run } from "./run.ts";

const dialects: readonly (readonly [loss: string, params: Record<string, ParamValue>])[] = [
  ["binary_cross_entropy", { epsilon: 1e-7 }],
  ["binary_cross_entropy", { log_floor: -100, slope_floor: 1e-12 }],
  ["binary_cross_entropy", { log_floor: -3 }],
  ["binary_cross_entropy", { clip: 1e-7 }],
  ["binary_cross_entropy", { clip: 0.25 }],
  ["sigmoid_focal_loss", { clip: 1e-7 }],
  ["sigmoid_focal_loss", { clip: 0.25 }],
];

for (const [loss, params] of dialects) {
  const named = Object.entries(params).map(([name, value]) => `${name} = ${value}`).join(", ");
  Deno.test(`run() finds the reference conforming in the dialect ${named} of ${loss}`, async () => {
    const adapter = referenceAdapter(builtinSpecs);
    const capability: Capability = { ...adapter.about.losses[loss], dialect: { params } };
    const about = { ...adapter.about, losses: { ...adapter.about.losses, [loss]: capability } };
    const specs = inDialect(builtinSpecs, about.losses);
    const oracle = await createOracle(specs.values());
    const plan = makePlan({
      specs,
      oracle,
      about,
      runs: 40,
      seed: 1,
      version: "0.0.0",
      losses: [loss],
      dtypes: ["f64", "f32"],
    });
    const failed: string[] = [];
    for await (const event of run(plan, { ...adapter, about })) {
      if (event.type !== "judged" || event.status !== "fail") continue;
      failed.push(`${event.check} ${event.dtype}: ${event.why}`);
    }
    assertEquals(failed, []);
  });
}
