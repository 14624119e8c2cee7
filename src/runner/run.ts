/**
 * A run: a plan is carried out, and says what it finds as it goes.
 *
 * @module
 */
import type { Adapter } from "../adapters/mod.ts";
import { interruptible, uninterrupted } from "./interruption.ts";
import type { Event, Judged } from "./event.ts";
import { footerOf } from "./footer.ts";
import type { Plan } from "./plan.ts";
import { inOrder, portionsOf, tryPortion } from "./portion.ts";
import type { RunOptions, RunSettings } from "./try_check.ts";

export type { RunOptions } from "./try_check.ts";

const defaults: RunSettings = {
  batchSize: 32,
  shrinkAttempts: 500,
  shrinkMilliseconds: 60_000,
  shrinkCost: 20_000,
  now: () => performance.now(),
  signal: uninterrupted,
  helpers: [],
};

/**
 * Carries out a plan: a header, one event for each check in the plan's order, a footer.
 *
 * An implementation that fails, however it does, is a finding: the run goes on.
 *
 * @param plan what to check
 * @param adapter the way to the implementation; the caller closes it
 * @param options batch size (default 32), limits for shrinking (500 tries, 60 s), the clock, what ends
 * it, other places that help
 * @returns the events, as they come
 * @throws {Error} when a check itself is broken; the message names it
 *
 * @example
 * ```ts
 * import { builtinSpecs, createOracle, makePlan, moduleAdapter, run, version } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * const adapter = moduleAdapter(
 *   {
 *     name: "my losses",
 *     dtypes: ["f64"],
 *     losses: {
 *       l1_loss: {
 *         reductions: ["none"],
 *         compute: ({ inputs: { pred, target } }) => ({
 *           value: Array.from(pred.data, (p, i) => Math.abs(p - target.data[i])),
 *         }),
 *       },
 *     },
 *   },
 *   builtinSpecs,
 * );
 * const plan = makePlan({
 *   specs: builtinSpecs,
 *   oracle: await createOracle(builtinSpecs.values()),
 *   about: adapter.about,
 *   checks: ["l1_loss/nonnegative"],
 *   seed: 1,
 *   version,
 * });
 * const events = await Array.fromAsync(run(plan, adapter));
 * assertEquals(events.map(({ type }) => type), ["header", "judged", "footer"]);
 * const footer = events[2];
 * assertEquals(footer.type === "footer" && footer.conforms, true);
 * ```
 */
export async function* run(
  plan: Plan,
  adapter: Adapter,
  options: RunOptions = {},
): AsyncGenerator<Event> {
  const settings = { ...defaults, ...options };
  const start = settings.now();
  const reached = interruptible(adapter, settings.signal, settings.now);
  yield plan.header;
  const judged: Judged[] = [];
  const here = (portion: Plan) => tryPortion(portion, reached, settings);
  const elsewhere = settings.helpers.map((helper) => (portion: Plan) =>
    helper.try(portion, settings.signal)
  );
  for await (const outcome of inOrder(portionsOf(plan), [here, ...elsewhere])) {
    judged.push(outcome);
    yield outcome;
  }
  if (judged.length < plan.checks.length) return;
  yield footerOf(judged, settings.now() - start, plan.header);
}
