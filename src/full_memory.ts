/**
 * How it is seen that somebody wanted more memory than there was.
 *
 * @module
 */

/** What engines and libraries say then. */
const complaints = [
  /out of memory/i,
  /\bMemoryError\b/,
  /\bOutOfMemoryError\b/,
  /bad[_ ]alloc/i,
  /(cannot|could not|failed to) allocate/i,
  /allocation failed/i,
  /memory allocation of \d+ bytes failed/,
];

/**
 * Whether a text tells of memory that was not to be had.
 *
 * @param text the message of an exception with its classes, or what a process said last
 *
 * @example
 * ```ts
 * import { tellsOfFullMemory } from "./full_memory.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tellsOfFullMemory("RangeError: Array buffer allocation failed"), true);
 * assertEquals(tellsOfFullMemory("RangeError: beta must be > 0"), false);
 * ```
 */
export function tellsOfFullMemory(text: string): boolean {
  return complaints.some((complaint) => complaint.test(text));
}
