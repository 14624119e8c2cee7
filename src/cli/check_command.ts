/**
 * `lossproof check`: runs the checks on an implementation and reports.
 *
 * @module
 */
import { join } from "@std/path";
import type { Adapter } from "../adapters/implementation.ts";
import { createOracle } from "../oracle/oracle.ts";
import { exitCode, renderReport, type ReportFormat, summarize, verdictOf } from "../report/mod.ts";
import {
  type Counterexample,
  type Event,
  makePlan,
  type Plan,
  run,
  type RunOptions,
  writeCounterexample,
} from "../runner/mod.ts";
import { portionsOf } from "../runner/portion.ts";
import { inDialect } from "../spec/dialect.ts";
import type { FloatDType } from "../tensor/mod.ts";
import { blamingInput, WrongCommand } from "./failure.ts";
import type { Io } from "./io.ts";
import { startJobs } from "./jobs/jobs.ts";
import type { PlanData } from "./jobs/messages.ts";
import { shellWord } from "./shell_word.ts";
import { type Target, targetWords } from "./target.ts";
import { version } from "../version.ts";
import { withTarget } from "./with_target.ts";
import { loadWorld, requireLoss } from "./world.ts";

/** What to check, and how to report. */
export interface CheckOptions {
  readonly loss?: readonly string[];
  readonly dtype?: readonly FloatDType[];
  readonly check?: readonly string[];
  readonly runs: number;
  readonly seed: number;
  /** Threads that share the checks, each with an implementation of its own (default 1). */
  readonly jobs?: number;
  readonly form?: string;
  readonly format: ReportFormat;
  readonly output?: string;
  /** A folder for counterexamples. */
  readonly save?: string;
  readonly spec: readonly string[];
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
  const { all } = await loadWorld(options.spec, io);
  for (const id of options.loss ?? []) requireLoss(all, id);
  const output = options.output === "-" ? undefined : options.output;
  if (output !== undefined) await io.requireWritable(output);
  if (options.save !== undefined) await io.requireWritable(join(options.save, "counterexample"));
  return await withTarget(target, all, io, async (adapter, signal) => {
    const { about } = adapter;
    const specs = blamingInput(() => inDialect(all, about.losses));
    const oracle = await createOracle(specs.values(), about);
    const { loss, dtype, check, runs, seed, form } = options;
    const data: PlanData = {
      about,
      runs,
      seed,
      version,
      ...(loss !== undefined && { losses: loss }),
      ...(dtype !== undefined && { dtypes: dtype }),
      ...(check !== undefined && { checks: check }),
      ...(form !== undefined && { form }),
    };
    const plan = makePlan({ ...data, specs, oracle });
    const streams = options.format === "events" && output === undefined;
    const count = Math.min(options.jobs ?? 1, portionsOf(plan).length);
    const jobs = await startJobs(count - 1, target, all, data, signal);
    let events: Event[];
    try {
      events = await collect(plan, adapter, io, { streams, signal, helpers: jobs.helpers });
    } finally {
      await jobs.close();
    }
    if (!signal.aborted && summarize(events).totals.cases === 0) {
      throw new WrongCommand("Nothing was checked: no check had a case to try");
    }
    const { files, failure } = await keepCounterexamples(events, options.save, io);
    if (!streams) {
      const text = renderReport(options.format, events, {
        color: io.color && output === undefined,
        ...(io.columns !== undefined && { width: io.columns }),
        specs: plan.specs,
        replayCommand: (counterexample) =>
          replayCommand(target, counterexample, files.get(counterexample), options, io.calledAs),
      });
      await publish(text, verdictOf(summarize(events)), output, io);
    }
    if (failure !== undefined) throw failure;
    if (options.save !== undefined) {
      const count = files.size === 1 ? "1 counterexample" : `${files.size} counterexamples`;
      io.err(`${count} in ${options.save}\n`);
    }
    return exitCode(events);
  });
}

/** Runs a plan, showing how far it is; after the signal the events are fewer, without their footer. */
async function collect(
  plan: Plan,
  adapter: Adapter,
  io: Io,
  { streams, ...options }: { readonly streams: boolean } & RunOptions,
): Promise<Event[]> {
  const { checks } = plan.header;
  const progress = io.progress?.(checks.length);
  const events: Event[] = [];
  let done = 0;
  try {
    progress?.update(0, checks[0].id);
    for await (const event of run(plan, adapter, options)) {
      events.push(event);
      if (streams) io.out(renderReport("events", [event]));
      if (event.type !== "judged") continue;
      done++;
      progress?.update(done, checks[done]?.id ?? "");
    }
  } finally {
    progress?.stop();
  }
  return events;
}

/**
 * Keeps the counterexamples of a run: `DIR/loss.kind.detail.f32.json`.
 *
 * @returns the files that were written, and why not all were: the report is not to be lost for that
 */
async function keepCounterexamples(
  events: readonly Event[],
  folder: string | undefined,
  io: Io,
): Promise<{ readonly files: ReadonlyMap<Counterexample, string>; readonly failure?: unknown }> {
  const files = new Map<Counterexample, string>();
  if (folder === undefined) return { files };
  for (const event of events) {
    if (event.type !== "judged" || event.counterexample === undefined) continue;
    const { check, dtype } = event.counterexample;
    const name = `${check}.${dtype}`.replace(/[^A-Za-z0-9_.-]+/g, ".");
    const path = join(folder, `${name}.json`);
    try {
      await io.writeText(path, writeCounterexample(event.counterexample));
      files.set(event.counterexample, path);
    } catch (failure) {
      return { files, failure };
    }
  }
  return { files };
}

/** Prints the report, or writes it and prints the verdict, which is not lost where that fails. */
async function publish(
  text: string,
  verdict: string,
  output: string | undefined,
  io: Io,
): Promise<void> {
  if (output === undefined) return io.out(text);
  try {
    await io.writeText(output, text);
  } finally {
    io.err(`${verdict}\n`);
  }
}

/** The command that tries a counterexample again: its file, or the same search. */
export function replayCommand(
  target: Target,
  { check, dtype, seed }: Pick<Counterexample, "check" | "dtype" | "seed">,
  file: string | undefined,
  { runs, form, spec }: Pick<CheckOptions, "runs" | "form" | "spec">,
  calledAs: string,
): string {
  const { among, last } = targetWords(target, file === undefined ? [] : ["--implementation"]);
  const search = ["--check", check, "--dtype", dtype];
  const draw = ["--runs", String(runs), "--seed", String(seed)];
  const words = [
    ...(file === undefined ? ["check", ...among, ...search, ...draw] : ["replay", file, ...among]),
    ...(form === undefined ? [] : ["--form", form]),
    ...spec.flatMap((path) => ["--spec", path]),
    ...last,
  ];
  return [calledAs, ...words.map(shellWord)].join(" ");
}
