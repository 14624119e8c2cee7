/**
 * From a module's path to its implementation.
 *
 * @module
 */
import { stripAnsiCode } from "@std/fmt/colors";
import { fromFileUrl, resolve, toFileUrl } from "@std/path";
import { z } from "zod";
import type { Spec } from "../spec/mod.ts";
import { strict } from "../spec_files/internal.ts";
import { aboutSchema, capabilitySchema, lossesOf, shapeProblem, unknownName } from "./about.ts";
import { CannotRun } from "./cannot_run.ts";
import type { Implementation } from "./define.ts";
import type { Adapter } from "./implementation.ts";
import { moduleAdapter, type ModuleOptions } from "./module.ts";
import { describeThrown, readThrown } from "./thrown.ts";

const functionSchema = z.custom<unknown>((x) => typeof x === "function", "must be a function");

const { language: _, ...about } = aboutSchema.shape;
const implementationSchema = strict({
  ...about,
  losses: lossesOf(strict({ ...capabilitySchema.shape, compute: functionSchema })),
});
const example = "export default defineImplementation({ name, dtypes, losses })";

/** How a module is opened and run. */
export interface OpenOptions extends ModuleOptions {
  /**
   * Longest wait for its import, in milliseconds.
   *
   * @default {60000}
   */
  readonly importPatience?: number;
}

/**
 * Open a module whose default export is made with {@linkcode defineImplementation}.
 *
 * @param module a path (relative to the working directory) or a URL
 * @param specs every spec by its id
 * @param options how long to wait for the module, and for an answer
 * @returns an adapter
 * @throws {CannotRun} when it cannot be read, throws when imported, or exports no implementation
 */
export async function openModule(
  module: string | URL,
  specs: ReadonlyMap<string, Spec>,
  options: OpenOptions = {},
): Promise<Adapter> {
  const name = String(module);
  const exported = await importDefault(name, options.importPatience ?? 60_000);
  const implementation = asImplementation(name, exported);
  const language = /\.[cm]?tsx?$/.test(name) ? "typescript" : "javascript";
  const adapter = moduleAdapter(implementation, specs, { language, ...options });
  const unknown = unknownName(adapter.about, specs);
  if (unknown) throw new CannotRun(name, unknown);
  return adapter;
}

/** The URL of a module that is named by a path, relative to the working directory, or by its URL. */
export function moduleUrl(name: string): string {
  return /^[a-z][a-z+]+:/.test(name) ? name : toFileUrl(resolve(name)).href;
}

async function importDefault(name: string, patience: number): Promise<unknown> {
  const url = moduleUrl(name);
  let imported: Readonly<Record<string, unknown>>;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const bell = new Promise<never>((_, reject) => {
    const why = `importing it took more than ${patience / 1000} s: ` +
      "does it await something that never comes?";
    timer = setTimeout(() => reject(new CannotRun(name, why)), patience);
  });
  try {
    imported = await Promise.race([import(url), bell]).finally(() => clearTimeout(timer));
  } catch (error) {
    if (error instanceof CannotRun) throw error;
    throw new CannotRun(name, importProblem(url, error), error);
  }
  if (!("default" in imported)) {
    throw new CannotRun(name, `it has no default export: ${example}`);
  }
  return imported.default;
}

function importProblem(url: string, error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const words = messageOf(error);
  // The same codes tell of what the module itself imports.
  if (code === "ERR_MODULE_NOT_FOUND" && words === `Module not found "${url}".`) {
    return `there is no file ${fileOf(url)}`;
  }
  if (words.startsWith("[ERR_UNSUPPORTED_DIR_IMPORT]") && words.includes(`'${url}'`)) {
    return `${fileOf(url)} is a folder: name the module in it`;
  }
  return `importing it failed: ${words}`;
}

function fileOf(url: string): string {
  return url.startsWith("file:") ? fromFileUrl(url) : url;
}

function asImplementation(name: string, exported: unknown): Implementation {
  const problem = problemOf(exported);
  if (problem === undefined) return exported as Implementation;
  throw new CannotRun(name, `its default export is no implementation: ${problem}`);
}

function problemOf(exported: unknown): string | undefined {
  try {
    const { error } = implementationSchema.safeParse(exported);
    if (error === undefined) return undefined;
    const hint = typeof exported === "object" && exported !== null ? "" : ` (${example})`;
    return `${shapeProblem(error, exported)}${hint}`;
  } catch (error) {
    return `reading it threw ${describeThrown(error)}`;
  }
}

/** Deno wraps what it cannot load or read in errors whose messages say it all, in colours, the place included. */
function messageOf(error: unknown): string {
  if (error instanceof TypeError) return readThrown(withoutText(error.message)).message;
  if (error instanceof SyntaxError) {
    return `SyntaxError: ${readThrown(withoutText(error.message)).message}`;
  }
  return describeThrown(error);
}

/** Without the lines that show a file's text: it may be no module, but a key that a link leads to. */
function withoutText(message: string): string {
  return stripAnsiCode(message).replace(/\n *(?:\d+ )?\|.*$/gm, "");
}
