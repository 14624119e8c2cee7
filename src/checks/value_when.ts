/**
 * Losses that have a known value where a condition on the inputs holds.
 *
 * @module
 */
import { callArbitrary, type CallOptions } from "../generate/mod.ts";
import type { Spec } from "../spec/mod.ts";
import type { Setting } from "../judge/internal.ts";
import type { InvariantOf } from "./builder.ts";
import type { Check } from "./check.ts";
import { holdsIn, satisfied } from "./condition.ts";
import type { Law } from "./law.ts";
import { orthodoxParams } from "./orthodox.ts";
import { detailOf, equality, relationCheck, shortSlug, term } from "./relation.ts";
import { groupsOf, sumOver } from "./scope.ts";
import { smallCalls, termOptions } from "./term_calls.ts";

/**
 * The check that a term is 0 where a condition on the inputs holds.
 *
 * @param spec the loss
 * @param invariant the spec's entry; its equations are made true in most of the elements
 * @param setting what the check is made for
 * @returns the check; `undefined` in a dialect, whose epsilon may have moved the zero
 */
export function zeroWhen(
  spec: Spec,
  invariant: InvariantOf<"zero_when">,
  setting: Setting,
): Check | undefined {
  const { dtype, capability } = setting;
  const params = orthodoxParams(spec, capability);
  if (params === undefined) return undefined;
  // Sums of zeros are zero, too.
  const options = termOptions(spec, setting, { params }) ??
    { dtype, capability, ...smallCalls, params };
  return conditional(spec, invariant, "0", setting, options);
}

/**
 * The check that a term has the value of a formula where a condition on the inputs holds.
 *
 * @param spec the loss
 * @param invariant the spec's entry; its equations are made true in most of the elements
 * @param setting what the check is made for
 * @returns the check; `undefined` when the terms cannot be had
 */
export function valueWhen(
  spec: Spec,
  invariant: InvariantOf<"value_when">,
  setting: Setting,
): Check | undefined {
  const options = termOptions(spec, setting);
  return options && conditional(spec, invariant, invariant.value, setting, options);
}

/** The check that terms have a value where a condition holds; one that is not finite says nothing. */
function conditional(
  spec: Spec,
  invariant: InvariantOf<"zero_when"> | InvariantOf<"value_when">,
  value: string,
  setting: Setting,
  options: CallOptions,
): Check {
  const { condition } = invariant;
  const requirement = `${spec.id} is ${value} where ${condition}`;
  return relationCheck(spec, invariant, setting, {
    detail: detailOf(
      spec,
      invariant,
      ({ condition }) => shortSlug(condition),
      ({ condition }) => condition,
    ),
    requirement,
    trials: callArbitrary(spec, { ...options, gradients: false })
      .map((call) => ({ calls: [satisfied(spec, call, condition)], facts: {} })),
    laws: ({ calls: [call] }) =>
      groupsOf(spec, call)
        .filter(({ terms }) => terms.every((i) => holdsIn(spec, call, condition, i)))
        .flatMap(({ element, terms }): Law[] => {
          const known = sumOver(terms, spec, call, value);
          if (!Number.isFinite(known)) return [];
          return [equality(requirement, [term(0, "value", element, 1)], known)];
        }),
  });
}
