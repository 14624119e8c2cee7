/**
 * An end from outside: a signal says that nobody wants to know more.
 *
 * @module
 */
import type { Adapter } from "../adapters/mod.ts";

/** A signal that never comes. */
export const uninterrupted: AbortSignal = new AbortController().signal;

/** Longest time, in milliseconds, for which nothing else gets its turn. */
const longestTurn = 100;

/**
 * Makes an adapter that waits for no answer after a signal, and before a question lets others have
 * their turn when they had none for a while: signals and timers come only then.
 *
 * @param adapter the way to the implementation
 * @param signal when it is aborted, every `run` rejects with its reason
 * @param now the clock, in milliseconds
 */
export function interruptible(adapter: Adapter, signal: AbortSignal, now: () => number): Adapter {
  let turn = now();
  return {
    ...adapter,
    async run(calls) {
      if (now() - turn > longestTurn) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        turn = now();
      }
      return await untilAborted(adapter.run(calls), signal);
    },
  };
}

/**
 * Waits for a promise, but not after a signal.
 *
 * @param promise whatever is waited for
 * @param signal when to wait no longer
 * @returns what the promise gives
 * @throws the signal's reason when it comes first
 */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort);
  // Whichever comes too late is of no interest.
  promise.catch(() => undefined);
  try {
    return await Promise.race([aborted, promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
