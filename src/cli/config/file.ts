/**
 * The configuration as a file: where it is, what its paths mean, what it says is checked.
 *
 * @module
 */
import { dirname, isAbsolute, join } from "@std/path";
import { blamingInput } from "../failure.ts";
import { parseMemory } from "../target/memory.ts";
import { type Target, targetOf, type TargetOptions } from "../target/target.ts";
import type { Io } from "../world/io.ts";
import { type Config, configName, parseConfig } from "./schema.ts";

/** A configuration that was looked for. */
export interface FoundConfig {
  /** Absent where there is none. */
  readonly file?: string;
  /** Empty where there is none. */
  readonly config: Config;
  /** Makes of a path that the configuration names one from the working directory. */
  within(path: string): string;
}

/**
 * Finds and reads the configuration.
 *
 * @param given the file that the command names
 * @param wanted whether to look for `lossproof.json` in the working directory otherwise
 * @param io reads it
 * @throws {Error} when the file that is named cannot be read, or a file is bad
 */
export async function findConfig(
  given: string | undefined,
  wanted: boolean,
  io: Io,
): Promise<FoundConfig> {
  const there = given === undefined && wanted && await io.isFile(configName);
  const file = given ?? (there ? configName : undefined);
  const within = (path: string) => isAbsolute(path) ? path : join(dirname(file ?? "."), path);
  if (file === undefined) return { config: {}, within };
  return { file, config: parseConfig(await io.readText(file), file), within };
}

/**
 * What a configuration says is checked.
 *
 * @param found the configuration
 * @param flags go before it
 * @throws {WrongCommand} when it says nothing, or options that do not fit
 */
export function configuredTarget(
  { config: { implementation }, within }: FoundConfig,
  flags: TargetOptions,
): Target {
  if (implementation === undefined) return targetOf(undefined, undefined, flags);
  if (typeof implementation === "string") {
    const isName = /^\w+$/.test(implementation) || /^[a-z][a-z+]+:/.test(implementation);
    return targetOf(isName ? implementation : within(implementation), undefined, flags);
  }
  if ("onnx" in implementation) {
    const { onnx, loss, map, reduction } = implementation;
    return targetOf(undefined, undefined, {
      ...flags,
      onnx: within(onnx),
      loss: [loss],
      ...(map !== undefined && { map: pairsOf(map) }),
      ...(reduction !== undefined && { reduction }),
    });
  }
  const { command, timeout, memory, env, cwd, ...declares } = implementation;
  const folder = within(cwd ?? ".");
  return targetOf(undefined, command, {
    ...(Object.keys(declares).length > 0 && { declares }),
    ...(timeout !== undefined && { timeout }),
    ...(memory !== undefined && { memory: blamingInput(() => parseMemory(memory)) }),
    ...(env !== undefined && { env: pairsOf(env) }),
    ...(folder !== "." && { cwd: folder }),
    ...(flags.timeout !== undefined && { timeout: flags.timeout }),
    ...(flags.memory !== undefined && { memory: flags.memory }),
    ...(flags.env !== undefined && { env: flags.env }),
    ...(flags.cwd !== undefined && { cwd: flags.cwd }),
  });
}

function pairsOf(record: Readonly<Record<string, string>>): string[] {
  return Object.entries(record).map(([key, value]) => `${key}=${value}`);
}
