/**
 * Several jobs: threads that help to try a plan, each with an oracle and the implementation of its own.
 *
 * Judging costs about as much as asking, so it is the whole of both that is shared, not the asking alone.
 *
 * @module
 */
import { CannotRun } from "../../../adapters/mod.ts";
import { guard, type Killable, killGroup } from "../../../guard.ts";
import type { Helper } from "../../../runner/mod.ts";
import type { Opening, Order, Report } from "./messages.ts";

/** Threads that help. */
export interface Jobs {
  readonly helpers: readonly Helper[];
  /** Ends the implementations, then the threads. */
  close(): Promise<void>;
}

/** Time to end after an interrupt, or after closing: an implementation may never come back. */
const graceMilliseconds = 4000;

/**
 * Starts threads that help.
 *
 * @param count how many
 * @param opening what is checked, which each thread opens once more, and what the plan is made from
 * @param signal kills the programs
 * @throws {CannotRun} when the implementation cannot be run once more, or is not the same there
 */
export async function startJobs(
  count: number,
  opening: Opening,
  signal: AbortSignal,
): Promise<Jobs> {
  const jobs = Array.from({ length: count }, () => startJob(signal));
  const close = async () => void await Promise.all(jobs.map((job) => job.close()));
  try {
    await Promise.all(jobs.map((job) => job.open({ type: "open", ...opening })));
  } catch (error) {
    await close();
    signal.throwIfAborted();
    throw error;
  }
  return { helpers: jobs, close };
}

interface Job extends Helper {
  open(order: Order & { readonly type: "open" }): Promise<void>;
  close(): Promise<void>;
}

function startJob(interrupted: AbortSignal): Job {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const order = (what: Order) => worker.postMessage(what);
  const processes = watchProcesses();
  const { readable, writable } = new TransformStream<Report>(undefined, {
    highWaterMark: Infinity,
  });
  const [reader, writer] = [readable.getReader(), writable.getWriter()];
  const giveUp = (reason: unknown) => void writer.abort(reason).catch(() => undefined);
  worker.onmessage = ({ data }: MessageEvent<Report>) => {
    if (data.type === "process") processes.note(data);
    else writer.write(data).catch(() => undefined);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    giveUp(new Error(event.message));
  };
  let late: ReturnType<typeof setTimeout> | undefined;
  const interrupt = () => {
    order({ type: "interrupt" });
    late = setTimeout(() => giveUp(interrupted.reason), graceMilliseconds);
  };
  interrupted.addEventListener("abort", interrupt);

  const next = async (): Promise<Report> => {
    const { value } = await reader.read();
    if (value?.type !== "failed") return value!;
    if (value.cannotRun === undefined) throw value.error;
    throw new CannotRun(value.cannotRun.implementation, value.cannotRun.why, value.error);
  };
  return {
    async open(how) {
      order(how);
      const report = await next();
      const [here, there] = [how.about, "about" in report ? report.about : undefined];
      if (JSON.stringify(here) === JSON.stringify(there)) return;
      throw new CannotRun(here.name, "started once more, it says something else of itself");
    },
    async *try({ header: { seed }, checks, stored }, signal) {
      if (signal.aborted) return;
      const enough = () => order({ type: "enough" });
      signal.addEventListener("abort", enough);
      const keys = checks.map(({ id, dtype }) => ({ id, dtype }));
      const own = stored.filter(({ check }) => checks.some(({ id }) => id === check));
      order({ type: "try", seed, checks: keys, stored: own });
      try {
        for (let report; (report = await next()).type === "judged";) yield report.judged;
      } catch (error) {
        if (error !== interrupted.reason) throw error;
      } finally {
        signal.removeEventListener("abort", enough);
      }
    },
    async close() {
      order({ type: "close" });
      clearTimeout(late);
      late = setTimeout(() => giveUp(new Error("It does not end")), graceMilliseconds);
      const ends = () => next().then(({ type }) => type === "closed", () => true);
      while (!await ends());
      clearTimeout(late);
      interrupted.removeEventListener("abort", interrupt);
      worker.terminate();
      processes.killAll();
    },
  };
}

/** The processes of a thread, which cannot end them once it is ended itself. */
function watchProcesses() {
  const living = new Map<number, { readonly process: Killable; readonly release: () => void }>();
  return {
    note({ pid, lives }: Report & { readonly type: "process" }): void {
      const process = { pid, kill: () => undefined };
      if (lives) living.set(pid, { process, release: guard(process) });
      else {
        living.get(pid)?.release();
        living.delete(pid);
      }
    },
    killAll(): void {
      for (const { process, release } of living.values()) {
        killGroup(process);
        release();
      }
    },
  };
}
