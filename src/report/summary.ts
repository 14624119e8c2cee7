/**
 * The fold that every report begins with: what was planned, what came of it, whether it is complete.
 *
 * @module
 */
import { legible } from "../foreign_text.ts";
import type { Event, Footer, Header, Judged } from "../runner/mod.ts";
import { footerOf, shardOf } from "../runner/internal.ts";

/** Characters of a text that reports show in full, such as the command for a replay. */
const longest = 10_000;

/** A run, folded. */
export interface Summary {
  /** What was planned; of a shard only its own checks. */
  readonly header: Header;
  /** What came of it, the last outcome of each check, in the order of the run. */
  readonly judged: readonly Judged[];
  /** The counts of what was judged, also when the run is incomplete. */
  readonly totals: Footer;
  /** Whether the footer came, and every planned check was judged. */
  readonly complete: boolean;
  /** Whether the run is complete and conforms. */
  readonly conforms: boolean;
  /** Whether the run is complete and nothing came unexpected. */
  readonly accepted: boolean;
}

/**
 * Folds the events of a run.
 *
 * @param events in their order; may end before the footer
 * @returns the summary, all of whose texts are safe to print, wherever the events are from; the counts are
 * made anew from the outcomes, not taken from the footer
 * @throws {TypeError} when the stream does not begin with its one header
 *
 * @example
 * ```ts
 * import { builtinSpecs, createOracle, makePlan, moduleAdapter, run, summarize, version } from "lossproof";
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
 * const { complete, conforms, totals } = summarize(events);
 * assertEquals([complete, conforms, totals.counts.fail], [true, false, 1]);
 * ```
 */
export function summarize(events: Iterable<Event>): Summary {
  const [first, ...rest] = [...events].map((event) =>
    legible(event, event.type === "judged" ? longest : undefined)
  );
  if (first?.type !== "header") {
    throw new TypeError(
      `Cannot report: a run begins with its header, got ${first?.type ?? "nothing"}`,
    );
  }
  const { shard } = first;
  const header = shard === undefined ? first : { ...first, checks: shardOf(first.checks, shard) };
  const found = new Map<string, Judged>();
  let footer: Footer | undefined;
  for (const event of rest) {
    if (event.type === "header") throw new TypeError("Cannot report: a second header came");
    if (event.type === "judged") found.set(`${event.dtype} ${event.check}`, event);
    else footer = event;
  }
  const judged = [...found.values()];
  const milliseconds = footer?.milliseconds ?? judged.reduce((sum, j) => sum + j.milliseconds, 0);
  const totals = { ...footer, ...footerOf(judged, milliseconds, first) };
  const complete = footer !== undefined &&
    header.checks.every(({ id, dtype }) => found.has(`${dtype} ${id}`));
  const conforms = complete && totals.conforms && footer?.conforms === true;
  const accepted = complete && totals.accepted && footer?.accepted === true;
  return { header, judged, totals, complete, conforms, accepted };
}
