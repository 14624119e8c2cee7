/**
 * Ctrl-C: the first one asks for an orderly end, the second one ends at once.
 *
 * A command that may take long waits with {@linkcode watchInterrupts} and hands the signal to whatever
 * takes the time: programs are killed, a run ends without its footer, and what was found by then is
 * reported and saved as ever; the exit code is 130 (SIGTERM 143, SIGHUP 129). A reason of another kind
 * to end a run early, such as a time that is over, joins it with `AbortSignal.any`.
 *
 * @module
 */
import { onSignal } from "../../guard.ts";
import { Interrupted } from "../failure.ts";
import type { Interruption } from "./io.ts";

/**
 * Waits for SIGINT, SIGTERM and SIGHUP.
 *
 * @param blocking whether an implementation may compute in this very thread, so that it hears no signal
 * @returns aborted with {@linkcode Interrupted} by the first one; a second one ends the process
 */
export function watchInterrupts(blocking: boolean): Interruption {
  const controller = new AbortController();
  const hear = (exitCode: number): void => {
    if (controller.signal.aborted) Deno.exit(exitCode);
    controller.abort(new Interrupted(exitCode));
  };
  return { signal: controller.signal, stop: blocking ? hearAside(hear) : onSignal(hear) };
}

/**
 * Hears in a thread of its own, which then listens no more: the system's default is to end us, whatever
 * this thread does.
 */
function hearAside(hear: (exitCode: number) => void): () => void {
  const worker = new Worker(new URL("./interrupt_worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }) => hear(data);
  return () => worker.terminate();
}
