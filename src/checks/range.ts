/**
 * Losses whose terms have a least and a greatest value.
 *
 * @module
 */
import { evaluateNumber } from "../oracle/internal.ts";
import type { Spec } from "../spec/mod.ts";
import type { Check } from "./check.ts";
import type { Law } from "./law.ts";
import { atMost, relationCheck, term } from "./relation.ts";
import { groupsOf, termScope } from "./scope.ts";
import type { Setting } from "../judge/internal.ts";
import type { InvariantOf } from "./builder.ts";
import { callsToTheEnds, termOptions } from "./term_calls.ts";

/**
 * The check that no term leaves its range: in half of the calls at the ends of the format. An end that is
 * not finite, as a formula's may be at some parameters, binds nothing.
 *
 * @param spec the loss
 * @param invariant the spec's entry
 * @param setting what the check is made for
 * @returns the check; `undefined` when the terms cannot be had
 */
export function range(
  spec: Spec,
  invariant: InvariantOf<"range">,
  setting: Setting,
): Check | undefined {
  const { from, to } = invariant;
  const options = termOptions(spec, setting, { gradients: false });
  if (options === undefined) return undefined;
  const requirement = `A term of ${spec.id} is at least ${from} and at most ${to}`;
  return relationCheck(spec, invariant, setting, {
    requirement,
    trials: callsToTheEnds(spec, options).map((call) => ({ calls: [call], facts: {} })),
    laws: ({ calls: [call] }) =>
      groupsOf(spec, call).flatMap(({ element, terms }): Law[] => {
        const end = (formula: string): number =>
          terms.reduce((sum, i) => sum + evaluateNumber(formula, termScope(spec, call, i)), 0);
        const [least, most] = [end(from), end(to)];
        return [
          ...Number.isFinite(least)
            ? [atMost(requirement, [term(0, "value", element, -1)], -least)]
            : [],
          ...Number.isFinite(most)
            ? [atMost(requirement, [term(0, "value", element, 1)], most)]
            : [],
        ];
      }),
  });
}
