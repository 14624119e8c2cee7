/**
 * Losses whose terms have a least and a greatest value.
 *
 * @module
 */
import type { Spec } from "../spec/mod.ts";
import type { Check } from "./check.ts";
import type { Law } from "./law.ts";
import { atMost, relationCheck, term } from "./relation.ts";
import { groupsOf, sumOver } from "./scope.ts";
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
        const end = (formula: string) => sumOver(terms, spec, call, formula);
        const ends = [[-1, -end(from)], [1, end(to)]] as const;
        return ends.filter(([, limit]) => Number.isFinite(limit))
          .map(([sign, limit]) => atMost(requirement, [term(0, "value", element, sign)], limit));
      }),
  });
}
