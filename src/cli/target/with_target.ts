/**
 * What is checked is opened, used and closed, also after Ctrl-C.
 *
 * @module
 */
import type { Adapter } from "../../adapters/mod.ts";
import { uninterrupted, untilAborted } from "../../runner/internal.ts";
import type { Spec } from "../../spec/mod.ts";
import { DeadlinePassed } from "../failure.ts";
import { signalAfter } from "../signal_after.ts";
import type { Io } from "../world/io.ts";
import { openTarget, runsHere, type Target } from "./target.ts";

/** How long a run may take. */
export interface RunOptions {
  /** After so many seconds it ends with what is found by then. */
  readonly deadline?: number;
}

/**
 * Opens what is checked for as long as a function takes.
 *
 * @param target what {@linkcode targetOf} found
 * @param specs every spec by its id
 * @param world hears Ctrl-C, and says after how many seconds the run is to end
 * @param body is given the way to the implementation, and a signal after which it is to leave what it has
 * found by then
 * @returns what the body returns
 * @throws {CannotRun} when the target cannot be run
 * @throws {Interrupted} after Ctrl-C, once the body is through and the implementation is closed
 * @throws {DeadlinePassed} likewise, after the deadline
 */
export async function withTarget<T>(
  target: Target,
  specs: ReadonlyMap<string, Spec>,
  { io, deadline }: { readonly io: Io; readonly deadline?: number | undefined },
  body: (adapter: Adapter, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const interruption = io.watchInterrupts?.(runsHere(target));
  const end = signalAfter(deadline, (seconds) => new DeadlinePassed(seconds));
  const signal = AbortSignal.any([interruption?.signal ?? uninterrupted, end.signal]);
  try {
    const adapter = await untilAborted(openTarget(target, specs, signal), signal);
    let result: T;
    try {
      result = await body(adapter, signal);
    } finally {
      await adapter.close();
    }
    // After the close: an implementation may be interrupted while it stops.
    signal.throwIfAborted();
    return result;
  } finally {
    end.cancel();
    interruption?.stop();
  }
}
