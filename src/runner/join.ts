/**
 * Joining: what further cases say of a check is added to what is known.
 *
 * @module
 */
import type { Spec } from "../spec/mod.ts";
import type { Judged } from "./event.ts";
import { joinWorst, type Worst } from "./worst.ts";

/**
 * Joins two outcomes of one check.
 *
 * @param before what is known; it did not fail
 * @param after what further cases say
 * @param spec the loss, for the order of its forms
 * @returns the outcome over the cases of both
 */
export function join(before: Judged, after: Judged, spec: Spec | undefined): Judged {
  const decisive = rank(after) > rank(before) ? after : before;
  const { accuracy: _, ...outcome } = decisive;
  const accuracy = joinAccuracy(before.accuracy ?? [], after.accuracy ?? [], spec);
  return {
    ...outcome,
    cases: before.cases + after.cases,
    weak: before.weak + after.weak,
    undecided: before.undecided + after.undecided,
    skipped: before.skipped + after.skipped,
    milliseconds: before.milliseconds + after.milliseconds,
    ...(accuracy.length > 0 && { accuracy }),
  };
}

/** The more an outcome says, the higher: one failing case is enough, then one that passes. */
function rank({ status }: Judged): number {
  return ["skipped", "undecided", "pass", "fail"].indexOf(status);
}

function joinAccuracy(
  before: readonly Worst[],
  after: readonly Worst[],
  spec: Spec | undefined,
): Worst[] {
  const joined = new Map(before.map((worst) => [worst.output, worst]));
  for (const next of after) {
    joined.set(next.output, joinWorst(joined.get(next.output), next, spec));
  }
  return [...joined.values()];
}
