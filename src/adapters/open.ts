/**
 * From the name of an implementation to a way to it.
 *
 * @module
 */
import { fromFileUrl } from "@std/path";
import type { Spec } from "../spec/mod.ts";
import { didYouMean } from "../spec/internal.ts";
import { CannotRun } from "./cannot_run.ts";
import { type Budget, openConfined } from "./confined.ts";
import type { Hosted } from "./host/hosted.ts";
import { openHosted } from "./host/open_hosted.ts";
import type { Adapter } from "./implementation.ts";
import { findLibraries, type Library } from "./libraries.ts";
import { moduleUrl } from "./open_module.ts";
import { referenceAdapter } from "./reference.ts";

/** Lossproof's own graphs, which a native library runs. */
const graphs = new Map<string, Hosted>([
  ["onnx", { kind: "graphs", graphs: "composed" }],
  ["onnx_operators", { kind: "graphs", graphs: "operators" }],
]);

/** How an implementation is opened. */
export interface OpenWays extends Budget {
  /** Whether strangers' code runs in this process; else it runs in a child that may do next to nothing. */
  readonly inProcess?: boolean;
}

/**
 * Open an implementation by its name or path.
 *
 * @param name `"reference"`, `"onnx"`, `"onnx_operators"`, the name of a library that is a module, such as
 * `"tfjs"`, the path of a module, or its URL
 * @param specs every spec by its id
 * @param ways in which process, and what it may use up there
 * @returns an adapter
 * @throws {CannotRun} when there is no such module or it does not declare what the specs know
 */
export async function openImplementation(
  name: string,
  specs: ReadonlyMap<string, Spec>,
  ways: OpenWays = {},
): Promise<Adapter> {
  if (name === "reference") return referenceAdapter(specs);
  return await openStranger(name, await hostedBy(name), specs, ways);
}

/**
 * Opens what strangers wrote, in the process that was asked for.
 *
 * @param name what messages call it
 * @param hosted what it is
 * @param specs every spec by its id
 * @param ways in which process, and what it may use up there
 * @throws {CannotRun} when it cannot be run
 */
export async function openStranger(
  name: string,
  hosted: Hosted,
  specs: ReadonlyMap<string, Spec>,
  { inProcess = false, ...budget }: OpenWays,
): Promise<Adapter> {
  if (!inProcess) return await openConfined(name, hosted, specs, budget);
  const { timeout } = budget;
  try {
    return await openHosted(hosted, specs, { ...timeout !== undefined && { patience: timeout } });
  } catch (error) {
    throw error instanceof CannotRun ? new CannotRun(name, error.why, error.cause) : error;
  }
}

async function hostedBy(name: string): Promise<Hosted> {
  const own = graphs.get(name);
  if (own !== undefined) return own;
  if (!/^\w+$/.test(name)) return { kind: "module", url: moduleUrl(name) };
  return { kind: "module", url: (await libraryEntry(name)).href };
}

async function libraryEntry(name: string): Promise<URL> {
  const libraries = await librariesFor(name);
  const library = libraries.get(name);
  if (library?.kind === "module") return library.entry;
  if (library?.kind === "program") {
    throw new CannotRun(
      name,
      `it is a program: give it after --, such as -- python3 ${fromFileUrl(library.entry)}`,
    );
  }
  const modules = [...libraries].filter(([, { kind }]) => kind === "module");
  const known = ["reference", ...graphs.keys(), ...modules.map(([id]) => id)];
  throw new CannotRun(
    name,
    `a module needs its path, and no implementation has this name${didYouMean(name, known)}`,
  );
}

async function librariesFor(name: string): Promise<ReadonlyMap<string, Library>> {
  try {
    return await findLibraries();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotCapable)) throw error;
    throw new CannotRun(
      name,
      `a module needs its path, and the libraries may not be looked through: ${error.message}`,
      error,
    );
  }
}
