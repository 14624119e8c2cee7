/**
 * `lossproof check`: runs the checks on an implementation and reports.
 *
 * @module
 */
import type { Adapter } from "../adapters/implementation.ts";
import { createOracle } from "../oracle/oracle.ts";
import { exitCode, renderReport, type ReportFormat, summarize, verdictOf } from "../report/mod.ts";
import {
  type Counterexample,
  type Event,
  makePlan,
  type Plan,
  run,
  writeCounterexample,
} from "../runner/mod.ts";
import { inDialect } from "../spec/dialect.ts";
import type { FloatDType } from "../tensor/mod.ts";
import { blamingInput, WrongCommand } from "./failure.ts";
import type { Io } from "./io.ts";
import { shellWord } from "./shell_word.ts";
import { openTarget, type Target, targetWords } from "./target.ts";
import { version } from "./version.ts";
import { loadWorld, requireLoss } from "./world.ts";

/** What to check, and how to report. */
export interface CheckOptions {
  readonly loss?: readonly string[];
  readonly dtype?: readonly FloatDType[];
  readonly check?: readonly string[];
  readonly runs: number;
  readonly seed: number;
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
  const adapter = await openTarget(target, all);
  try {
    const { about } = adapter;
    const specs = blamingInput(() => inDialect(all, about.losses));
    const oracle = await createOracle(specs.values());
    const { loss, dtype, check, runs, seed, form } = options;
    const plan = blamingInput(() =>
      makePlan({
        specs,
        oracle,
        about,
        runs,
        seed,
        version,
        ...(loss !== undefined && { losses: loss }),
        ...(dtype !== undefined && { dtypes: dtype }),
        ...(check !== undefined && { checks: check }),
        ...(form !== undefined && { form }),
      })
    );
    const streams = options.format === "events" && options.output === undefined;
    const events = await collect(plan, adapter, io, streams);
    if (summarize(events).totals.cases === 0) {
      throw new WrongCommand("Nothing was checked: no check had a case to try");
    }
    const files = counterexampleFiles(events, options.save);
    for (const [path, counterexample] of files) {
      await io.writeText(path, writeCounterexample(counterexample));
    }
    if (!streams) await publish(target, plan, events, files, options, io);
    return exitCode(events);
  } finally {
    await adapter.close();
  }
}

/** Runs a plan, showing how far it is. */
async function collect(
  plan: Plan,
  adapter: Adapter,
  io: Io,
  streams: boolean,
): Promise<Event[]> {
  const { checks } = plan.header;
  const progress = io.progress?.(checks.length);
  const events: Event[] = [];
  let done = 0;
  try {
    progress?.update(0, checks[0].id);
    for await (const event of run(plan, adapter)) {
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

/** The files that keep the counterexamples of a run: `DIR/loss.kind.detail.f32.json`. */
function counterexampleFiles(
  events: readonly Event[],
  folder: string | undefined,
): ReadonlyMap<string, Counterexample> {
  const files = new Map<string, Counterexample>();
  if (folder === undefined) return files;
  for (const event of events) {
    if (event.type !== "judged" || event.counterexample === undefined) continue;
    const { check, dtype } = event.counterexample;
    const name = `${check}.${dtype}`.replace(/[^A-Za-z0-9_.-]+/g, ".");
    files.set(`${folder.replace(/\/$/, "")}/${name}.json`, event.counterexample);
  }
  return files;
}

/** Prints the report, or writes it and prints the verdict. */
async function publish(
  target: Target,
  plan: Plan,
  events: readonly Event[],
  files: ReadonlyMap<string, Counterexample>,
  options: CheckOptions,
  io: Io,
): Promise<void> {
  const { format, output } = options;
  const paths = new Map([...files].map(([path, counterexample]) => [counterexample, path]));
  const text = renderReport(format, events, {
    color: io.color && output === undefined,
    ...(io.columns !== undefined && { width: io.columns }),
    specs: plan.specs,
    replayCommand: (counterexample) =>
      replayCommand(target, counterexample, paths.get(counterexample), options),
  });
  if (output === undefined) {
    io.out(text);
  } else {
    await io.writeText(output, text);
    io.err(`${verdictOf(summarize(events))}\n`);
  }
  if (options.save !== undefined) {
    const count = files.size === 1 ? "1 counterexample" : `${files.size} counterexamples`;
    io.err(`${count} in ${options.save}\n`);
  }
}

/** The command that tries a counterexample again: its file, or the same search. */
export function replayCommand(
  target: Target,
  { check, dtype, seed }: Pick<Counterexample, "check" | "dtype" | "seed">,
  file: string | undefined,
  { runs, form, spec }: Pick<CheckOptions, "runs" | "form" | "spec">,
): string {
  const { among, last } = targetWords(target, file === undefined ? [] : ["--implementation"]);
  const search = ["--check", check, "--dtype", dtype];
  const draw = ["--runs", String(runs), "--seed", String(seed)];
  const words = [
    "lossproof",
    ...(file === undefined ? ["check", ...among, ...search, ...draw] : ["replay", file, ...among]),
    ...(form === undefined ? [] : ["--form", form]),
    ...spec.flatMap((path) => ["--spec", path]),
    ...last,
  ];
  return words.map(shellWord).join(" ");
}
