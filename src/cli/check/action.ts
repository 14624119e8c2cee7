/**
 * `lossproof check`: runs the checks on an implementation and reports.
 *
 * @module
 */
import { dirname, join } from "@std/path";
import { createOracle } from "../../oracle/mod.ts";
import { exitCode, type ReportFormat, summarize } from "../../report/mod.ts";
import {
  type Counterexample,
  type ExpectedFailure,
  makePlan,
  type Shard,
} from "../../runner/mod.ts";
import { portionsOf, separatingCondition } from "../../runner/internal.ts";
import { inDialect } from "../../spec/mod.ts";
import type { FloatDType } from "../../tensor/mod.ts";
import { version } from "../../version.ts";
import { type Dialects, inDeclaredDialect } from "../config/declared_dialect.ts";
import { blamingInput, WrongCommand } from "../failure.ts";
import { loadLosses, requireLoss } from "../losses/known_losses.ts";
import { publishReport } from "../output/publish_report.ts";
import type { Target } from "../target/target.ts";
import { type RunOptions, withTarget } from "../target/with_target.ts";
import type { Io } from "../world/io.ts";
import { collect } from "./collect.ts";
import {
  type Keeper,
  keeperIn,
  readFolder,
  stillFitting,
  stillPinned,
} from "./counterexample_files.ts";
import { startJobs } from "./jobs/jobs.ts";
import type { PlanData } from "./jobs/messages.ts";
import { lockDigest } from "./lock_digest.ts";
import { replayCommand } from "./replay_command.ts";
import { updateExpected } from "./update_expected.ts";

/** What to check, and how to report. */
export interface CheckOptions extends RunOptions {
  readonly loss?: readonly string[];
  readonly dtype?: readonly FloatDType[];
  readonly check?: readonly string[];
  readonly runs: number;
  readonly seed: number;
  /** Threads that share the checks, each with an implementation of its own (default 1). */
  readonly jobs?: number;
  readonly form?: string;
  /** The share of each loss's cases that has to be judged. */
  readonly require?: number;
  readonly format: ReportFormat;
  readonly output?: string;
  /** A folder for counterexamples. */
  readonly save?: string;
  readonly spec: readonly string[];
  /** The configuration that was read. */
  readonly config?: string;
  /** Whether that says what is checked. */
  readonly configured?: boolean;
  /** What losses do differently, besides what the implementation says. */
  readonly dialect?: Dialects;
  /** Failures that are known. */
  readonly expected?: readonly ExpectedFailure[];
  /** A folder of counterexamples that are tried first; new ones are added. */
  readonly regressions?: string;
  readonly shard?: Shard;
  /** For how many seconds rounds of further cases follow. */
  readonly time?: number;
  /** The configuration whose expected failures are to be made those of this run. */
  readonly update?: string;
}

/**
 * Checks an implementation.
 *
 * @param target `reference`, `tfjs`, the path of a module, or a program
 * @returns the exit code: 0 conforms, 1 does not
 * @throws {Error} when the command is wrong or the implementation cannot be run
 */
export async function checkImplementation(
  target: Target,
  options: CheckOptions,
  io: Io,
): Promise<number> {
  const { all } = await loadLosses(options.spec, io);
  for (const id of options.loss ?? []) requireLoss(all, id);
  const output = options.output === "-" ? undefined : options.output;
  await requirePlaces(output, options, io);
  const stored = options.regressions === undefined ? [] : await readFolder(options.regressions, io);
  const run = { io, deadline: options.deadline };
  return await withTarget(target, all, run, async (adapter, signal) => {
    const about = inDeclaredDialect(adapter.about, options.dialect ?? {}, all);
    const specs = blamingInput(() => inDialect(all, about.losses));
    const lock = await lockDigest(io);
    const data: PlanData = {
      about,
      stored: stillFitting(stored, specs, io),
      expected: stillPinned(options.expected ?? [], specs, io),
      version,
      ...(lock !== undefined && { lock }),
      ...("inProcess" in target && target.inProcess && { inProcess: true }),
      ...chosenOf(options),
    };
    const plan = makePlan({ ...data, specs, oracle: await createOracle(specs.values(), about) });
    const stream = options.format === "events" ? await streamTo(output, io) : undefined;
    const { save, update } = options;
    const regressions = options.regressions ?? (update && join(dirname(update), "counterexamples"));
    const keepers = [keeperIn(regressions, true, io), keeperIn(save, false, io)];
    const replayOf = (counterexample: Counterexample) =>
      replayCommand(target, counterexample, options, io.calledAs);
    const count = Math.min(options.jobs ?? 1, portionsOf(plan).length);
    const again = { target, specs: all, plan: data, about: adapter.about };
    const { helpers, close } = await startJobs(Math.max(count - 1, 0), again, signal);
    const found = await collect(plan, adapter, io, {
      ...(stream !== undefined && { stream }),
      ...{ signal, helpers, keepers, replayOf },
    }).finally(close);
    const { judged, totals } = summarize(found.events);
    const isTried = totals.cases > 0 || judged.some(({ aside = 0 }) => aside > 0);
    if (!signal.aborted && options.shard === undefined && !isTried) {
      const why = totals.outside > 0
        ? "every case lies outside the declared domain"
        : "no check had a case to try";
      throw new WrongCommand(`Nothing was checked: ${why}`);
    }
    const updated = update === undefined || signal.aborted || found.failure !== undefined
      ? undefined
      : await updateExpected(update, target, found.events, {
        specs,
        conditionOf: (counterexample) =>
          separatingCondition(plan, counterexample, adapter, { signal }),
      }, io);
    const events = updated?.events ?? found.events;
    if (stream === undefined || output !== undefined) {
      await publishReport(options.format, events, { specs }, output, io);
    }
    if (found.failure !== undefined) throw found.failure;
    for (const keeper of keepers) tellKept(keeper, io);
    if (updated !== undefined) io.err(`${updated.told}\n`);
    return exitCode(events);
  });
}

/**
 * Where events go as they come: to standard output, or into the file, so that a crash leaves what was found.
 *
 * @throws {WrongCommand} when the file cannot be written
 */
async function streamTo(
  output: string | undefined,
  io: Io,
): Promise<(text: string) => void | Promise<void>> {
  if (output === undefined) return io.out;
  await io.writeText(output, "");
  // At the end the whole report is written, and told where that fails.
  return (text) => io.appendText(output, text).catch(() => undefined);
}

function tellKept({ folder, count }: Keeper, io: Io): void {
  if (folder === undefined) return;
  io.err(`${count === 1 ? "1 counterexample" : `${count} counterexamples`} kept in ${folder}\n`);
}

/** What of the options chooses checks and cases. */
function chosenOf(options: CheckOptions) {
  const { loss, dtype, check, runs, seed, form, require, shard, time } = options;
  return {
    runs,
    seed,
    ...(loss !== undefined && { losses: loss }),
    ...(dtype !== undefined && { dtypes: dtype }),
    ...(check !== undefined && { checks: check }),
    ...(form !== undefined && { form }),
    ...(require !== undefined && { require }),
    ...(shard !== undefined && { shard }),
    ...(time !== undefined && { time }),
  };
}

/** Finds out that something cannot be written before the work is done. */
async function requirePlaces(
  output: string | undefined,
  { save, regressions, update }: CheckOptions,
  io: Io,
): Promise<void> {
  if (output !== undefined) await io.requireWritable(output);
  if (update !== undefined) await io.requireWritable(update);
  for (const folder of [save, regressions]) {
    if (folder !== undefined) await io.requireWritable(join(folder, "counterexample"));
  }
}
