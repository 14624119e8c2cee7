/**
 * What an implementation threw, in words that fit a line of a report.
 *
 * @module
 */

/** Something that was thrown, in words. */
export interface Thrown {
  /** The message, cut where it is very long. */
  readonly message: string;
  /** The error's class; absent for what is no error. */
  readonly name?: string;
  /** File, line and column of the innermost known frame, e.g. `my_losses.ts:12:5`. */
  readonly place?: string;
}

const longest = 500;

/**
 * Reads what was thrown.
 *
 * @param thrown anything
 * @returns its message without colours and control characters, its class, and where it was thrown
 */
export function readThrown(thrown: unknown): Thrown {
  if (!(thrown instanceof Error)) return { message: plainText(textOf(thrown)) };
  const place = placeOf(thrown);
  return {
    message: plainText(thrown.message),
    name: plainText(thrown.name),
    ...(place !== undefined && { place }),
  };
}

/** What was thrown, whole: `TypeError: x is not a function (my_losses.ts:12:5)`. */
export function describeThrown(thrown: unknown): string {
  const { message, name, place } = readThrown(thrown);
  const what = name === undefined ? message : `${name}: ${message}`;
  return place === undefined ? what : `${what} (${place})`;
}

/**
 * A text without what would disturb a terminal or a document.
 *
 * @param text anything
 * @returns the text without escape sequences and control characters but for line feeds and tabs, its
 * beginning where it is very long
 */
export function plainText(text: string): string {
  // deno-lint-ignore no-control-regex
  const plain = text.replace(/\x1b\[[0-9;?]*[ -/]*[@-~]/g, "")
    // deno-lint-ignore no-control-regex
    .replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, "").trim();
  return plain.length <= longest ? plain : `${plain.slice(0, longest)}…`;
}

function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return "an object that is no error";
  }
}

function placeOf({ stack }: Error): string | undefined {
  if (typeof stack !== "string") return undefined;
  const frame = /^ +at .*?(?:file|https?):\/\/([^()\s]+:\d+:\d+)\)?$/m.exec(stack);
  return frame?.[1].split("/").at(-1);
}
