/**
 * From a module's path to its implementation.
 *
 * @module
 */
import { resolve, toFileUrl } from "@std/path";
import { z } from "zod";
import type { Spec } from "../spec/mod.ts";
import { aboutSchema, capabilitySchema, shapeProblem, unknownName } from "./about.ts";
import { CannotRun } from "./cannot_run.ts";
import type { Implementation } from "./define.ts";
import type { Adapter } from "./implementation.ts";
import { moduleAdapter, type ModuleOptions } from "./module.ts";

const functionSchema = z.custom<unknown>((x) => typeof x === "function", "must be a function");

const implementationSchema = aboutSchema.omit({ language: true }).extend({
  losses: z.record(z.string(), capabilitySchema.extend({ compute: functionSchema })),
  rejects: functionSchema.optional(),
});

/**
 * Open a module whose default export is made with {@linkcode defineImplementation}.
 *
 * @param module a path (relative to the working directory) or a URL
 * @param specs every spec by its id
 * @param options how long to wait for an answer
 * @returns an adapter
 * @throws {CannotRun} when it cannot be read, throws when imported, or exports no implementation
 */
export async function openModule(
  module: string | URL,
  specs: ReadonlyMap<string, Spec>,
  options: ModuleOptions = {},
): Promise<Adapter> {
  const name = String(module);
  const exported = await importDefault(name);
  const implementation = asImplementation(name, exported);
  const adapter = moduleAdapter(implementation, specs, options);
  const unknown = unknownName(adapter.about, specs);
  if (unknown) throw new CannotRun(name, unknown);
  return adapter;
}

async function importDefault(name: string): Promise<unknown> {
  const url = /^[a-z][a-z+]+:/.test(name) ? name : toFileUrl(resolve(name)).href;
  let imported: Readonly<Record<string, unknown>>;
  try {
    imported = await import(url);
  } catch (error) {
    throw new CannotRun(name, `importing it failed: ${messageOf(error)}`, error);
  }
  if (!("default" in imported)) {
    throw new CannotRun(
      name,
      "it has no default export: export default defineImplementation({ name, dtypes, losses })",
    );
  }
  return imported.default;
}

function asImplementation(name: string, exported: unknown): Implementation {
  const parsed = implementationSchema.safeParse(exported);
  if (parsed.success) return exported as Implementation;
  throw new CannotRun(
    name,
    `its default export is no implementation: ${shapeProblem(parsed.error)}`,
    parsed.error,
  );
}

/** Deno wraps whatever it cannot load in a `TypeError`, whose message says it all. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error instanceof TypeError ? error.message : `${error.name}: ${error.message}`;
}
