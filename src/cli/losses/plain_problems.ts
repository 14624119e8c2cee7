/**
 * A user's loss read a second time, in plain float64, before the oracle's reading of it may judge anyone.
 *
 * @module
 */
import fc from "fast-check";
import { callArbitrary } from "../../generate/mod.ts";
import { enclosuresOf } from "../../oracle/internal.ts";
import type { Oracle } from "../../oracle/mod.ts";
import { compareCall, type Comparison, type Disagreement } from "../../plain/mod.ts";
import { inFull } from "../../report/internal.ts";
import type { Call, Spec } from "../../spec/mod.ts";
import type { Problem } from "../../spec_files/mod.ts";
import { inputText } from "./input_text.ts";
import { samplesOf } from "./samples.ts";

/** Of the calls that forms are compared on, one in so many is compared here. */
const share = 8;

/** Calls at most of each mood. */
const most = 8;

/** Slopes of an input at most, each of which takes about so many evaluations; */
const slopes = { most: 12, evaluations: 24 };

/** and no more of them than come to so many operations. */
const mostWork = 2_000_000;

/**
 * Finds an input at which the oracle and a plain reading of a loss differ by more than rounding explains.
 *
 * @param spec the loss, extensions merged
 * @param file where it came from
 * @param oracle knows the loss
 * @returns nothing when no such input was found, else one problem with the input; also where the loss has no
 * finite value on any input that was tried
 */
export function plainProblems(spec: Spec, file: string, oracle: Oracle): Problem[] {
  const { options, runs, work } = samplesOf(spec);
  const numRuns = Math.max(1, Math.min(most, Math.floor(runs / share)));
  const perInput = Math.floor(mostWork / (slopes.evaluations * work));
  const calls = [true, false].flatMap((ordinary) =>
    fc.sample(callArbitrary(spec, { ...options, ordinary, upstream: "any" }), { seed: 1, numRuns })
  );
  let isFinite = false;
  for (const call of calls) {
    const found = comparisonOf(spec, call, oracle, Math.min(slopes.most, perInput));
    isFinite ||= found.isFinite;
    if (found.disagreement === undefined) continue;
    return [{ file, path: "formula", what: disagreementText(call, found.disagreement) }];
  }
  if (isFinite) return [];
  const what = `has no finite value on any of the ${calls.length} inputs that were tried, ` +
    `such as ${inputText(calls[0])}`;
  return [{ file, path: "formula.forms", what }];
}

function comparisonOf(spec: Spec, call: Call, oracle: Oracle, perInput: number): Comparison {
  const enclosures = oracle.enclose(call);
  const known = (asked: Call, output: string) =>
    enclosuresOf(asked === call ? enclosures : oracle.enclose(asked), output)!.truth;
  return compareCall(spec, call, known, perInput);
}

function disagreementText(
  call: Call,
  { output, element, known: [lo, hi], plain }: Disagreement,
): string {
  const what = output === "value" ? "the value" : `the gradient by ${output}`;
  return `is read in two ways: at ${inputText(call)} ${what} at place ${element} is between ` +
    `${inFull(lo)} and ${inFull(hi)} for the oracle, but ${inFull(plain)} when the formula is ` +
    "evaluated as it stands, more than rounding explains: that is probably a bug in lossproof, " +
    "so please report it with this file";
}
