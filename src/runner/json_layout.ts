/**
 * JSON for people: indented, but a list of numbers stays on its line.
 *
 * @module
 */
import { layOutJson } from "../spec_files/internal.ts";

/**
 * Lays out JSON.
 *
 * @param json what `JSON.stringify` would take
 * @returns the text, indented by two; a list without objects is one line
 */
export function layOut(json: unknown): string {
  return layOutJson(json, { indent: "  ", nesting: 0 });
}
