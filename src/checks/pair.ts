/**
 * Laws about two calls whose answers are the same up to sign, scale or the order of elements.
 *
 * @module
 */
import type { Call, Spec } from "../spec/mod.ts";
import { gradientInputsOf } from "../spec/internal.ts";
import type { Law } from "./law.ts";
import { equality, term } from "./relation.ts";
import { indices } from "./rows.ts";
import { groupsOf } from "./scope.ts";
import type { Setting } from "../judge/internal.ts";

/** How the second call's gradient by one input follows from the first's. */
export interface Match {
  /** The input of the second call whose gradient it is. */
  readonly input: string;
  /** The first gradient is this times the second. */
  readonly factor: number;
  /** Where each element of the first gradient is in the second; the same place when absent. */
  readonly elements?: readonly number[];
  /** The sign of each element of the first gradient; positive when absent. */
  readonly signs?: readonly number[];
}

/**
 * The laws that the first value of a case is `factor` times the second, and the same of the gradients.
 *
 * @param why the requirement
 * @param spec the loss of both calls
 * @param calls the two calls
 * @param setting what the check is made for
 * @param factor of the values
 * @param match where the gradient by an input is in the second call
 * @param elements where each element of the first value is in the second; absent = the same place
 * @returns one law for each element of each output that both calls have
 */
export function pairLaws(
  why: string,
  spec: Spec,
  calls: readonly Call[],
  setting: Setting,
  factor: number,
  match: (input: string) => Match,
  elements?: readonly number[],
): readonly Law[] {
  const values = groupsOf(spec, calls[0]).map(({ element }) =>
    equality(why, [
      term(0, "value", element, 1),
      term(1, "value", elements?.[element] ?? element, -factor),
    ])
  );
  if (!calls[0].gradients) return values;
  const available = gradientInputsOf(spec, setting.capability);
  const gradients = available.flatMap((name) => {
    const other = match(name);
    if (!available.includes(other.input)) return [];
    return indices(calls[0].inputs[name].data.length).map((i) =>
      equality(`${why}, the gradients likewise`, [
        term(0, name, i, 1),
        term(1, other.input, other.elements?.[i] ?? i, -other.factor * (other.signs?.[i] ?? 1)),
      ])
    );
  });
  return [...values, ...gradients];
}
