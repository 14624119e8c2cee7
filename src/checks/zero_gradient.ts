/**
 * Losses that do not move an input where a condition on it holds.
 *
 * @module
 */
import { callArbitrary } from "../generate/mod.ts";
import type { Call, Spec } from "../spec/mod.ts";
import { gradientInputsOf } from "../spec/internal.ts";
import type { Setting } from "../judge/internal.ts";
import type { InvariantOf } from "./builder.ts";
import type { Check } from "./check.ts";
import { holdsIn, satisfied } from "./condition.ts";
import { detailOf, equality, relationCheck, shortSlug, term } from "./relation.ts";
import { indices } from "./rows.ts";
import { entriesOf, termCount } from "./scope.ts";
import { smallCalls } from "./term_calls.ts";

/**
 * The check that a gradient is 0 where a condition on the inputs holds, in any reduction and whatever
 * comes from above.
 *
 * @param spec the loss
 * @param invariant the spec's entry; its equations are made true in most of the elements
 * @param setting what the check is made for
 * @returns the check; `undefined` without that gradient
 */
export function zeroGradientWhen(
  spec: Spec,
  invariant: InvariantOf<"zero_gradient_when">,
  setting: Setting,
): Check | undefined {
  const { dtype, capability } = setting;
  const { of, condition } = invariant;
  if (!gradientInputsOf(spec, capability).includes(of)) return undefined;
  const requirement = `The gradient of ${spec.id} by ${of} is 0 where ${condition}`;
  return relationCheck(spec, invariant, setting, {
    detail: detailOf(
      spec,
      invariant,
      ({ of, condition }) => `${of}_${shortSlug(condition)}`,
      ({ condition }) => condition,
    ),
    requirement,
    trials: callArbitrary(spec, { dtype, capability, ...smallCalls })
      .map((call) => ({ calls: [satisfied(spec, call, condition)], facts: {} })),
    laws: ({ calls: [call] }) =>
      flatEntries(spec, call, of, condition)
        .map((entry) => equality(requirement, [term(0, of, entry, 1)])),
  });
}

/** The elements of an input that take part in terms where a condition holds, and in no other. */
function flatEntries(spec: Spec, call: Call, of: string, condition: string): readonly number[] {
  const [flat, others] = [new Set<number>(), new Set<number>()];
  for (const i of indices(termCount(spec, call))) {
    const found = holdsIn(spec, call, condition, i) ? flat : others;
    for (const entry of entriesOf(spec, call, of, i)) found.add(entry);
  }
  return [...flat.difference(others)];
}
