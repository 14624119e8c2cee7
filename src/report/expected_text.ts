/**
 * Expected failures in words.
 *
 * @module
 */
import type { Judged } from "../runner/mod.ts";

/** Why a failure is expected, as the end of a sentence: `: rounds up (https://…)`, or nothing. */
export function because({ reason, link }: NonNullable<Judged["expected"]>): string {
  const told = [reason, link === undefined || reason === undefined ? link : `(${link})`];
  const text = told.filter((part) => part !== undefined).join(" ");
  return text === "" ? "" : `: ${text}`;
}

/** What to do about a check that holds though it is expected to fail. */
export function staleText(expected: NonNullable<Judged["expected"]>): string {
  return `Holds, but is expected to fail${because(expected)}; take it off the list`;
}
