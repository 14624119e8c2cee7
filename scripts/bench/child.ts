/**
 * What it costs that a module runs in a process of its own: a default run on it there, against one in the
 * judge's process. `deno task bench:child [--runs=100] [--rounds=3]`.
 *
 * Time elapsed is what a user waits for, with two processes on as many cores as there are.
 *
 * @module
 */
import { openImplementation } from "../../src/adapters/internal.ts";
import { createOracle } from "../../src/oracle/mod.ts";
import { makePlan, run } from "../../src/runner/mod.ts";
import { builtinSpecs, inDialect } from "../../src/spec/mod.ts";
import { version } from "../../src/version.ts";
import { numbersOf } from "../rigour/options.ts";
import { say } from "../rigour/reporting.ts";

/** Seconds of a run from its opening to its close. */
async function secondsOf(name: string, inProcess: boolean, runs: number): Promise<number> {
  const start = performance.now();
  const adapter = await openImplementation(name, builtinSpecs, { inProcess });
  const { about } = adapter;
  const specs = inDialect(builtinSpecs, about.losses);
  const oracle = await createOracle(specs.values(), about);
  await Array.fromAsync(run(makePlan({ specs, oracle, about, runs, seed: 1, version }), adapter));
  await adapter.close();
  return (performance.now() - start) / 1000;
}

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

if (import.meta.main) {
  const { runs, rounds } = numbersOf("bench:child", { runs: 100, rounds: 3 });
  for (const name of ["tfjs", import.meta.resolve("../examples/my_losses.ts")]) {
    await secondsOf(name, true, 1);
    const [here, child]: number[][] = [[], []];
    for (let round = 0; round < rounds; round++) {
      here.push(await secondsOf(name, true, runs));
      child.push(await secondsOf(name, false, runs));
    }
    const [a, b] = [median(here), median(child)];
    say(`${name.split("/").at(-1)}: in process ${a.toFixed(2)} s, in a child ${b.toFixed(2)} s`);
    say(`  ratio ${(b / a).toFixed(2)}, median of ${rounds} rounds, ${runs} cases a check`);
  }
}
