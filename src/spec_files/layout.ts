/**
 * The text of a spec file, as a person writes it.
 *
 * @module
 */
import { layOutJson } from "./json_layout.ts";

/**
 * Lays out a spec file.
 *
 * @param data what the file holds
 * @returns the text: lists of words and numbers and short objects on one line, within 100 columns
 */
export function layOutSpec(data: unknown): string {
  return layOutJson(data, { indent: "  ", nesting: 2, padding: " ", width: 100 }) + "\n";
}
