/**
 * Events as lines of JSON, written as they come and read back.
 *
 * @module
 */
import { z } from "zod";
import type { Event } from "../runner/mod.ts";
import { eventSchema } from "../runner/internal.ts";

/**
 * Writes one event.
 *
 * @param event any event
 * @returns one line of JSON with its line feed; NaN, ±∞ and -0 as strings
 */
export function writeEvent(event: Event): string {
  return JSON.stringify(eventSchema.encode(event)) + "\n";
}

/**
 * Reads a stream of events back.
 *
 * @param text lines of JSON; a last line that was cut off is left out, so the run is incomplete
 * @param name the file's name, for errors
 * @returns the events, in their order
 * @throws {TypeError} when a line is no event; the message says which and why
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
  return events;
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
