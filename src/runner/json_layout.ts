/**
 * JSON for people: indented, but a list of numbers stays on its line.
 *
 * @module
 */

/**
 * Lays out JSON.
 *
 * @param json what `JSON.stringify` would take
 * @returns the text, indented by two; lists without objects or lists inside are one line
 */
export function layOut(json: unknown): string {
  return write(json, "");
}

function write(json: unknown, indent: string): string {
  if (typeof json !== "object" || json === null) return JSON.stringify(json);
  const inner = `${indent}  `;
  if (Array.isArray(json)) {
    if (!json.some((x) => typeof x === "object" && x !== null)) {
      return `[${json.map((x) => JSON.stringify(x)).join(", ")}]`;
    }
    return `[\n${json.map((x) => inner + write(x, inner)).join(",\n")}\n${indent}]`;
  }
  const entries = Object.entries(json).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return "{}";
  const lines = entries.map(([key, x]) => `${inner}${JSON.stringify(key)}: ${write(x, inner)}`);
  return `{\n${lines.join(",\n")}\n${indent}}`;
}
