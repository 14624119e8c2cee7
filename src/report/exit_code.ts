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
 *
 * @example
 * ```ts
 * import { builtinSpecs, createOracle, exitCode, makePlan, moduleAdapter, run, version } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * const adapter = moduleAdapter({
 *   name: "my losses",
 *   dtypes: ["f64"],
 *   losses: {
 *     l1_loss: {
 *       reductions: ["none"],
 *       compute: ({ inputs: { pred, target } }) => ({
 *         value: Array.from(pred.data, (p, i) => p - target.data[i]),
 *       }),
 *     },
 *   },
 * }, builtinSpecs);
 * const plan = makePlan({
 *   specs: builtinSpecs,
 *   oracle: await createOracle(builtinSpecs.values()),
 *   about: adapter.about,
 *   checks: ["l1_loss/nonnegative"],
 *   seed: 1,
 *   version,
 * });
 * const events = await Array.fromAsync(run(plan, adapter));
 * assertEquals(exitCode(events), 1);
 * ```
 */
export function exitCode(events: Iterable<Event>): 0 | 1 {
  return summarize(events).accepted ? 0 : 1;
}
