/**
 * The text of a golden file: JSON that reads well in a diff.
 *
 * @module
 */

/**
 * Lays out JSON.
 *
 * @param json what `JSON.stringify` would take
 * @returns the text, indented by one; whatever has no object inside is one line
 */
export function layOut(json: unknown): string {
  return `${write(json, "")}\n`;
}

function write(json: unknown, indent: string): string {
  if (typeof json !== "object" || json === null) return JSON.stringify(json);
  const inner = `${indent} `;
  if (Array.isArray(json)) {
    if (!json.some(holdsObject)) return inline(json);
    return `[\n${json.map((x) => inner + write(x, inner)).join(",\n")}\n${indent}]`;
  }
  if (!Object.values(json).some(isObject)) return inline(json);
  const lines = Object.entries(json).filter(([, value]) => value !== undefined)
    .map(([key, x]) => `${inner}${JSON.stringify(key)}: ${write(x, inner)}`);
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

function inline(json: unknown): string {
  if (Array.isArray(json)) return `[${json.map(inline).join(", ")}]`;
  if (typeof json !== "object" || json === null) return JSON.stringify(json);
  const parts = Object.entries(json).filter(([, value]) => value !== undefined)
    .map(([key, x]) => `${JSON.stringify(key)}: ${inline(x)}`);
  return `{${parts.join(", ")}}`;
}

function isObject(json: unknown): boolean {
  return typeof json === "object" && json !== null && (!Array.isArray(json) || holdsObject(json));
}

function holdsObject(json: unknown): boolean {
  return Array.isArray(json) ? json.some(holdsObject) : typeof json === "object" && json !== null;
}
