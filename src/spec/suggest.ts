/**
 * "Did you mean": the nearest of a few names.
 *
 * @module
 */
import { closestString } from "@std/text/closest-string";
import { levenshteinDistance } from "@std/text/levenshtein-distance";

/**
 * The name that was probably meant.
 *
 * @param given what was written
 * @param known the names that exist
 * @returns the shortest name that begins with it (from three letters on), else the nearest; nothing
 * when more than a third of the letters (and at least two) would have to change
 */
export function nearest(given: string, known: Iterable<string>): string | undefined {
  const candidates = [...known];
  if (candidates.length === 0 || given === "") return undefined;
  const longer = given.length < 3 ? [] : candidates.filter((name) => name.startsWith(given));
  if (longer.length > 0) return longer.reduce((a, b) => b.length < a.length ? b : a);
  const closest: string = closestString(given, candidates, { caseSensitive: false });
  const distance: number = levenshteinDistance(given.toLowerCase(), closest.toLowerCase());
  const limit = Math.max(2, Math.floor(Math.max(given.length, closest.length) / 3));
  return distance <= limit && distance < closest.length ? closest : undefined;
}

/**
 * The end of a message about an unknown name.
 *
 * @param given what was written
 * @param known the names that exist
 * @returns `: did you mean "shape"?`, or the known names when none is near, or nothing when there
 * are none
 */
export function didYouMean(given: string, known: Iterable<string>): string {
  const candidates = [...known];
  const closest = nearest(given, candidates);
  if (closest !== undefined) return `: did you mean "${closest}"?`;
  return candidates.length === 0 ? "" : ` (known: ${candidates.join(", ")})`;
}
