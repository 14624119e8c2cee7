/**
 * Strangers' modules and models, in a child process that may do next to nothing.
 *
 * The child may read the module's folder and what it imports. It may not write, use the network, start programs or
 * import what is not there already; of the environment it has the little that every child has. Only where
 * onnxruntime runs a model it may load native libraries; it works in the model's folder then, since
 * onnxruntime reads numbers that a model keeps in files from the working folder.
 *
 * @module
 */
import { dirname, fromFileUrl } from "@std/path";
import type { Spec } from "../spec/mod.ts";
import { CannotRun } from "./cannot_run.ts";
import { type Dependencies, dependenciesOf, type Resolver } from "./dependencies.ts";
import type { EnvironmentWord } from "./environment.ts";
import { type Hosted, hostLine } from "./host/hosted.ts";
import type { Adapter } from "./implementation.ts";
import { limitOfDeno } from "./memory_limit.ts";
import { openProcess } from "./process.ts";
import { ProgramFault } from "./program_fault.ts";

/** What a stranger's code may use up. */
export interface Budget {
  /** Longest time for the answer to a call, in milliseconds. */
  readonly timeout?: number;
  /** Most bytes of memory. */
  readonly memory?: number;
  /** Further variables of the environment. */
  readonly env?: readonly EnvironmentWord[];
  /** Ends it when aborted. */
  readonly signal?: AbortSignal;
}

/** The programs that start, limit and end the process of a module or a model. */
export const confiningPrograms = ["deno", "sh", "kill"] as const;

/** No colours, and no telemetry: onnxruntime would write and send some. */
const quiet = ["NO_COLOR=1", "ORT_DISABLE_TELEMETRY=1"];

/** Enough for a loss, and a machine survives it. */
const defaultMemory = 2 ** 32;

/**
 * Opens a module or a model in a child process.
 *
 * @param name what messages call it
 * @param hosted what it is
 * @param specs every spec by its id
 * @param budget what it may use up
 * @returns an adapter
 * @throws {CannotRun} when it cannot be run, or no process may be started
 */
export async function openConfined(
  name: string,
  hosted: Hosted,
  specs: ReadonlyMap<string, Spec>,
  budget: Budget = {},
): Promise<Adapter> {
  const { memory = defaultMemory, ...rest } = budget;
  const resolver = { ...resolverFor(name), ...budget.signal && { signal: budget.signal } };
  const needed = await neededFor(hosted, resolver).catch((error) => {
    throw error instanceof RangeError ? new CannotRun(name, error.message, error) : error;
  });
  try {
    return await openProcess(hostCommand(resolver, hosted, needed, memory), specs, {
      ...rest,
      name,
      env: [...quiet, ...rest.env ?? []],
      ...hosted.kind === "model" && { cwd: dirname(hosted.path) },
      memory: limitOfDeno(memory),
      preface: hostLine(hosted, specs),
    });
  } catch (error) {
    throw isLateImport(hosted, error) ? lateImport(name, error) : error;
  }
}

function isLateImport({ kind }: Hosted, error: unknown): error is CannotRun {
  return kind === "module" && error instanceof CannotRun && error.cause instanceof ProgramFault &&
    error.cause.kind === "late";
}

function lateImport(name: string, { cause }: CannotRun): CannotRun {
  const { message } = cause as ProgramFault;
  const what = message.replace("did not answer within", "took more than");
  return new CannotRun(
    name,
    `importing it ${what}: does it await something that never comes?`,
    cause,
  );
}

const ourFile = (specifier: string): string => fromFileUrl(import.meta.resolve(specifier));

function resolverFor(name: string): Resolver {
  const config = ourFile("lossproof/deno.json");
  return { deno: denoProgram(name), config, lock: config.replace(/json$/, "lock") };
}

function denoProgram(name: string): string {
  const programs = [Deno.execPath(), "deno"];
  const may = programs.find((command) =>
    Deno.permissions.querySync({ name: "run", command }).state === "granted"
  );
  if (may !== undefined) return may;
  throw new CannotRun(
    name,
    "it runs in a process of its own, which Deno may not start: run lossproof with " +
      `--allow-run=${confiningPrograms.join()}, as its tasks do, or give --in-process to run it in ` +
      "the judge's process",
  );
}

const runtime = import.meta.resolve("./onnxruntime_node.ts");

async function neededFor(hosted: Hosted, resolver: Resolver): Promise<Dependencies> {
  if (hosted.kind === "module") return await dependenciesOf(hosted.url, resolver);
  const needed = await dependenciesOf(runtime, resolver);
  if (hosted.kind !== "model") return needed;
  return { ...needed, reads: [...needed.reads, hosted.path] };
}

function hostCommand(
  { deno, config }: Resolver,
  hosted: Hosted,
  { reads, not, sources }: Dependencies,
  memory: number,
): string[] {
  const own = ourFile("./host/main.ts");
  const flag = (name: string, paths: readonly string[]) =>
    paths.length === 0
      ? []
      : [`--${name}=${paths.map((path) => path.replaceAll(",", ",,")).join(",")}`];
  return [
    ...[deno, "run", "--quiet", "--no-prompt", "--no-check", "--cached-only", ...sources],
    ...["--config", config, `--v8-flags=--max-old-space-size=${Math.ceil(memory / 2 ** 20)}`],
    ...["--allow-env", ...flag("allow-read", reads), ...flag("deny-read", not)],
    ...hosted.kind === "module" ? [] : ["--allow-ffi"],
    own,
  ];
}
