/**
 * Runs the suite on the libraries that others wrote, has each finding confirmed, and keeps what it found in
 * `golden/accuracy`: a record of each library, and the pages of all.
 *
 *     scripts/peers/install.sh .venv
 *     deno task peers
 *
 * Runs that were made before, by `lossproof check --format events --output pytorch.events`, are taken
 * with `--events pytorch.events`: a file is named after its library.
 *
 * @module
 */
import { Option } from "commander";
import { fromFileUrl, join, parse, resolve, toFileUrl } from "@std/path";
import { findLibraries, type Library } from "../../src/adapters/internal.ts";
import { reportFailure, WrongCommand } from "../../src/cli/failure.ts";
import { denoIo } from "../../src/cli/world/deno_io.ts";
import { wholeNumber } from "../../src/cli/options.ts";
import { openTarget, type Target } from "../../src/cli/target/target.ts";
import { createOracle } from "../../src/oracle/mod.ts";
import { readEvents, summarize } from "../../src/report/mod.ts";
import { type Event, makePlan, run } from "../../src/runner/mod.ts";
import { builtinSpecs, inDialect } from "../../src/spec/mod.ts";
import { didYouMean } from "../../src/spec/internal.ts";
import { version } from "../../src/version.ts";
import { taskCommand } from "../rigour/command.ts";
import { writePages } from "./accuracy_folder.ts";
import { confirmAll } from "./confirmer.ts";
import { findingsOf } from "./findings.ts";
import { type LibraryRecord, writeRecord } from "./record.ts";
import { recordOf } from "./record_run.ts";

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
  return kind === "module" ? { name } : { command: [python, fromFileUrl(entry)], timeout: 120 };
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

/** What is kept of a run. What is not confirmed is left out: it is an alarm about Lossproof itself. */
async function confirmedRecord(events: readonly Event[], python: string): Promise<LibraryRecord> {
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
  findings.forEach(({ check, dtype }, i) => {
    const { confirmed, says } = confirmations[i];
    if (confirmed) return;
    io.err(`NOT CONFIRMED, and left out: ${check} ${dtype}: ${says}\n`);
    Deno.exitCode = 1;
  });
  return recordOf(events, findings.filter((_, i) => confirmations[i].confirmed));
}

/** A run, and the library that it is of. */
type Run = readonly [name: string, events: readonly Event[]];

async function* runAll(options: Options): AsyncGenerator<Run> {
  for (const [name, library] of libraries) {
    if (options.only !== undefined && !options.only.includes(name)) continue;
    io.err(`${name} …\n`);
    yield [name, await eventsOf(targetOf(name, library, options.python), options)];
  }
}

async function* readAll(files: readonly string[]): AsyncGenerator<Run> {
  for (const file of files) {
    const { name } = parse(file);
    if (!libraries.has(name)) {
      throw new WrongCommand(
        `"${file}" must be named after its library, such as pytorch.events` +
          didYouMean(name, libraries.keys()),
      );
    }
    yield [name, readEvents(await io.readText(file), file)];
  }
}

async function main(options: Options): Promise<void> {
  const { output, python, events } = options;
  await io.requireWritable(join(output, "README.md"));
  for await (const [name, run] of events ? readAll(events) : runAll(options)) {
    const record = await confirmedRecord(run, python);
    await io.writeText(join(output, `${name}.json`), writeRecord(record));
  }
  await writePages(toFileUrl(`${resolve(output)}/`));
}

const program = taskCommand("peers")
  .option("--python <path>", "an interpreter that has the libraries", ".venv/bin/python")
  .option("-n, --runs <count>", "cases for each check", wholeNumber(1), 100)
  .option("-s, --seed <seed>", "where the random cases begin", wholeNumber(), 1)
  .addOption(new Option("--only <name...>", "only these").choices([...libraries.keys()]))
  .option("--events <file...>", "runs that were made before, each named after its library")
  .option("-o, --output <folder>", "where records and pages are kept", "golden/accuracy")
  .action(main);

if (import.meta.main) {
  try {
    await program.parseAsync(Deno.args, { from: "user" });
  } catch (error) {
    Deno.exit(reportFailure(error, io));
  }
}
