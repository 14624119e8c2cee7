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
 * @param before what is known; it did not fail, but as expected under a condition
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
    ...sumOf("outside", before, after),
    ...sumOf("aside", before, after),
    milliseconds: before.milliseconds + after.milliseconds,
    ...(accuracy.length > 0 && { accuracy }),
  };
}

/** A count that is left out where it is 0. */
function sumOf<K extends "outside" | "aside">(
  key: K,
  before: Judged,
  after: Judged,
): Partial<Record<K, number>> {
  const sum = (before[key] ?? 0) + (after[key] ?? 0);
  return (sum > 0 ? { [key]: sum } : {}) as Partial<Record<K, number>>;
}

/**
 * The more an outcome says, the higher: one failing case that is not expected is enough, then one that
 * is, then one that passes.
 */
function rank({ status, expected }: Judged): number {
  if (status === "fail" && expected === undefined) return 4;
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
