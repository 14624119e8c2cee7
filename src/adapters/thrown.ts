/**
 * What an implementation threw, in words that fit a report.
 *
 * @module
 */
import { foreignLine, foreignText } from "../foreign_text.ts";

/** Something that was thrown, in words. */
export interface Thrown {
  /** The message, cut where it is very long. */
  readonly message: string;
  /** The error's class; absent for what is no error. */
  readonly name?: string;
  /** File, line and column of the innermost known frame, e.g. `my_losses.ts:12:5`. */
  readonly place?: string;
}

/**
 * Reads what was thrown.
 *
 * @param thrown anything
 * @returns its message, its class, and where it was thrown, safe to print
 */
export function readThrown(thrown: unknown): Thrown {
  const message = foreignText(messageOf(thrown).trim());
  if (!(thrown instanceof Error)) return { message };
  const place = placeOf(thrown);
  return {
    message,
    name: foreignLine(textOf(() => thrown.name)),
    ...(place !== undefined && { place: foreignLine(place) }),
  };
}

/** What was thrown says, to the letter: not to be printed, but to be held against patterns. */
export function messageOf(thrown: unknown): string {
  return textOf(() => thrown instanceof Error ? thrown.message : thrown);
}

/** What was thrown, whole: `TypeError: x is not a function (my_losses.ts:12:5)`. */
export function describeThrown(thrown: unknown): string {
  const { message, name, place } = readThrown(thrown);
  const what = name === undefined ? message : `${name}: ${message}`;
  return place === undefined ? what : `${what} (${place})`;
}

/** What is read, as text; reading it, or making text of it, may throw. */
function textOf(read: () => unknown): string {
  try {
    return String(read());
  } catch {
    return "an object that is no error";
  }
}

function placeOf(error: Error): string | undefined {
  const stack = textOf(() => error.stack);
  const frame = /^ +at .*?(?:file|https?):\/\/([^()\s]+:\d+:\d+)\)?$/m.exec(stack);
  return frame?.[1].split("/").at(-1);
}
