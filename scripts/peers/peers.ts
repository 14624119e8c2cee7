/**
 * Runs the suite on the libraries that others wrote, has each finding confirmed, and writes
 * ACCURACY.md.
 *
 *     scripts/peers/install.sh .venv
 *     deno task peers
 *
 * Runs that were made before, by `lossproof check --format events --output FILE`, are taken with
 * `--events FILE…`.
 *
 * @module
 */
import { Command, Option } from "commander";
import { fromFileUrl } from "@std/path";
import { findLibraries, type Library } from "../../src/adapters/libraries.ts";
import { reportFailure } from "../../src/cli/failure.ts";
import { denoIo } from "../../src/cli/deno_io.ts";
import { wholeNumber } from "../../src/cli/commands/options.ts";
import { openTarget, type Target } from "../../src/cli/target.ts";
import { createOracle } from "../../src/oracle/oracle.ts";
import { readEvents, summarize } from "../../src/report/mod.ts";
import { type Event, makePlan, run } from "../../src/runner/mod.ts";
import { builtinSpecs } from "../../src/spec/builtin.ts";
import { inDialect } from "../../src/spec/dialect.ts";
import { version } from "../../src/version.ts";
import { accuracyMarkdown, type PeerRun } from "./accuracy_md.ts";
import { confirmAll } from "./confirmer.ts";
import { findingsOf } from "./findings.ts";

const io = denoIo("deno task peers");

interface Options {
  readonly python: string;
  readonly runs: number;
  readonly seed: number;
  readonly only?: readonly string[];
  readonly events?: readonly string[];
  readonly output: string;
}

const libraries = await findLibraries();

/** A library as something to check; a program waits for its framework to load. */
function targetOf(name: string, { kind, entry }: Library, python: string): Target {
  return kind === "module" ? name : { command: [python, fromFileUrl(entry)], timeout: 120 };
}

async function eventsOf(target: Target, { runs, seed }: Options): Promise<readonly Event[]> {
  const adapter = await openTarget(target, builtinSpecs, new AbortController().signal);
  try {
    const { about } = adapter;
    const specs = inDialect(builtinSpecs, about.losses);
    const oracle = await createOracle(specs.values(), about);
    return await Array.fromAsync(
      run(makePlan({ specs, oracle, about, runs, seed, version }), adapter),
    );
  } finally {
    await adapter.close();
  }
}

/** The run, with the findings that are confirmed; the others are an alarm about Lossproof itself. */
async function confirmed(events: readonly Event[], python: string): Promise<PeerRun> {
  const summary = summarize(events);
  const findings = findingsOf(summary);
  const { losses } = summary.header.implementation;
  const confirmations = await confirmAll(
    python,
    findings.map(({ counterexample, loss }) => ({
      counterexample,
      convention: losses[loss].dialect?.reduction,
    })),
  );
  const doubtful = findings.filter((_, i) => !confirmations[i].confirmed);
  for (const { check, dtype } of doubtful) {
    const { says } = confirmations[
      findings.findIndex((f) => f.check === check && f.dtype === dtype)
    ];
    io.err(`NOT CONFIRMED, and left out: ${check} ${dtype}: ${says}\n`);
  }
  if (doubtful.length > 0) Deno.exitCode = 1;
  return { events, findings: findings.filter((f) => !doubtful.includes(f)) };
}

async function* runAll(options: Options): AsyncGenerator<readonly Event[]> {
  for (const [name, library] of libraries) {
    if (options.only !== undefined && !options.only.includes(name)) continue;
    io.err(`${name} …\n`);
    yield await eventsOf(targetOf(name, library, options.python), options);
  }
}

async function* readAll(files: readonly string[]): AsyncGenerator<readonly Event[]> {
  for (const file of files) yield readEvents(await io.readText(file), file);
}

async function main(options: Options): Promise<void> {
  await io.requireWritable(options.output);
  const runs: PeerRun[] = [];
  for await (const events of options.events ? readAll(options.events) : runAll(options)) {
    runs.push(await confirmed(events, options.python));
  }
  await io.writeText(options.output, accuracyMarkdown(runs, "deno task peers") + "\n");
}

const program = new Command("peers")
  .option("--python <path>", "an interpreter that has the libraries", ".venv/bin/python")
  .option("-n, --runs <count>", "cases for each check", wholeNumber(1), 100)
  .option("-s, --seed <seed>", "where the random cases begin", wholeNumber(), 1)
  .addOption(new Option("--only <name...>", "only these").choices([...libraries.keys()]))
  .option("--events <file...>", "runs that were made before")
  .option("-o, --output <file>", "what is written", "ACCURACY.md")
  .action(main);

if (import.meta.main) {
  try {
    await program.parseAsync(Deno.args, { from: "user" });
  } catch (error) {
    Deno.exit(reportFailure(error, io));
  }
}
