/**
 * Tries our own roads on many cases, portion by portion: none may be accused.
 *
 * A portion is one loss in one format on one road, with a seed of its own; the lane that has the fewest
 * cases comes next. The counts stand in `scripts/volume/counts.json` and are written after each portion,
 * so that the task may be ended at any time and goes on where it was. The exit code is 1 where the counts
 * have an accusation.
 *
 * @module
 */
import { Option } from "commander";
import { builtinSpecs } from "../src/spec/mod.ts";
import { type FloatDType, floatDTypes } from "../src/tensor/mod.ts";
import { taskCommand } from "./rigour/command.ts";
import { say } from "./rigour/reporting.ts";
import { whole } from "./rigour/words.ts";
import {
  entered,
  lanesOf,
  ledgerLines,
  ledgerSchema,
  nextPortion,
  roads,
} from "./volume/ledger.ts";
import { tryPortion } from "./volume/try_portion.ts";

const file = new URL("volume/counts.json", import.meta.url);

interface Options {
  readonly cases: number;
  readonly minutes: number;
  readonly loss?: string[];
  readonly road?: string[];
  readonly dtype?: FloatDType[];
  readonly count: boolean;
}

const command = taskCommand("volume")
  .description("Tries our own roads on many cases: none may be accused")
  .option("--cases <n>", "as many are enough for a loss on one road in one format", whole, 150_000)
  .option("--minutes <n>", "begin no portion after so long", whole, 30)
  .addOption(
    new Option("--loss <id...>", "only these losses").choices([...builtinSpecs.keys()]),
  )
  .addOption(new Option("--road <name...>", "only these").choices(Object.keys(roads)))
  .addOption(new Option("--dtype <name...>", "only these formats").choices([...floatDTypes]))
  .option("--no-count", "try nothing, print what was counted");

async function main(): Promise<number> {
  const { cases, minutes, loss, road, dtype, count } = command.parse(Deno.args, { from: "user" })
    .opts<Options>();
  const losses = loss ?? [...builtinSpecs.keys()];
  const lanes = lanesOf({
    losses,
    ...road !== undefined && { roads: road },
    ...dtype !== undefined && { dtypes: dtype },
  });
  let ledger = ledgerSchema.parse(JSON.parse(await Deno.readTextFile(file)));
  const end = performance.now() + minutes * 60_000;
  while (count && performance.now() < end) {
    const portion = nextPortion(ledger, lanes, cases);
    if (portion === undefined) break;
    const outcome = await tryPortion(portion);
    ledger = entered(ledger, portion, outcome);
    await Deno.writeTextFile(
      file,
      `[\n${ledger.map((entry) => JSON.stringify(entry)).join(",\n")}\n]\n`,
    );
    const { road, dtype, loss, seed } = portion;
    say(`${road} ${dtype} ${loss}, seed ${seed}: ${outcome.cases} cases`);
    outcome.musts.forEach((must) => say(`! ${must}`));
  }
  ledgerLines(ledger, losses).forEach(say);
  return ledger.some(({ musts }) => musts.length > 0) ? 1 : 0;
}

if (import.meta.main) Deno.exit(await main());
