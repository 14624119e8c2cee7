/**
 * From the name of an implementation to a way to it.
 *
 * @module
 */
import { fromFileUrl } from "@std/path";
import type { Spec } from "../spec/mod.ts";
import { didYouMean } from "../spec/internal.ts";
import { CannotRun } from "./cannot_run.ts";
import type { Adapter } from "./implementation.ts";
import { findLibraries, type Library } from "./libraries.ts";
import { operatorGraphs } from "../losses/internal.ts";
import { openOnnxRoad } from "./onnx.ts";
import { openModule } from "./open_module.ts";
import { referenceAdapter } from "./reference.ts";

type Open = (specs: ReadonlyMap<string, Spec>) => Adapter | Promise<Adapter>;

/** Lossproof's own roads from a call to its answer, by name. */
const own = new Map<string, Open>([
  ["reference", referenceAdapter],
  ["onnx", (specs) => openOnnxRoad(specs)],
  ["onnx_operators", (specs) => openOnnxRoad(specs, operatorGraphs)],
]);

/**
 * Open an implementation by its name or path.
 *
 * @param name `"reference"`, `"onnx"`, `"onnx_operators"`, the name of a library that is a module, such as
 * `"tfjs"`, the path of a module, or its URL
 * @param specs every spec by its id
 * @returns an adapter
 * @throws {CannotRun} when there is no such module or it does not declare what the specs know
 */
export async function openImplementation(
  name: string,
  specs: ReadonlyMap<string, Spec>,
): Promise<Adapter> {
  const open = own.get(name);
  if (open !== undefined) return await open(specs);
  if (!/^\w+$/.test(name)) return await openModule(name, specs);
  return await openLibrary(name, specs);
}

async function openLibrary(name: string, specs: ReadonlyMap<string, Spec>): Promise<Adapter> {
  const libraries = await librariesFor(name);
  const library = libraries.get(name);
  if (library?.kind === "module") return await openModule(library.entry, specs);
  if (library?.kind === "program") {
    throw new CannotRun(
      name,
      `it is a program: give it after --, such as -- python3 ${fromFileUrl(library.entry)}`,
    );
  }
  const modules = [...libraries].filter(([, { kind }]) => kind === "module");
  const known = [...own.keys(), ...modules.map(([id]) => id)];
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
