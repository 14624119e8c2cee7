/**
 * JSON for people: indented, but a list of numbers stays on its line.
 *
 * @module
 */
import { legibleJson } from "../foreign_text.ts";
import { layOutJson } from "../spec_files/internal.ts";

/**
 * Lays out JSON.
 *
 * @param json what `JSON.stringify` would take
 * @returns the text, indented by two and safe to print; a list without objects is one line
 */
export function layOut(json: unknown): string {
  return legibleJson(layOutJson(json, { indent: "  ", nesting: 0 }));
}
