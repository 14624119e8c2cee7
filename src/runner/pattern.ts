/**
 * Patterns over check ids.
 *
 * @module
 */
import { nearest } from "../spec/internal.ts";
import { CannotPlan } from "./cannot_plan.ts";

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
 * @returns true when the whole id fits
 *
 * @example
 * ```ts
 * import { matches } from "./pattern.ts";
 * import { assert } from "@std/assert";
 *
 * assert(matches("l1_loss/agreement/value", "l1_loss/**"));
 * assert(matches("l1_loss/agreement/value", "l1_loss/agree*t/value"));
 * assert(!matches("l1_loss/agreement/value", "l1_loss/*"));
 * ```
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
 * @throws {CannotPlan} when a pattern fits nothing; the message names what was probably meant
 */
export function select<T extends { readonly id: string }>(
  items: readonly T[],
  patterns: readonly string[],
): T[] {
  for (const pattern of patterns) requireMatch(items, pattern, "select checks");
  return items.filter(({ id }) => patterns.some((pattern) => matches(id, pattern)));
}

/**
 * Insists that a pattern fits something.
 *
 * @param items what it may fit
 * @param pattern over their ids
 * @param what it is for, e.g. `select checks`
 * @throws {CannotPlan} when it fits nothing; the message names what was probably meant
 */
export function requireMatch(
  items: readonly { readonly id: string }[],
  pattern: string,
  what: string,
): void {
  if (items.some(({ id }) => matches(id, pattern))) return;
  const meant = meantPattern(pattern, [...new Set(items.map(({ id }) => id))]);
  const hint = meant === undefined ? "" : `: did you mean "${meant}"?`;
  throw new CannotPlan(what, `"${pattern}" matches none of the ${items.length} checks${hint}`);
}

/** The pattern that was probably meant: opened at its ends, its words mended, or the nearest id. */
function meantPattern(pattern: string, ids: readonly string[]): string | undefined {
  const words = new Set(ids.flatMap((id) => id.split("/")));
  const mended = pattern.split("/").map((word) =>
    word.includes("*") || words.has(word) ? word : nearest(word, words) ?? word
  ).join("/");
  const openings = (one: string) => [one, `${one}/**`, `**/${one}`, `**/${one}/**`];
  const fitting = (one: string) =>
    openings(one).find((open) => ids.some((id) => matches(id, open)));
  const whole = pattern.includes("*") ? undefined : nearest(pattern, ids);
  return fitting(pattern) ?? whole ?? fitting(mended) ?? nearest(pattern, ids);
}
