/**
 * Runs a command as a process under watch, by watch.py.
 *
 * @module
 */

/** What to run, and what is too much. */
export interface Plan {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Files that standard input comes from, and that output goes to. */
  readonly stdin: string;
  readonly out: string;
  readonly err: string;
  /** In seconds; in bytes. */
  readonly limit: number;
  readonly memory: number;
  /** How long what it started may take to end after it, in seconds. */
  readonly grace: number;
  readonly signals: readonly { signal: string; after: number; group: boolean }[];
  readonly reads?: number;
  readonly disk?: number;
}

/** What became of it. */
export interface Watched {
  /** The exit code; 128 and its number for a signal. */
  readonly code: number;
  readonly seconds: number;
  /** Whether it was ended because it took too long, or too much memory. */
  readonly late: boolean;
  readonly heavy: boolean;
  /** The most memory that it and all it started had for themselves, in bytes. */
  readonly peak: number;
  /** The commands of the processes that it left. */
  readonly left: readonly string[];
}

/** Runs a plan to its end. */
export async function watch(plan: Plan): Promise<Watched> {
  const script = new URL("./watch.py", import.meta.url).pathname;
  const child = new Deno.Command("python3", {
    args: ["-S", script],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(plan)));
  await writer.close();
  const { stdout } = await child.output();
  return JSON.parse(new TextDecoder().decode(stdout));
}
