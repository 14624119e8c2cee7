/**
 * From a tally to the event that tells it.
 *
 * @module
 */
import type { Check } from "../checks/mod.ts";
import type { Counterexample, Judged } from "./event.ts";
import { expectedFor, wordsOf } from "./expected.ts";
import type { Plan } from "./plan.ts";
import type { Found, Tally } from "./tally.ts";
import type { Worst } from "./worst.ts";

/**
 * The outcome of a check.
 *
 * @param plan the seed, the digests of the specs, the known failures
 * @param check which check
 * @param tally what is known of it
 * @param accuracy the worst over all cases
 * @param milliseconds how long it took
 */
export function outcomeOf(
  plan: Plan,
  check: Check,
  tally: Tally,
  accuracy: readonly Worst[],
  milliseconds: number,
): Judged {
  const { cases, passed, weak, undecided, skipped, outside, aside, failure, known } = tally;
  const { id, loss, dtype, level } = check;
  // One without a condition covers the whole check.
  const whole = expectedFor(plan.expected.filter(({ when }) => when === undefined), check);
  const told = (expected = whole) => ({
    type: "judged" as const,
    check: id,
    loss,
    dtype,
    level,
    cases,
    weak,
    undecided,
    skipped,
    ...(outside > 0 && { outside }),
    ...(aside > 0 && { aside }),
    milliseconds,
    ...(expected !== undefined && { expected: wordsOf(expected) }),
    ...(accuracy.length > 0 && { accuracy }),
  });
  const held = [...tally.held].filter((entry) => !tally.shown.has(entry));
  const stale = held.length > 0 && { stale: held.map(wordsOf) };
  if (failure !== undefined) return { ...told(), ...stale, ...failed(plan, check, failure) };
  if (known !== undefined) {
    return { ...told(known.entry), ...stale, ...failed(plan, check, known.found) };
  }
  if (passed > 0 || held.length > 0) return { ...told(held[0]), status: "pass" };
  const status = undecided > 0 ? "undecided" : "skipped";
  const left = tally.why.outside && `outside the declared domain: ${tally.why.outside}`;
  return { ...told(), status, why: tally.why[status] ?? left ?? "No case was tried" };
}

function failed(
  plan: Plan,
  check: Check,
  found: Found,
): { readonly status: "fail"; readonly why: string; readonly counterexample: Counterexample } {
  if ("again" in found) {
    return { status: "fail", why: found.again.fault.why, counterexample: found.again };
  }
  const { id, loss, dtype, requirement, clause } = check;
  const { path, trial, fault, repeatable } = found;
  const why = repeatable ? fault.why : `${fault.why} (not again when that case was tried alone)`;
  const { seed, specs: { [loss]: spec } } = plan.header;
  const counterexample = {
    check: id,
    dtype,
    requirement,
    ...(clause !== undefined && { clause }),
    ...(spec !== undefined && { spec }),
    seed,
    path,
    trial,
    fault,
  };
  return { status: "fail", why, counterexample };
}
