/**
 * What a module needs to be imported: found, and where need be downloaded, before a child runs it offline.
 *
 * @module
 */
import { dirname, fromFileUrl } from "@std/path";
import { z } from "zod";

/** How a child resolves what a module imports. */
export interface Dependencies {
  /** Files and folders that it reads. */
  readonly reads: readonly string[];
  /** Deno's flags for the lock. */
  readonly lock: readonly string[];
}

/** Deno, the configuration that imports are resolved by, and the lock beside it. */
export interface Resolver {
  readonly deno: string;
  readonly config: string;
  readonly lock: string;
  readonly signal?: AbortSignal;
}

const graphSchema = z.object({
  modules: z.array(z.object({
    kind: z.string().optional(),
    local: z.string().optional(),
    error: z.string().optional(),
  })),
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
  if (await isEndless(url)) throw new RangeError("it is a device or a pipe, no file");
  const frozen = ["--lock", resolver.lock, "--frozen"];
  const known = await graphOf(url, [...frozen, "--cached-only"], resolver);
  if (known !== undefined) return { reads: readsOf(url, known, resolver), lock: frozen };
  const own = ["--no-lock"];
  await runDeno(["cache", "--quiet", ...own, "--config", resolver.config, url], resolver);
  const found = await graphOf(url, own, resolver);
  return { reads: readsOf(url, found ?? [], resolver), lock: own };
}

async function isEndless(url: string): Promise<boolean> {
  if (!url.startsWith("file:")) return false;
  const found = await Deno.stat(new URL(url)).catch(() => undefined);
  return found !== undefined && !found.isFile && !found.isDirectory;
}

/** A file of a module's graph. */
interface File {
  readonly local: string;
  /** Whether it is a program's text; else it is data, such as JSON. */
  readonly isCode: boolean;
}

/** The files of a module's graph; absent where a part of it is not to be had. */
async function graphOf(
  url: string,
  flags: readonly string[],
  resolver: Resolver,
): Promise<readonly File[] | undefined> {
  const args = ["info", "--json", "--quiet", ...flags, "--config", resolver.config, url];
  const text = await runDeno(args, resolver);
  if (text === undefined) return undefined;
  const { data } = graphSchema.safeParse(JSON.parse(text));
  if (data === undefined || data.modules.some(({ error }) => error !== undefined)) return undefined;
  return data.modules.flatMap(({ kind, local }) =>
    local === undefined ? [] : [{ local, isCode: kind === "esm" }]
  );
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
function readsOf(url: string, files: readonly File[], { config }: Resolver): readonly string[] {
  const folder = url.startsWith("file:") ? dirname(fromFileUrl(url)) : undefined;
  const elsewhere = files.filter(({ local, isCode }) =>
    (isCode || local === config) && (folder === undefined || !local.startsWith(`${folder}/`))
  );
  return [...folder === undefined ? [] : [folder], ...elsewhere.map(({ local }) => local)];
}
