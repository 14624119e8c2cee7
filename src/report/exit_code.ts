/**
 * From a run to the exit code.
 *
 * @module
 */
import type { Event } from "../runner/mod.ts";
import { summarize } from "./summary.ts";

/**
 * The exit code of a run.
 *
 * @param events the run
 * @returns 0: complete, and conforms or fails only where that is expected; 1: fails elsewhere, passes
 * where a failure is expected, or is incomplete
 */
export function exitCode(events: Iterable<Event>): 0 | 1 {
  return summarize(events).accepted ? 0 : 1;
}
