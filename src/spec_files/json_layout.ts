/**
 * JSON for people: what is short stays on one line, the rest has a line for each value.
 *
 * @module
 */

/** How JSON is laid out. */
export interface JsonLayout {
  /** What a line begins with, for each level that it is in. */
  readonly indent: string;
  /** How many objects may be in one another on one line; 0: a line holds scalars and lists of them. */
  readonly nesting: number;
  /** What stands inside the braces of an object on one line. */
  readonly padding?: string;
  /** How many columns a line may have that could be more lines; absent: any number. */
  readonly width?: number;
}

/**
 * Lays out JSON. A list with an object in it is never one line.
 *
 * @param json what `JSON.stringify` would take
 * @param layout indentation, and what may be on one line
 * @returns the text, without a line feed at the end
 */
export function layOutJson(json: unknown, layout: JsonLayout): string {
  const { indent, nesting, padding = "", width = Infinity } = layout;

  /** The text of a value whose line begins with `margin`, then `key`. */
  function write(json: unknown, margin: string, key: string): string {
    if (typeof json !== "object" || json === null) return key + JSON.stringify(json);
    if (depthOf(json) <= nesting || isEmpty(json)) {
      const line = key + oneLine(json, padding);
      const comma = 1;
      if (margin.length + line.length + comma <= width || isEmpty(json)) return line;
    }
    const inner = margin + indent;
    const [open, close] = Array.isArray(json) ? "[]" : "{}";
    const parts = Array.isArray(json)
      ? json.map((value) => write(value, inner, ""))
      : entriesOf(json).map(([name, value]) => write(value, inner, `${JSON.stringify(name)}: `));
    return `${key}${open}\n${parts.map((part) => inner + part).join(",\n")}\n${margin}${close}`;
  }

  return write(json, "", "");
}

function oneLine(json: unknown, padding: string): string {
  if (typeof json !== "object" || json === null) return JSON.stringify(json);
  if (Array.isArray(json)) return `[${json.map((value) => oneLine(value, padding)).join(", ")}]`;
  if (isEmpty(json)) return "{}";
  const parts = entriesOf(json)
    .map(([name, value]) => `${JSON.stringify(name)}: ${oneLine(value, padding)}`);
  return `{${padding}${parts.join(", ")}${padding}}`;
}

/** How many objects are in one another; Infinity where a list has an object in it. */
function depthOf(json: unknown): number {
  if (typeof json !== "object" || json === null) return 0;
  if (Array.isArray(json)) return json.some((value) => depthOf(value) > 0) ? Infinity : 0;
  return 1 + entriesOf(json).reduce((most, [, value]) => Math.max(most, depthOf(value)), 0);
}

function isEmpty(json: object): boolean {
  return entriesOf(json).length === 0;
}

function entriesOf(json: object): readonly (readonly [string, unknown])[] {
  return Object.entries(json).filter(([, value]) => value !== undefined);
}
