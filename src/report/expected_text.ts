/**
 * Expected failures in words.
 *
 * @module
 */
import type { ExpectedWords, Judged } from "../runner/mod.ts";

/**
 * When and why a failure is expected, as the end of a sentence: ` when alpha == 0: rounds up (https://…)`,
 * or nothing.
 */
export function because({ when, reason, link }: ExpectedWords): string {
  const told = [reason, link === undefined || reason === undefined ? link : `(${link})`];
  const text = told.filter((part) => part !== undefined).join(" ");
  const where = when === undefined ? "" : ` when ${when}`;
  return text === "" ? where : `${where}: ${text}`;
}

/** Whether a check holds, or does under a condition, though it is expected to fail. */
export function isStale({ status, expected, stale }: Judged): boolean {
  return status === "pass" && expected !== undefined || stale !== undefined;
}

/** What to do about a check that holds though it is expected to fail. */
export function staleText({ status, expected, stale = [] }: Judged): string {
  const held = status === "pass" && expected !== undefined ? [expected] : stale;
  return held.map((words) =>
    `Holds, but is expected to fail${because(words)}; take it off the list`
  )
    .join("; ");
}
