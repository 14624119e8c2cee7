/**
 * What is checked: a module by its name or path, a program by its command, or a model's file.
 *
 * @module
 */
import { type Adapter, CannotRun, type Shared } from "../../adapters/mod.ts";
import {
  confiningPrograms,
  openImplementation,
  openProcess,
  openStranger,
} from "../../adapters/internal.ts";
import type { Spec } from "../../spec/mod.ts";
import { WrongCommand } from "../failure.ts";
import { memoryText } from "./memory.ts";
import {
  modelOf,
  type OnnxOptions,
  type OnnxTarget,
  onnxTargetOf,
  onnxWords,
} from "./onnx_model.ts";

/** What an implementation may use up, and what it is told. */
export interface BudgetOptions {
  /** Longest wait for the answer to a call, in seconds. */
  readonly timeout?: number;
  /** Most bytes of memory of each of its processes. */
  readonly memory?: number;
  /** Variables of its environment: `NAME` is passed on, `NAME=value` is set. */
  readonly env?: readonly string[];
}

/** How a program is run. */
export interface ProgramOptions extends BudgetOptions {
  /** Its working directory. */
  readonly cwd?: string;
  /** What `lossproof.json` says of all its losses, besides what it says itself. */
  readonly declares?: Shared;
}

/** A program that speaks the protocol. */
export interface Program extends ProgramOptions {
  /** The program and its arguments: what stands after `--`. */
  readonly command: readonly string[];
}

/** In which process strangers' code runs. */
export interface PlaceOptions {
  /** Whether it is the judge's own; else it is a child that may do next to nothing. */
  readonly inProcess?: boolean;
}

/** An implementation by its name: `reference`, `onnx`, `tfjs`, or the path of a module. */
export interface Named extends BudgetOptions, PlaceOptions {
  readonly name: string;
}

/** A model's file, and what it may use up. */
export interface Model extends OnnxTarget, BudgetOptions, PlaceOptions {}

/** What is checked. */
export type Target = Named | Program | Model;

/** Everything besides a name that says what is checked. */
export interface TargetOptions extends ProgramOptions, OnnxOptions, PlaceOptions {
  /** Of these a model's file is one. */
  readonly loss?: readonly string[];
}

/**
 * Takes apart the arguments: what follows the first `--` is a program, whatever the command.
 *
 * @param args all arguments
 * @returns those before the first `--`, and the program's after it
 */
export function splitCommand(args: readonly string[]): {
  readonly own: readonly string[];
  readonly command?: readonly string[];
} {
  const at = args.indexOf("--");
  return at < 0 ? { own: args } : { own: args.slice(0, at), command: args.slice(at + 1) };
}

/**
 * Finds out what is meant.
 *
 * @param name the name or path that was given
 * @param command what stands after `--`
 * @param options how to run a program, or what a model is
 * @throws {WrongCommand} when neither or both are given, or options that do not fit
 */
export function targetOf(
  name: string | undefined,
  command: readonly string[] | undefined,
  options: TargetOptions,
): Target {
  const { cwd, declares, inProcess, onnx } = options;
  const budget = budgetOf(options);
  const place = inProcess === undefined ? {} : { inProcess };
  if (onnx !== undefined) {
    const other = name ?? command?.[0];
    if (other !== undefined) {
      throw new WrongCommand(`Give either --onnx ${onnx} or "${other}", not both`);
    }
    requireNoProgram(options);
    requireNoBudget(place, budget);
    return { ...onnxTargetOf(onnx, options, options.loss ?? []), ...budget, ...place };
  }
  if (options.map !== undefined || options.reduction !== undefined) {
    throw new WrongCommand("--map and --reduction are for a model: give it with --onnx");
  }
  if (name !== undefined && command !== undefined) {
    throw new WrongCommand(`Give either "${name}" or a program after --, not both`);
  }
  if (command?.length === 0) throw new WrongCommand("No program follows --");
  if (command !== undefined) {
    if (inProcess) throw new WrongCommand("--in-process is for a module or a model, not a program");
    return {
      command,
      ...budget,
      ...(cwd !== undefined && { cwd }),
      ...(declares !== undefined && { declares }),
    };
  }
  if (name === undefined) {
    throw new WrongCommand(
      "Nothing to check: give a name, the path of a module, --onnx and a model, -- and a program, " +
        "or a lossproof.json with an implementation; " +
        "what stands after --loss, --dtype, --check or --spec belongs to these",
    );
  }
  requireNoProgram(options);
  requireNoBudget(place, budget);
  return { name, ...budget, ...place };
}

/** @throws {WrongCommand} when a variable has no name */
function budgetOf({ timeout, memory, env }: BudgetOptions): BudgetOptions {
  const wrong = env?.find((word) => !/^[^=]+/.test(word));
  if (wrong !== undefined) {
    throw new WrongCommand(`--env must be NAME or NAME=VALUE, got "${wrong}"`);
  }
  return {
    ...(timeout !== undefined && { timeout }),
    ...(memory !== undefined && { memory }),
    ...(env !== undefined && { env }),
  };
}

function requireNoProgram({ cwd }: ProgramOptions): void {
  if (cwd !== undefined) {
    throw new WrongCommand("--cwd is for a program: give it after --");
  }
}

/** What runs in the judge's process is in its hands only as far as that is. */
function requireNoBudget({ inProcess }: PlaceOptions, { memory, env }: BudgetOptions): void {
  if (!inProcess || (memory ?? env) === undefined) return;
  throw new WrongCommand("--memory and --env are for a process of its own: leave out --in-process");
}

/**
 * Opens what is checked.
 *
 * @param target what {@linkcode targetOf} found
 * @param specs every spec by its id
 * @param signal kills a program
 * @throws {CannotRun} when it cannot be run
 */
export async function openTarget(
  target: Target,
  specs: ReadonlyMap<string, Spec>,
  signal: AbortSignal,
): Promise<Adapter> {
  const { timeout, ...rest } = budgetOf(target);
  const budget = { signal, ...rest, ...(timeout !== undefined && { timeout: timeout * 1000 }) };
  if ("command" in target) {
    const { command, cwd, declares } = target;
    requirePermission(command);
    return await openProcess(command, specs, {
      ...budget,
      ...(cwd !== undefined && { cwd }),
      ...(declares !== undefined && { declares }),
    });
  }
  const { inProcess = false } = target;
  const ways = { ...budget, inProcess };
  return "onnx" in target
    ? await openStranger(target.onnx, modelOf(target, specs), specs, ways)
    : await openImplementation(target.name, specs, ways);
}

/**
 * What runs modules may be started for these; as a program, which may do anything, only where any may be.
 *
 * @throws {CannotRun} when it is one of those, and only some programs may be started
 */
function requirePermission(command: readonly string[]): void {
  const isOurs = confiningPrograms.some((program) => program === command[0]);
  if (!isOurs || Deno.permissions.querySync({ name: "run" }).state === "granted") return;
  throw new CannotRun(
    command.join(" "),
    `"${command[0]}" may be started for modules alone: run lossproof with --allow-run, ` +
      "or as the task lossproof:process",
  );
}

/** Whether it computes in the judge's own process: then that hears nothing while it does. */
export function runsHere(target: Target): boolean {
  if ("command" in target) return false;
  return target.inProcess === true || ("name" in target && target.name === "reference");
}

/**
 * What is checked, as words of a command.
 *
 * @param target what {@linkcode targetOf} found
 * @param flag the words before a name
 * @returns the words among the options, and those at the command's end
 */
export function targetWords(
  target: Target,
  flag: readonly string[],
): { readonly among: readonly string[]; readonly last: readonly string[] } {
  const { timeout, memory, env } = target;
  const budget = [
    ...(timeout === undefined ? [] : ["--timeout", String(timeout)]),
    ...(memory === undefined ? [] : ["--memory", memoryText(memory)]),
    ...(env ?? []).flatMap((word) => ["--env", word]),
  ];
  if ("command" in target) {
    const { command, cwd } = target;
    const among = [...budget, ...(cwd === undefined ? [] : ["--cwd", cwd])];
    return { among, last: ["--", ...command] };
  }
  const place = target.inProcess ? ["--in-process"] : [];
  const what = "onnx" in target ? onnxWords(target) : [...flag, target.name];
  return { among: [...what, ...budget, ...place], last: [] };
}
