/**
 * The one way to a failed judgement.
 *
 * @module
 */
import type { Fault, Judgement } from "./judgement.ts";

/**
 * A judgement that an answer is wrong. A fault that contradicts itself is a mistake of the judge's, and
 * never a verdict.
 *
 * @param fault where the answer is wrong
 * @throws {TypeError} when what was answered is what was expected, or nothing is allowed
 */
export function fail(fault: Fault): Judgement {
  const { expected, got, allowed } = fault;
  const isExpected = expected !== undefined && Object.is(expected, got);
  const isVoid = allowed !== undefined && !(allowed[0] <= allowed[1]);
  if (isExpected || isVoid) {
    const told = [
      ...expected === undefined ? [] : [`expected ${expected}`],
      ...got === undefined ? [] : [`got ${got}`],
      ...allowed === undefined ? [] : [`allowed ${allowed[0]} to ${allowed[1]}`],
    ].join(", ");
    const { output = "the answer", element = 0, call, why } = fault;
    throw new TypeError(
      `The judge contradicts itself at ${output}[${element}] of call ${call}: ${told} ("${why}"). ` +
        "This says nothing of the implementation; please report it with the command that you ran",
    );
  }
  return { status: "fail", ...fault };
}
