/**
 * A child process with all that it starts: its pipes, its last words, its end.
 *
 * @module
 */
import { foreignLine } from "../foreign_text.ts";
import { guard, killGroup } from "../guard.ts";
import { environmentFor, type EnvironmentWord, readVariable } from "./environment.ts";
import { markVariable, setGuardian } from "./guardian.ts";
import { limited } from "./memory_limit.ts";

/** How a process is started. */
export interface ChildOptions {
  /** Variables of its environment, besides the few that every process needs. */
  readonly env?: readonly EnvironmentWord[];
  /** Its working directory; absent = ours. */
  readonly cwd?: string;
  /** Most bytes of data of each of its processes; absent = as many as there are. */
  readonly memory?: number;
  /** When it is aborted the process is killed. */
  readonly signal?: AbortSignal;
}

/** A running process and its group. */
export interface Child {
  readonly stdin: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly stdout: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
  /** Resolves when the process has ended, with how: `exit code 1`, `signal SIGSEGV`. */
  readonly ended: Promise<string>;
  /** Resolves when its standard error is closed. */
  readonly silent: Promise<void>;
  /** The end of what it wrote to its standard error, on one line. */
  complaints(): string;
  /** Ends the process and all others of its group, at once. */
  kill(): void;
  /** Lets go of its pipes, and ends who has left the group and may hold them open. */
  release(): Promise<void>;
}

const complaintBytes = 8192;
const complaintCharacters = 600;

/**
 * Starts a process in a group of its own, so that a Ctrl-C reaches it only through us.
 *
 * @param command the program and its arguments
 * @param options environment and working directory
 * @returns the process
 * @throws {Error} what Deno throws when it cannot be started
 */
export function startChild(command: readonly string[], options: ChildOptions = {}): Child {
  const { env = [], cwd, memory, signal } = options;
  const [program, ...args] = memory === undefined ? command : limited(command, memory);
  const anyProgram = Deno.permissions.querySync({ name: "run" }).state === "granted";
  const mark = crypto.randomUUID();
  const process = new Deno.Command(program, {
    args,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    detached: true,
    clearEnv: true,
    env: { ...environmentFor(env, readVariable, anyProgram), [markVariable]: mark },
    ...(cwd !== undefined && { cwd }),
  }).spawn();
  const guardian = setGuardian(process.pid, mark);
  const stdin = process.stdin.getWriter();
  const stdout = process.stdout.getReader();
  const stderr = process.stderr.getReader();
  const tail = createTail(complaintBytes);
  const silent = drain(stderr, tail);
  const kill = () => killGroup(process);
  const release = guard(process);
  signal?.addEventListener("abort", kill);
  const ended = process.status.then((status) => {
    // Others of the group may hold the pipes open, and shall not outlive it.
    kill();
    release();
    signal?.removeEventListener("abort", kill);
    return status.signal === null ? `exit code ${status.code}` : `signal ${status.signal}`;
  });
  return {
    stdin,
    stdout,
    ended,
    silent,
    complaints: () => oneLine(tail.text()),
    kill,
    async release() {
      await guardian?.end();
      await Promise.allSettled([stdin.abort(), stdout.cancel(), stderr.cancel()]);
    },
  };
}

interface Tail {
  push(chunk: Uint8Array): void;
  text(): string;
}

/** Keeps the last bytes of a stream. */
function createTail(limit: number): Tail {
  let kept = new Uint8Array();
  return {
    push(chunk) {
      const end = chunk.subarray(-limit);
      const rest = kept.subarray(Math.max(0, kept.length + end.length - limit));
      const next = new Uint8Array(rest.length + end.length);
      next.set(rest);
      next.set(end, rest.length);
      kept = next;
    },
    text: () => new TextDecoder().decode(kept),
  };
}

async function drain(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  tail: Tail,
): Promise<void> {
  for (let read; !(read = await reader.read()).done;) tail.push(read.value);
}

/** The last lines as one, safe to print. */
function oneLine(text: string): string {
  const lines = text.split(/[\r\n]+/).map((line) => line.trim());
  const whole = lines.filter((line) => line !== "").join(" | ");
  const end = foreignLine(whole.slice(-complaintCharacters), Infinity);
  return whole.length <= complaintCharacters ? end : `… ${end}`;
}
