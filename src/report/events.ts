/**
 * Events as lines of JSON, written as they come and read back.
 *
 * @module
 */
import { z } from "zod";
import { legibleJson } from "../foreign_text.ts";
import type { Event } from "../runner/mod.ts";
import { eventSchema } from "../runner/internal.ts";

/**
 * Writes one event.
 *
 * @param event any event
 * @returns one line of JSON, safe to print, with its line feed; NaN, ±∞ and -0 as strings
 *
 * @example
 * ```ts
 * import { builtinSpecs, createOracle, makePlan, moduleAdapter, readEvents, run, version, writeEvent } from "lossproof";
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
 * const text = events.map(writeEvent).join("");
 * assertEquals(readEvents(text, "my.events"), events);
 * ```
 */
export function writeEvent(event: Event): string {
  return legibleJson(JSON.stringify(eventSchema.encode(event))) + "\n";
}

/**
 * Reads a stream of events back.
 *
 * @param text lines of JSON; a last line that was cut off is left out, so the run is incomplete
 * @param name the file's name, for errors
 * @returns the events, in their order
 * @throws {TypeError} when a line is no event, or the order is no run's: a header, what was judged, a
 *   footer where it came to its end; the message says which and why
 *
 * @example
 * ```ts
 * import { readEvents } from "lossproof";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * assertEquals(readEvents('{"type":"head', "cut_off.events"), []);
 * assertThrows(() => readEvents("junk\n", "my.events"), TypeError, "my.events:1");
 * ```
 */
export function readEvents(text: string, name: string): Event[] {
  const lines = text.split("\n");
  const cutOff = lines.pop() ?? "";
  const events = lines.flatMap((line, i) =>
    line.trim() === "" ? [] : [readEvent(line, `${name}:${i + 1}`)]
  );
  if (cutOff.trim() !== "" && isJson(cutOff)) {
    events.push(readEvent(cutOff, `${name}:${lines.length + 1}`));
  }
  requireOrder(events, name);
  return events;
}

/** A run has one header, first, and at most one footer, last. */
function requireOrder(events: readonly Event[], name: string): void {
  const refuse = (which: number, why: string): never => {
    throw new TypeError(
      `Cannot read events of ${name}: ${why}, event ${which + 1} of ${events.length}`,
    );
  };
  for (const [i, { type }] of events.entries()) {
    if (i === 0 && type !== "header") refuse(i, `a run begins with its header, not with a ${type}`);
    if (i > 0 && type === "header") refuse(i, "a second header came");
    if (type === "footer" && i < events.length - 1) refuse(i, "something comes after the footer");
  }
}

function readEvent(line: string, place: string): Event {
  if (!isJson(line)) throw new TypeError(`Cannot read event at ${place}: the line is no JSON`);
  const read = eventSchema.safeParse(JSON.parse(line));
  if (read.success) return read.data;
  throw new TypeError(`Cannot read event at ${place}:\n${z.prettifyError(read.error)}`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
