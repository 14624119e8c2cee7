/**
 * The forms of a loss are one function: a form that is another one would let wrong answers pass.
 *
 * @module
 */
import fc from "fast-check";
import { callArbitrary } from "../../generate/mod.ts";
import type { Oracle, OutputEnclosures } from "../../oracle/mod.ts";
import { inFull } from "../../report/internal.ts";
import type { Call, Spec } from "../../spec/mod.ts";
import type { Problem } from "../../spec_files/mod.ts";
import { inputText } from "./input_text.ts";
import { samplesOf } from "./samples.ts";

/**
 * Finds an input at which two forms of a loss cannot have one value, or one gradient.
 *
 * Intervals hold the exact value of their form, so that disjoint ones prove it.
 *
 * @param spec the loss, extensions merged
 * @param file where it came from
 * @param oracle knows the loss
 * @returns nothing when no such input was found, else one problem with a small input
 */
export function formProblems(spec: Spec, file: string, oracle: Oracle): Problem[] {
  const { options, runs } = samplesOf(spec);
  const calls = callArbitrary(spec, { ...options, upstream: "ones" });
  const property = fc.property(calls, (call) => difference(call, oracle) === undefined);
  const { counterexample } = fc.check(property, { seed: 1, numRuns: runs });
  if (counterexample === null) return [];
  const [call] = counterexample;
  const found = difference(call, oracle);
  const what = found instanceof Error
    ? `cannot be evaluated: ${found.message}`
    : `must be one function, but at ${inputText(call)} ${differenceText(found!)}`;
  return [{ file, path: "formula.forms", what }];
}

function differenceText({ output, one, other }: Difference): string {
  const what = output === "value" ? "the value" : `the gradient by ${output}`;
  return `${what} is ${placeText(one)} in the form ${one.name} and ${placeText(other)} in the ` +
    `form ${other.name}`;
}

interface FormValue {
  readonly name: string;
  readonly lo: number;
  readonly hi: number;
}

interface Difference {
  readonly output: string;
  readonly one: FormValue;
  readonly other: FormValue;
}

/** Where two forms differ; an error where a formula makes no sense, e.g. adds comparisons. */
function difference(call: Call, oracle: Oracle): Difference | Error | undefined {
  try {
    const { value, gradients } = oracle.enclose(call);
    for (const [output, enclosures] of Object.entries({ value, ...gradients })) {
      const found = differenceIn(enclosures);
      if (found !== undefined) return { output, ...found };
    }
    return undefined;
  } catch (error) {
    if (error instanceof TypeError) return error;
    throw error;
  }
}

function differenceIn(
  { forms, overflow }: OutputEnclosures,
): Omit<Difference, "output"> | undefined {
  for (const [element, possible] of overflow.entries()) {
    if (possible !== "none") continue;
    const places = forms.map(({ name, intervals: { lo, hi } }) => (
      { name, lo: lo[element], hi: hi[element] }
    ));
    // Two are disjoint where the one that begins last begins after the one that ends first.
    const one = places.reduce((a, b) => b.hi < a.hi ? b : a);
    const other = places.reduce((a, b) => b.lo > a.lo ? b : a);
    if (one.hi < other.lo) {
      return places.indexOf(one) < places.indexOf(other)
        ? { one, other }
        : { one: other, other: one };
    }
  }
  return undefined;
}

function placeText({ lo, hi }: FormValue): string {
  return lo === hi ? inFull(lo) : `between ${inFull(lo)} and ${inFull(hi)}`;
}
