/**
 * What `lossproof check` is to do: the flags, then `lossproof.json`, then the defaults.
 *
 * @module
 */
import { normalize } from "@std/path";
import type { ReportFormat } from "../../report/mod.ts";
import type { Shard } from "../../runner/mod.ts";
import type { FloatDType } from "../../tensor/mod.ts";
import { configuredTarget, findConfig, type FoundConfig } from "../config/file.ts";
import { configName } from "../config/schema.ts";
import { WrongCommand } from "../failure.ts";
import { type Target, targetOf, type TargetOptions } from "../target/target.ts";
import type { RunOptions } from "../target/with_target.ts";
import type { Io } from "../world/io.ts";
import type { CheckOptions } from "./action.ts";
import { readExpected } from "./counterexample_files.ts";
import { chooseShard } from "./shard.ts";

/** What the command line says; absent = not said. */
export interface CheckFlags extends TargetOptions, RunOptions {
  readonly config?: string;
  readonly dtype?: readonly FloatDType[];
  readonly check?: readonly string[];
  readonly runs?: number;
  readonly seed?: number;
  readonly jobs: number;
  readonly form?: string;
  readonly require?: number;
  readonly format: ReportFormat;
  readonly output?: string;
  readonly save?: string;
  readonly regressions?: string;
  readonly spec: readonly string[];
  readonly shard?: Shard;
  readonly time?: number;
  readonly updateExpected?: true;
  /** A check's id: it is explained, and nothing is checked. */
  readonly explain?: string;
}

/**
 * Settles what is to be done.
 *
 * The file is read where it is named, where nothing else says what to check, and where it is to be
 * updated: a command that names an implementation does otherwise what it says and nothing else.
 *
 * @param name the name or path that was given
 * @param command what stands after `--`
 * @param flags the other flags
 * @param io reads the file, and the environment
 * @throws {Error} when there is nothing to check, or the file is bad
 */
export async function settleCheck(
  name: string | undefined,
  command: readonly string[] | undefined,
  flags: CheckFlags,
  io: Io,
): Promise<{ readonly target: Target; readonly options: CheckOptions }> {
  const named = [name, command, flags.onnx].some((one) => one !== undefined);
  const found = await findConfig(flags.config, !named || flags.updateExpected === true, io);
  const { file, config, within } = found;
  const target = named ? targetOf(name, command, flags) : configuredTarget(found, flags);
  if (named && flags.updateExpected) requireSameTarget(found, target);
  const expected = await readExpected(config.expected_failures ?? [], within, file ?? "", io);
  const shard = await chooseShard(flags.shard, io);
  if (flags.updateExpected && shard !== undefined) {
    throw new WrongCommand("A shard cannot update expected failures: it sees a part of the checks");
  }
  const regressions = flags.regressions ??
    (config.regressions === undefined ? undefined : within(config.regressions));
  const settled = {
    loss: flags.loss ?? config.losses,
    dtype: flags.dtype ?? config.dtypes,
    check: flags.check ?? config.checks,
    form: flags.form ?? config.form,
    require: flags.require ?? config.require,
    output: flags.output,
    save: flags.save,
    regressions,
    shard,
    time: flags.time,
    deadline: flags.deadline,
    dialect: config.dialect,
    config: file,
    configured: named ? undefined : true,
    update: flags.updateExpected ? file ?? configName : undefined,
  };
  const options = {
    runs: flags.runs ?? config.runs ?? 100,
    seed: flags.seed ?? config.seed ?? 1,
    jobs: flags.jobs,
    format: flags.format,
    spec: flags.spec.length > 0 ? flags.spec : config.specs?.map(within) ?? [],
    expected,
    ...given(settled),
  };
  return { target, options };
}

/** The expected failures of one implementation are not to be taken for those of another. */
function requireSameTarget(found: FoundConfig, target: Target): void {
  const { file, config: { implementation } } = found;
  if (implementation === undefined || sameTarget(configuredTarget(found, {}), target)) return;
  throw new WrongCommand(
    `${file} says that something else is checked, ${JSON.stringify(implementation)}: ` +
      "name the file to update with --config, or leave the implementation to it",
  );
}

function sameTarget(one: Target, other: Target): boolean {
  return identityOf(one) === identityOf(other);
}

/** What a target is, whatever it may use up and wherever it runs. */
function identityOf(target: Target): string {
  if ("name" in target) return normalize(target.name);
  const { timeout: _, memory: __, ...what } = target;
  return JSON.stringify({ ...what, inProcess: undefined });
}

/** A record without what is not given. */
function given<T extends object>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
