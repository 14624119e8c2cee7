/**
 * The numbers of a fault as the pages show them.
 *
 * @module
 */
import { numberText } from "./call_text.ts";
import type { FaultRow } from "./record.ts";

/** What is true, as short as the first format allows; – where that is no number. */
export function expectedText({ expected, dtypes }: FaultRow): string {
  return numberText(expected, dtypes[0]);
}

/** The answer, as short as the first format allows, or why there is none. */
export function answerText({ got, dtypes }: FaultRow): string {
  return typeof got === "number" ? numberText(got, dtypes[0]) : got.why;
}
