/**
 * What a module needs to be imported: found, and where need be downloaded, before a child runs it offline.
 *
 * @module
 */
import { dirname, fromFileUrl } from "@std/path";
import { z } from "zod";
import { whyNoFile } from "./no_file.ts";
import { linksOutOf } from "./links.ts";

/** How a child resolves what a module imports. */
export interface Dependencies {
  /** Files and folders that it reads. */
  readonly reads: readonly string[];
  /** What of those it does not read: links that lead elsewhere. */
  readonly not: readonly string[];
  /** Deno's flags that say where modules come from. */
  readonly sources: readonly string[];
}

/** Deno, the configuration that imports are resolved by, and the lock beside it. */
export interface Resolver {
  readonly deno: string;
  readonly config: string;
  readonly lock: string;
  readonly signal?: AbortSignal;
}

const graphSchema = z.object({
  modules: z.array(z.object({ kind: z.string().optional(), local: z.string().optional() })),
});

/**
 * Finds out what a module needs. What our own lock does not hold is downloaded, but nothing of it runs.
 *
 * @param url the module
 * @param resolver how imports are resolved
 * @returns what the child may read, and its lock; a module that cannot be resolved has at least its folder, so that
 * the child can say what is wrong
 * @throws {RangeError} when it is a device or a pipe, which may have no end
 */
export async function dependenciesOf(url: string, resolver: Resolver): Promise<Dependencies> {
  const why = url.startsWith("file:") ? await whyNoFile(new URL(url), "module") : undefined;
  if (why !== undefined) throw new RangeError(why);
  // Who names a URL asks for what is there; else packages of the registry are all that is downloaded.
  const near = /^https?:/.test(url) ? [] : ["--no-remote"];
  const frozen = [...near, "--lock", resolver.lock, "--frozen"];
  const own = [...near, "--no-lock"];
  const known = await graphOf(url, frozen, resolver);
  const sources = known === undefined ? own : frozen;
  const files = known ?? await graphOf(url, own, resolver) ?? [];
  if (known === undefined || known.some(({ kind }) => kind === "npm")) {
    await runDeno(["cache", "--quiet", ...sources, "--config", resolver.config, url], resolver);
  }
  return await readingOf(url, files, sources, resolver);
}

/** A part of a module's graph. */
type Part = z.output<typeof graphSchema>["modules"][number];

/** The parts of a module's graph; absent where the lock has not all of it. */
async function graphOf(
  url: string,
  flags: readonly string[],
  resolver: Resolver,
): Promise<readonly Part[] | undefined> {
  const args = ["info", "--json", "--quiet", ...flags, "--config", resolver.config, url];
  const text = await runDeno(args, resolver);
  if (text === undefined) return undefined;
  return graphSchema.parse(JSON.parse(text)).modules;
}

/** Enough, in milliseconds, to download what a module imports. */
const patience = 300_000;

/** What Deno prints; absent where it fails. */
async function runDeno(
  args: readonly string[],
  { deno, signal }: Resolver,
): Promise<string | undefined> {
  const command = new Deno.Command(deno, {
    args: [...args],
    stdin: "null",
    stdout: "piped",
    stderr: "null",
    signal: AbortSignal.any([
      AbortSignal.timeout(patience),
      ...signal === undefined ? [] : [signal],
    ]),
  });
  const { success, stdout } = await command.output();
  return success ? new TextDecoder().decode(stdout) : undefined;
}

/** The module's folder, and code that it imports from elsewhere; of data there, our configuration alone. */
async function readingOf(
  url: string,
  files: readonly Part[],
  sources: readonly string[],
  { config }: Resolver,
): Promise<Dependencies> {
  const folder = url.startsWith("file:") ? dirname(fromFileUrl(url)) : undefined;
  const links = folder === undefined ? undefined : await linksOutOf(folder);
  const isWithin = (path: string) => folder !== undefined && path.startsWith(`${folder}/`);
  const elsewhere = files.flatMap(({ kind, local }) =>
    local !== undefined && (kind === "esm" || local === config || isWithin(local)) ? [local] : []
  );
  // A folder that holds too much to be looked through is not opened as a whole.
  if (folder === undefined || links === undefined) return { reads: elsewhere, not: [], sources };
  const reads = [folder, ...elsewhere.filter((path) => !isWithin(path))];
  return { reads, not: links, sources };
}
