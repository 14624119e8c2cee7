/**
 * Expected failures: which check an entry speaks of.
 *
 * @module
 */
import type { Check } from "../checks/mod.ts";
import type { Spec } from "../spec/mod.ts";
import { CannotPlan } from "./cannot_plan.ts";
import { conditionProblem, fitsCondition } from "./condition.ts";
import type { Event, ExpectedFailure, ExpectedWords, Judged } from "./event.ts";
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
 * Insists that every expected failure speaks of a check, so that the list cannot grow old, and that its
 * condition is one of each of their losses.
 *
 * @param expected failures that are known
 * @param checks all that the implementation can be asked
 * @param specs every spec by its id
 * @throws {CannotPlan} when one speaks of none, and names what was probably meant; when a condition
 * cannot be read
 */
export function requireChecks(
  expected: readonly ExpectedFailure[],
  checks: readonly Pick<Check, "id" | "dtype" | "loss">[],
  specs: ReadonlyMap<string, Spec>,
): void {
  for (const failure of expected) {
    const { check, dtype, when } = failure;
    requireMatch(checks, check, "expect a failure");
    const own = checks.filter((place) => speaksOf(failure, place));
    for (const loss of new Set(own.map((place) => place.loss))) {
      const spec = specs.get(loss);
      if (when === undefined || spec === undefined) continue;
      const problem = conditionProblem(when, spec);
      if (problem === undefined) continue;
      throw new CannotPlan(
        "expect a failure",
        `of "${check}", of ${loss}, when "${when}": ${problem}`,
      );
    }
    if (own.length > 0) continue;
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
 * @param specs every spec by its id
 * @returns the events, outcomes and counts as they would have been
 */
export function expecting(
  events: Iterable<Event>,
  expected: readonly ExpectedFailure[],
  specs: ReadonlyMap<string, Spec>,
): Event[] {
  const now = [...events].map((event) => {
    if (event.type !== "judged") return event;
    const { expected: _, stale: before = [], ...outcome } = event;
    const covers = (failure: ExpectedFailure) =>
      speaksOf(failure, placeOf(event)) &&
      coversOutcome(failure, event, specs.get(event.loss));
    const known = expected.find(covers);
    const stale = before.filter(({ when }) =>
      expected.some((failure) => failure.when === when && speaksOf(failure, placeOf(event)))
    );
    return {
      ...outcome,
      ...(known !== undefined && { expected: wordsOf(known) }),
      ...(stale.length > 0 && { stale }),
    };
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

function placeOf({ check, dtype }: Judged): CheckKey {
  return { id: check, dtype };
}

/** Whether an expected failure of a check covers what came of it: all of it, or how it fails. */
function coversOutcome(
  { when }: ExpectedFailure,
  { counterexample, expected }: Judged,
  spec: Spec | undefined,
): boolean {
  if (when === undefined || expected?.when === when) return true;
  return counterexample !== undefined && spec !== undefined &&
    fitsCondition(when, counterexample.trial, spec);
}

/** What an outcome tells of the expected failure that speaks of its check. */
export function wordsOf({ when, reason, link }: ExpectedFailure): ExpectedWords {
  return {
    ...(when !== undefined && { when }),
    ...(reason !== undefined && { reason }),
    ...(link !== undefined && { link }),
  };
}
