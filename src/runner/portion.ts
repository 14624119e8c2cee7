/**
 * Portions: what of a plan is tried in one place, one check after the other, so that several places can
 * share a run and no outcome depends on how many there are.
 *
 * @module
 */
import type { Adapter } from "../adapters/mod.ts";
import type { Judged } from "./event.ts";
import type { Plan } from "./plan.ts";
import { type RunSettings, tryCheck } from "./try_check.ts";

/**
 * Cuts a plan into portions: the checks of one loss in one format each. What an implementation did
 * wrong in one (which of its calls is no longer asked) is forgotten in the next.
 *
 * @param plan the whole
 * @returns its parts, in the plan's order
 */
export function portionsOf(plan: Plan): Plan[] {
  const groups = Map.groupBy(plan.checks, ({ loss, dtype }) => `${loss} ${dtype}`);
  return Array.from(groups.values(), (checks) => ({ ...plan, checks }));
}

/**
 * Tries the checks of a portion.
 *
 * @param portion what to try
 * @param adapter the way to the implementation
 * @param settings how to go about it
 * @returns the outcomes; ends early when the settings' signal comes
 * @throws {Error} when a check itself is broken
 */
export async function* tryPortion(
  portion: Plan,
  adapter: Adapter,
  settings: RunSettings,
): AsyncGenerator<Judged> {
  adapter.forgive?.();
  for (const check of portion.checks) {
    if (settings.signal.aborted) return;
    const outcome = await tryCheck(portion, check, adapter, settings);
    if (outcome === undefined) return;
    yield outcome;
  }
}

/**
 * Does several things in several places at a time; what comes of them is told in their order.
 *
 * @param items what there is to do
 * @param places each does the next thing when it is through with one
 * @returns what came of the first item, as it comes; then of the second, and so on
 * @throws what a place throws
 */
export async function* inOrder<T, R>(
  items: readonly T[],
  places: readonly ((item: T) => AsyncIterable<R>)[],
): AsyncGenerator<R> {
  if (places.length === 1) {
    for (const item of items) yield* places[0](item);
    return;
  }
  const queues = items.map((item) => {
    const { readable, writable } = new TransformStream<R, R>(undefined, {
      highWaterMark: Infinity,
    });
    return { item, readable, writer: writable.getWriter() };
  });
  const left = queues.values();
  // Nobody reads any more what cannot be written.
  const lost = () => undefined;
  const work = async (place: (item: T) => AsyncIterable<R>): Promise<void> => {
    for (const { item, writer } of left) {
      for await (const result of place(item)) writer.write(result).catch(lost);
      writer.close().catch(lost);
    }
  };
  const working = Promise.all(places.map(work)).catch((error) => {
    for (const { writer } of queues) writer.abort(error).catch(lost);
  });
  for (const { readable } of queues) yield* readable;
  await working;
}
