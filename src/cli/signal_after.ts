/**
 * An end by the clock.
 *
 * @module
 */
import { uninterrupted } from "../runner/internal.ts";

/** A signal that comes after a while, unless it is cancelled before. */
export interface TimedSignal {
  readonly signal: AbortSignal;
  /** Lets it never come, and nothing wait for it. */
  cancel(): void;
}

/**
 * Sets a signal.
 *
 * @param seconds after how many it comes; absent = never
 * @param reasonFor what its reason is
 */
export function signalAfter(
  seconds: number | undefined,
  reasonFor: (seconds: number) => unknown = () => undefined,
): TimedSignal {
  if (seconds === undefined) return { signal: uninterrupted, cancel: () => undefined };
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(reasonFor(seconds)), seconds * 1000);
  return { signal: controller.signal, cancel: () => clearTimeout(timer) };
}
