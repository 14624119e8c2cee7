/**
 * The answers of a library's sequence to a call.
 *
 * @module
 */
import type { Call } from "../../src/spec/mod.ts";
import { elementsOf, rowsOf } from "./calls.ts";
import type { Operations } from "./operations.ts";
import type { Sequence } from "./sequence.ts";

/** A number, and where it stands in its output. */
export interface Answer {
  readonly element: number;
  readonly number: number;
}

/**
 * Computes what is asked, element by element or row by row.
 *
 * @returns the answers where the library's function is this loss, no operation overflowed, and the
 * result is a number
 */
export function answersOf(sequence: Sequence, call: Call, on: Operations): readonly Answer[] {
  const answers = sequence.of === "element"
    ? elementsOf(call)
      .filter(({ given }) => sequence.where?.(given) ?? true)
      .flatMap(({ given, at }) => computed(on, at, () => [sequence.compute(on, given)]))
    : rowsOf(call, sequence.output)
      .filter(({ given }) => sequence.where?.(given) ?? true)
      .flatMap(({ given, at }) => computed(on, at, () => sequence.compute(on, given)));
  return answers.filter(({ number }) => Number.isFinite(number));
}

function computed(
  on: Operations,
  at: readonly number[],
  compute: () => readonly number[],
): readonly Answer[] {
  on.overflowed();
  const numbers = compute();
  return on.overflowed() ? [] : numbers.map((number, i) => ({ element: at[i], number }));
}
