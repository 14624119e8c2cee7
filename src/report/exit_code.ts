/**
 * From a run to the exit code.
 *
 * @module
 */
import type { Event } from "../runner/event.ts";
import { summarize } from "./summary.ts";

/**
 * The exit code of a run.
 *
 * @param events the run
 * @returns 0: complete and conforms; 1: does not, or is incomplete
 */
export function exitCode(events: Iterable<Event>): 0 | 1 {
  return summarize(events).conforms ? 0 : 1;
}
