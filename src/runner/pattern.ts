/**
 * Patterns over check ids.
 *
 * @module
 */
import { nearest } from "../spec/suggest.ts";

/** Whether the components from `i` on fit the pattern's components from `j` on. */
function fits(
  components: readonly string[],
  pattern: readonly string[],
  i: number,
  j: number,
): boolean {
  if (j === pattern.length) return i === components.length;
  if (pattern[j] === "**") {
    return fits(components, pattern, i, j + 1) ||
      (i < components.length && fits(components, pattern, i + 1, j));
  }
  return i < components.length && fitsComponent(components[i], pattern[j]) &&
    fits(components, pattern, i + 1, j + 1);
}

/** Whether the pieces between the stars follow each other in the text. */
function fitsComponent(text: string, pattern: string): boolean {
  const [first, ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let place = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, place);
    if (found < 0) return false;
    place = found + piece.length;
  }
  return place + last.length <= text.length;
}

/**
 * Whether an id fits a pattern: `*` stands for any text inside one component, `**` for any number
 * of components.
 *
 * @param id e.g. `"smooth_l1_loss/continuous_at/beta"`
 * @param pattern e.g. `"smooth_l1_loss/**"`, or `"*_loss/continuous_at/beta"`
 */
export function matches(id: string, pattern: string): boolean {
  return fits(id.split("/"), pattern.split("/"), 0, 0);
}

/**
 * Keeps what fits at least one pattern.
 *
 * @param items what to choose from
 * @param patterns at least one
 * @returns the items that fit, in their order
 * @throws {RangeError} when a pattern fits nothing; the message names the nearest id
 */
export function select<T extends { readonly id: string }>(
  items: readonly T[],
  patterns: readonly string[],
): T[] {
  for (const pattern of patterns) {
    if (!items.some(({ id }) => matches(id, pattern))) {
      const meant = nearest(pattern, new Set(items.map(({ id }) => id)));
      const hint = meant === undefined ? "" : `: did you mean "${meant}"?`;
      throw new RangeError(
        `Cannot select checks: "${pattern}" matches none of the ${items.length} checks${hint}`,
      );
    }
  }
  return items.filter(({ id }) => patterns.some((pattern) => matches(id, pattern)));
}
