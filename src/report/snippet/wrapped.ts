/**
 * Lists that may be long.
 *
 * @module
 */

/** Characters of a line of code. */
const width = 80;

/**
 * A list on one line, or on as many as it takes.
 *
 * @param before what stands before the list; its spaces are the indent of further lines
 * @param items what is in it
 * @param after what stands after it
 */
export function wrapped(before: string, items: readonly string[], after: string): string[] {
  const [indent] = before.match(/^\s*/) ?? [""];
  const lines = [before];
  for (const [i, item] of items.entries()) {
    const word = i < items.length - 1 ? `${item},` : item + after;
    const line = lines[lines.length - 1];
    const gap = i === 0 ? "" : " ";
    if (i > 0 && line.length + gap.length + word.length > width) lines.push(`${indent}    ${word}`);
    else lines[lines.length - 1] = line + gap + word;
  }
  if (items.length === 0) lines[0] += after;
  return lines;
}
