/**
 * What is checked is opened, used and closed, also after Ctrl-C.
 *
 * @module
 */
import type { Adapter } from "../../adapters/mod.ts";
import { uninterrupted, untilAborted } from "../../runner/internal.ts";
import type { Spec } from "../../spec/mod.ts";
import type { Io } from "../world/io.ts";
import { openTarget, type Target } from "./target.ts";

/**
 * Opens what is checked for as long as a function takes.
 *
 * @param target what {@linkcode targetOf} found
 * @param specs every spec by its id
 * @param io hears Ctrl-C
 * @param body is given the way to the implementation, and a signal after which it is to leave what it has
 * found by then
 * @returns what the body returns
 * @throws {CannotRun} when the target cannot be run
 * @throws {Interrupted} after Ctrl-C, once the body is through and the implementation is closed
 */
export async function withTarget<T>(
  target: Target,
  specs: ReadonlyMap<string, Spec>,
  io: Io,
  body: (adapter: Adapter, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const interruption = io.watchInterrupts?.(typeof target === "string" || "onnx" in target);
  const signal = interruption?.signal ?? uninterrupted;
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
    interruption?.stop();
  }
}
