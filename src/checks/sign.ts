/**
 * Losses that are not negative.
 *
 * @module
 */
import fc, { type Arbitrary } from "fast-check";
import { callArbitrary } from "../generate/mod.ts";
import type { Call, Invariant, Spec } from "../spec/mod.ts";
import { formats, stepFloat } from "../tensor/mod.ts";
import type { Check } from "./check.ts";
import { equationsOf, satisfied } from "./condition.ts";
import { orthodoxParams } from "./orthodox.ts";
import { atMost, relationCheck, term } from "./relation.ts";
import { withElements, withInput } from "./rows.ts";
import { groupsOf } from "./scope.ts";
import type { Setting } from "../judge/internal.ts";
import type { InvariantOf } from "./builder.ts";
import { smallCalls } from "./term_calls.ts";

/**
 * The check that no value is negative, in any reduction. Where the spec says when the loss is 0, half of
 * the calls are that or a few floats beside it in every element: there a formula that cancels falls
 * below 0, which among larger terms is lost.
 *
 * @param spec the loss
 * @param invariant the spec's entry
 * @param setting what the check is made for
 * @returns the check; `undefined` in a dialect, whose epsilon may have moved the zero
 */
export function nonnegative(
  spec: Spec,
  invariant: InvariantOf<"nonnegative">,
  setting: Setting,
): Check | undefined {
  const { dtype, capability } = setting;
  const params = orthodoxParams(spec, capability);
  if (params === undefined) return undefined;
  const requirement = `${spec.id} is never negative`;
  const any = callArbitrary(spec, { dtype, capability, ...smallCalls, params, gradients: false });
  const zero = spec.invariants.find(isZeroWhen);
  return relationCheck(spec, invariant, setting, {
    requirement,
    trials: (zero === undefined ? any : fc.oneof(any, nearly(spec, any, zero.condition)))
      .map((call) => ({ calls: [call], facts: {} })),
    laws: ({ calls: [call] }) =>
      groupsOf(spec, call).map(({ element }) =>
        atMost(requirement, [term(0, "value", element, -1)])
      ),
  });
}

function isZeroWhen(invariant: Invariant): invariant is InvariantOf<"zero_when"> {
  return invariant.kind === "zero_when";
}

/** Calls in which the condition's first equation holds in every element, or all but holds. */
function nearly(spec: Spec, calls: Arbitrary<Call>, condition: string): Arbitrary<Call> {
  const steps = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 7 });
  const [[name] = []] = equationsOf(condition);
  return fc.tuple(calls, steps).map(([call, steps]) => {
    const made = satisfied(spec, call, condition);
    if (name === undefined || spec.inputs[name].domain !== "real") return made;
    const { largest } = formats[call.dtype];
    const changes = Array.from(made.inputs[name].data, (x, i): [number, number] => {
      const beside = stepFloat(x, steps[i % steps.length], call.dtype);
      return [i, Math.abs(beside) <= largest ? beside : x];
    });
    return withInput(made, name, withElements(made.inputs[name], changes));
  });
}
