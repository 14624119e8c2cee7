/**
 * Holds the suite against wrong implementations: each must be killed.
 *
 * A mutant is tried as a default run tries an implementation, check by check in the run's order, until
 * a check fails. What survives is compared with the right formula exactly: the same on a dense set, it
 * is no mutant but one more way to write the loss. With `--matrix` every check is tried on every
 * mutant, so that it shows what each is good for. The exit code is 1 when a mutant survives that is
 * not among the known survivors.
 *
 * @module
 */
import { Option } from "commander";
import type { FloatDType } from "../src/tensor/mod.ts";
import { allMutants, type Entry, sources } from "./mutants/all_mutants.ts";
import { type Fate, fateOf, survives } from "./mutants/fate.ts";
import { prepare, type Trial, tryAll } from "./mutants/kill.ts";
import { fateLine, type Matrix, matrixLine, matrixLines, summaryLines } from "./mutants/report.ts";
import { sampleOf } from "./mutants/sample.ts";
import { survivors } from "./mutants/survivors.ts";
import { taskCommand } from "./rigour/command.ts";
import { progress, say } from "./rigour/reporting.ts";
import { isInShard, type Shard, shardOption, whole } from "./rigour/words.ts";

interface Options extends Trial {
  readonly source?: Entry["source"];
  readonly filter?: string;
  readonly dtype?: FloatDType;
  readonly every: number;
  readonly sample?: number;
  readonly shard: Shard;
  readonly matrix?: true;
}

const command = taskCommand("mutants")
  .description("Holds the suite against wrong implementations: each must be killed")
  .addOption(
    new Option("--source <name>", "only these").choices([...sources]),
  )
  .option("--filter <text>", "only mutants whose id has this text")
  .addOption(
    new Option("--dtype <name>", "in this format, in place of the mutant's own")
      .choices(["f64", "f32", "f16", "bf16"]),
  )
  .option("--every <n>", "only every n-th mutant", whole, 1)
  .option("--sample <n>", "only so many, spread over losses and what is wrong with them", whole)
  .addOption(shardOption("mutants"))
  .option("--runs <n>", "cases for each check", whole, 100)
  .option("--seed <n>", "the run's seed", whole, 1)
  .option("--matrix", "try every check on every mutant");

function chosen(options: Options): readonly Entry[] {
  const { source, filter, dtype, every, sample, seed, shard } = options;
  const wanted = allMutants()
    .filter((entry) => source === undefined || entry.source === source)
    .filter(({ mutant }) => filter === undefined || mutant.id.includes(filter))
    .filter((_, i) => i % every === 0);
  return (sample === undefined ? wanted : sampleOf(wanted, sample, seed))
    .filter((_, i) => isInShard(i, shard))
    .map((entry) => ({
      ...entry,
      mutant: dtype === undefined ? entry.mutant : { ...entry.mutant, dtypes: [dtype] },
    }));
}

async function main(): Promise<number> {
  const options = command.parse(Deno.args, { from: "user" }).opts<Options>();
  const entries = chosen(options);
  if (entries.length === 0) {
    say("No mutant has that text in its id");
    return 2;
  }
  const court = await prepare();
  const tell = progress(entries.length, "mutants");
  if (options.matrix) {
    const rows: Matrix[] = [];
    for (const { mutant } of entries) {
      const row = { mutant, verdicts: await tryAll(mutant, court, options) };
      say(matrixLine(row));
      rows.push(row);
      tell(rows.length);
    }
    matrixLines(rows).forEach(say);
    return 0;
  }
  const fates: Fate[] = [];
  for (const entry of entries) {
    const fate = await fateOf(entry, court, options);
    say(fateLine(fate));
    fates.push(fate);
    tell(fates.length);
  }
  say("");
  summaryLines(fates).forEach(say);
  return fates.some((fate) => survives(fate) && !survivors.has(fate.mutant.id)) ? 1 : 0;
}

if (import.meta.main) Deno.exit(await main());
