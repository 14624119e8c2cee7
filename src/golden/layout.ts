/**
 * The text of a golden file: JSON that reads well in a diff.
 *
 * @module
 */
import { layOutJson } from "../spec_files/internal.ts";

/**
 * Lays out JSON.
 *
 * @param json what `JSON.stringify` would take
 * @returns the text, indented by one; whatever has no object inside is one line
 */
export function layOut(json: unknown): string {
  return layOutJson(json, { indent: " ", nesting: 1 }) + "\n";
}
