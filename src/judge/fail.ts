/**
 * The one way to a failed judgement.
 *
 * @module
 */
import type { Fault, Judgement } from "./judgement.ts";

/** What a fault says of numbers. */
type Numbers = Partial<Pick<Fault, "output" | "element" | "expected" | "got" | "allowed">>;

/**
 * Holds a fault against itself: one that contradicts itself is a mistake of the judge's, and never a
 * verdict.
 *
 * @param fault what is said of a number
 * @throws {TypeError} when what was answered is what was expected, or nothing is allowed
 */
export function requireConsistent({ output, element = 0, expected, got, allowed }: Numbers): void {
  const isExpected = expected !== undefined && Object.is(expected, got);
  const isVoid = allowed !== undefined && !(allowed[0] <= allowed[1]);
  if (!isExpected && !isVoid) return;
  const told = [
    ...expected === undefined ? [] : [`expected ${expected}`],
    ...got === undefined ? [] : [`got ${got}`],
    ...allowed === undefined ? [] : [`allowed ${allowed[0]} to ${allowed[1]}`],
  ].join(", ");
  throw new TypeError(
    `The judge contradicts itself at ${output ?? "the answer"}[${element}]: ${told}. ` +
      "This says nothing of the implementation; please report it with the command that you ran",
  );
}

/**
 * A judgement that an answer is wrong.
 *
 * @param fault where the answer is wrong
 * @throws {TypeError} when the fault contradicts itself
 */
export function fail(fault: Fault): Judgement {
  requireConsistent(fault);
  return { status: "fail", ...fault };
}
