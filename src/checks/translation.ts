/**
 * Losses that depend on differences alone.
 *
 * @module
 */
import fc from "fast-check";
import { callArbitrary } from "../generate/mod.ts";
import type { Call, Spec } from "../spec/mod.ts";
import { isRepresentable } from "../tensor/mod.ts";
import type { Check } from "./check.ts";
import { pairLaws } from "./pair.ts";
import { relationCheck } from "./relation.ts";
import { withElements, withInput } from "./rows.ts";
import type { Setting } from "../judge/internal.ts";
import type { InvariantOf } from "./builder.ts";
import { smallCalls } from "./term_calls.ts";

/**
 * The check that adding one constant to all elements of some inputs, exactly, changes nothing.
 *
 * @param spec the loss
 * @param invariant the spec's entry
 * @param setting what the check is made for
 * @returns the check
 */
export function translationInvariant(
  spec: Spec,
  invariant: InvariantOf<"translation_invariant">,
  setting: Setting,
): Check {
  const { dtype, capability } = setting;
  const { of } = invariant;
  const present = of.filter((name) => spec.inputs[name].optional);
  const requirement = `${spec.id} is the same when one constant is added to ${of.join(" and ")}`;
  return relationCheck(spec, invariant, setting, {
    detail: of.join("_"),
    requirement,
    trials: fc.tuple(
      callArbitrary(spec, { dtype, capability, ...smallCalls, present, ordinary: true }),
      fc.integer({ min: -1024, max: 1024 }).filter((shift) => shift !== 0),
    ).map(([call, drawn]) => {
      const shift = exactShift(call, of, drawn);
      return { calls: [call, moved(call, of, shift)], facts: { shift } };
    }),
    laws: ({ calls }) =>
      pairLaws(requirement, spec, calls, setting, 1, (input) => ({ input, factor: 1 })),
  });
}

/** The shift, or a half of it, or of that, until no element is rounded. */
function exactShift(call: Call, names: readonly string[], drawn: number): number {
  const isExact = (shift: number) =>
    names.every((name) => call.inputs[name].data.every((x) => keeps(x, shift, call.dtype)));
  let shift = drawn;
  while (!isExact(shift)) shift = Math.trunc(shift / 2);
  return shift;
}

function keeps(x: number, shift: number, dtype: Call["dtype"]): boolean {
  return isRepresentable(x + shift, dtype) && x + shift - x === shift && x + shift - shift === x;
}

function moved(call: Call, names: readonly string[], shift: number): Call {
  return names.reduce((made, name) => {
    const given = made.inputs[name];
    const changes = Array.from(given.data, (x, i): [number, number] => [i, x + shift]);
    return withInput(made, name, withElements(given, changes));
  }, call);
}
