/**
 * Expected failures: which check an entry speaks of.
 *
 * @module
 */
import type { Check } from "../checks/mod.ts";
import { CannotPlan } from "./cannot_plan.ts";
import type { Event, ExpectedFailure, Judged } from "./event.ts";
import { footerOf } from "./footer.ts";
import { matches, requireMatch } from "./pattern.ts";

type CheckKey = Pick<Check, "id" | "dtype">;

/** Whether an expected failure speaks of a check. */
export function speaksOf({ check, dtype }: ExpectedFailure, place: CheckKey): boolean {
  return matches(place.id, check) && (dtype === undefined || dtype === place.dtype);
}

/**
 * The first expected failure that speaks of a check.
 *
 * @param expected failures that are known
 * @param place a check
 * @returns nothing when it is expected to hold
 */
export function expectedFor(
  expected: readonly ExpectedFailure[],
  place: CheckKey,
): ExpectedFailure | undefined {
  return expected.find((failure) => speaksOf(failure, place));
}

/**
 * Insists that every expected failure speaks of a check, so that the list cannot grow old.
 *
 * @param expected failures that are known
 * @param checks all that the implementation can be asked
 * @throws {CannotPlan} when one speaks of none; the message names what was probably meant
 */
export function requireChecks(
  expected: readonly ExpectedFailure[],
  checks: readonly CheckKey[],
): void {
  for (const failure of expected) {
    const { check, dtype } = failure;
    requireMatch(checks, check, "expect a failure");
    if (checks.some((place) => speaksOf(failure, place))) continue;
    const formats = new Set(checks.filter(({ id }) => matches(id, check)).map((one) => one.dtype));
    const why = `"${check}" is not tried in ${dtype}, only in: ${[...formats].join(", ")}`;
    throw new CannotPlan("expect a failure", why);
  }
}

/**
 * The same run, had other failures been expected.
 *
 * @param events a whole run
 * @param expected failures that are known
 * @returns the events, outcomes and counts as they would have been
 */
export function expecting(events: Iterable<Event>, expected: readonly ExpectedFailure[]): Event[] {
  const now = [...events].map((event) => {
    if (event.type !== "judged") return event;
    const { expected: _, ...outcome } = event;
    const known = expectedFor(expected, { id: event.check, dtype: event.dtype });
    return { ...outcome, ...(known !== undefined && { expected: wordsOf(known) }) };
  });
  const last = new Map(
    now.flatMap((event) =>
      event.type === "judged" ? [[`${event.check} ${event.dtype}`, event] as const] : []
    ),
  );
  const header = now.find((event) => event.type === "header");
  return now.map((event) =>
    event.type === "footer"
      ? { ...event, ...footerOf([...last.values()], event.milliseconds, header) }
      : event
  );
}

/** What an outcome tells of the expected failure that speaks of its check. */
export function wordsOf({ reason, link }: ExpectedFailure): NonNullable<Judged["expected"]> {
  return { ...(reason !== undefined && { reason }), ...(link !== undefined && { link }) };
}
