/**
 * What is checked: a module by its name or path, a program by its command, or a model's file.
 *
 * @module
 */
import type { Adapter, Shared } from "../../adapters/mod.ts";
import { openImplementation, openProcess } from "../../adapters/internal.ts";
import type { Spec } from "../../spec/mod.ts";
import { WrongCommand } from "../failure.ts";
import {
  type OnnxOptions,
  type OnnxTarget,
  onnxTargetOf,
  onnxWords,
  openOnnxTarget,
} from "./onnx_model.ts";

/** How a program is run. */
export interface ProgramOptions {
  /** Longest wait for the answer to a call, in seconds. */
  readonly timeout?: number;
  /** Variables of its environment: `KEY=VALUE`. */
  readonly env?: readonly string[];
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

/** `reference`, `onnx`, `tfjs`, the path of a module, a program, or a model's file. */
export type Target = string | Program | OnnxTarget;

/** Everything besides a name that says what is checked. */
export interface TargetOptions extends ProgramOptions, OnnxOptions {
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
  const { timeout, env, cwd, declares, onnx } = options;
  if (onnx !== undefined) {
    const other = name ?? command?.[0];
    if (other !== undefined) {
      throw new WrongCommand(`Give either --onnx ${onnx} or "${other}", not both`);
    }
    requireNoProgram(options);
    return onnxTargetOf(onnx, options, options.loss ?? []);
  }
  if (options.map !== undefined || options.reduction !== undefined) {
    throw new WrongCommand("--map and --reduction are for a model: give it with --onnx");
  }
  if (name !== undefined && command !== undefined) {
    throw new WrongCommand(`Give either "${name}" or a program after --, not both`);
  }
  if (command?.length === 0) throw new WrongCommand("No program follows --");
  if (command !== undefined) {
    const wrong = env?.find((pair) => !/^[^=]+=/.test(pair));
    if (wrong !== undefined) throw new WrongCommand(`--env must be KEY=VALUE, got "${wrong}"`);
    return {
      command,
      ...(timeout !== undefined && { timeout }),
      ...(env !== undefined && { env }),
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
  return name;
}

function requireNoProgram({ timeout, env, cwd }: ProgramOptions): void {
  if (timeout === undefined && env === undefined && cwd === undefined) return;
  throw new WrongCommand("--timeout, --env and --cwd are for a program: give it after --");
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
  if (typeof target === "string") return await openImplementation(target, specs);
  if ("onnx" in target) return await openOnnxTarget(target, specs);
  const { command, timeout, env, cwd, declares } = target;
  const variables = env?.map((pair) => pair.split(/=(.*)/s).slice(0, 2));
  return await openProcess(command, specs, {
    signal,
    ...(timeout !== undefined && { timeout: timeout * 1000 }),
    ...(variables !== undefined && { env: Object.fromEntries(variables) }),
    ...(cwd !== undefined && { cwd }),
    ...(declares !== undefined && { declares }),
  });
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
  if (typeof target === "string") return { among: [...flag, target], last: [] };
  if ("onnx" in target) return { among: onnxWords(target), last: [] };
  const { command, timeout, env, cwd } = target;
  const among = [
    ...(timeout === undefined ? [] : ["--timeout", String(timeout)]),
    ...(env ?? []).flatMap((pair) => ["--env", pair]),
    ...(cwd === undefined ? [] : ["--cwd", cwd]),
  ];
  return { among, last: ["--", ...command] };
}
