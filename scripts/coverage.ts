/**
 * Where a default run goes: how many of its cases lie in each region that a loss has, and implementations
 * break in: `deno task coverage [--seed=1] [--runs=100] [loss …]`.
 *
 * Nothing is evaluated. A region that was never drawn is printed, and the exit code is then 1.
 *
 * @module
 */
import type { World } from "../src/checks/mod.ts";
import { createOracle } from "../src/oracle/mod.ts";
import { builtinSpecs, type Spec } from "../src/spec/mod.ts";
import { floatDTypes } from "../src/tensor/mod.ts";
import { type Count, countRegions } from "./coverage/count.ts";
import { numbersAndLossesOf } from "./rigour/options.ts";
import { say } from "./rigour/reporting.ts";

/** The format that is drawn in; the others draw the same regions. */
const dtype = "f32";

/** An implementation that has every loss in full, in every format. */
async function worldOf(): Promise<World> {
  const capabilities = [...builtinSpecs].map(([loss, { inputs }]) => {
    const gradients = Object.keys(inputs).filter((name) => inputs[name].grad);
    return [loss, { gradients }] as const;
  });
  return {
    specs: builtinSpecs,
    oracle: await createOracle(builtinSpecs.values()),
    capabilities: Object.fromEntries(capabilities),
    dtypes: floatDTypes,
  };
}

function linesOf(spec: Spec, counts: readonly Count[]): readonly string[] {
  const byTopic = Map.groupBy(counts, ({ topic }) => topic);
  return [
    spec.id,
    ...Array.from(
      byTopic,
      ([topic, some]) =>
        `  ${topic}: ${some.map(({ region, cases }) => `${region} ${cases}`).join(", ")}`,
    ),
  ];
}

async function main(): Promise<number> {
  const { numbers: { runs, seed }, specs } = numbersAndLossesOf("coverage", { runs: 100, seed: 1 });
  const world = await worldOf();
  const never: string[] = [];
  let count = 0;
  for (const spec of specs) {
    const counts = countRegions(spec, world, { dtype, seed, runs });
    linesOf(spec, counts).forEach(say);
    count += counts.length;
    for (const { topic, region, cases } of counts) {
      if (cases === 0) never.push(`${spec.id}, ${topic}: ${region} was never drawn`);
    }
  }
  say(`seed ${seed}, ${runs} cases a check: ${count - never.length} of ${count} regions drawn`);
  never.forEach(say);
  return never.length === 0 ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main());
