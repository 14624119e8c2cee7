/**
 * The class axis: what a loss over classes must not depend on.
 *
 * @module
 */
import fc from "fast-check";
import { callArbitrary } from "../generate/mod.ts";
import type { Call, Spec } from "../spec/mod.ts";
import { classAxis, gradientInputsOf } from "../spec/internal.ts";
import { isRepresentable, tensor } from "../tensor/mod.ts";
import { permutedAlong, permutedElements } from "./axis_order.ts";
import type { Check } from "./check.ts";
import { ignoredLabel } from "./ignored.ts";
import { boxOf, inputBox, layoutOf } from "./layout.ts";
import { pairLaws } from "./pair.ts";
import { equality, relationCheck, term } from "./relation.ts";
import { indices, withElements, withInput } from "./rows.ts";
import { entriesOf, termCount } from "./scope.ts";
import type { Setting } from "../judge/internal.ts";
import type { InvariantOf } from "./builder.ts";
import { callsToTheEnds, smallCalls } from "./term_calls.ts";

/**
 * The check that adding a constant to the entries of all classes of a row, exactly, changes nothing.
 *
 * @param spec the loss
 * @param invariant the spec's entry
 * @param setting what the check is made for
 * @returns the check
 */
export function shiftInvariant(
  spec: Spec,
  invariant: InvariantOf<"shift_invariant">,
  setting: Setting,
): Check {
  const { dtype, capability } = setting;
  const { input } = invariant;
  const requirement = `${spec.id} is the same when a constant is added to ${input} of every class`;
  const shifts = fc.array(fc.integer({ min: -1024, max: 1024 }), { minLength: 1, maxLength: 4 });
  return relationCheck(spec, invariant, setting, {
    detail: input,
    requirement,
    trials: fc.tuple(
      callArbitrary(spec, { dtype, capability, ...smallCalls, ordinary: true }),
      shifts,
    )
      .map(([call, shifts]) => ({ calls: [call, shifted(spec, call, input, shifts)], facts: {} })),
    laws: ({ calls }) =>
      pairLaws(requirement, spec, calls, setting, 1, (name) => ({ input: name, factor: 1 })),
  });
}

/** Each term's entries shifted: by as much as was drawn, or halves of it until that is exact. */
function shifted(spec: Spec, call: Call, name: string, shifts: readonly number[]): Call {
  const { data } = call.inputs[name];
  const changes = indices(termCount(spec, call)).flatMap((i): [number, number][] => {
    const entries = entriesOf(spec, call, name, i);
    let shift = shifts[i % shifts.length];
    const exact = (entry: number): boolean =>
      isRepresentable(data[entry] + shift, call.dtype) &&
      data[entry] + shift - data[entry] === shift;
    while (shift !== 0 && !entries.every(exact)) shift = Math.trunc(shift / 2);
    return entries.map((entry) => [entry, data[entry] + shift]);
  });
  return withInput(call, name, withElements(call.inputs[name], changes));
}

/**
 * The check that renaming the classes in all inputs keeps the value and permutes the gradients.
 *
 * @param spec the loss
 * @param invariant the spec's entry
 * @param setting what the check is made for
 * @returns the check
 */
export function classPermutation(
  spec: Spec,
  invariant: InvariantOf<"class_permutation">,
  setting: Setting,
): Check {
  const { dtype, capability } = setting;
  const requirement = `${spec.id} does not depend on the order of the classes`;
  return relationCheck(spec, invariant, setting, {
    requirement,
    trials: callArbitrary(spec, { dtype, capability, ...smallCalls }).chain((call) => {
      const classes = layoutOf(spec, call).entries[classAxis];
      const order = indices(classes);
      return fc.shuffledSubarray(order, { minLength: classes }).map((shuffled) => {
        const permutation = keepingIgnored(spec, call, shuffled);
        return { calls: [call, renumbered(spec, call, permutation)], facts: { permutation } };
      });
    }),
    laws: ({ calls, facts }) => {
      const permutation = facts.permutation as readonly number[];
      const layout = layoutOf(spec, calls[0]);
      return pairLaws(
        requirement,
        spec,
        calls,
        setting,
        1,
        (name) => ({
          input: name,
          factor: 1,
          elements: permutedElements(
            inputBox(spec, calls[0], name, layout),
            layout,
            classAxis,
            permutation,
          ),
        }),
        permutedElements(boxOf(spec.output, layout), layout, classAxis, permutation),
      );
    },
  });
}

/** A permutation in which the ignored label, where it is a class's number, stays that number. */
function keepingIgnored(
  spec: Spec,
  call: Call,
  permutation: readonly number[],
): readonly number[] {
  const label = ignoredLabel(spec, call)?.label ?? -1;
  if (permutation[label] === undefined) return permutation;
  return permutation.with(permutation.indexOf(label), permutation[label]).with(label, label);
}

function renumbered(spec: Spec, call: Call, permutation: readonly number[]): Call {
  const moved = permutedAlong(spec, call, classAxis, permutation);
  const labels = Object.entries(moved.inputs).flatMap(([name, given]) => {
    if (spec.inputs[name].kind !== "label") return [];
    const renamed = Array.from(given.data, (label) => permutation[label] ?? label);
    return [[name, tensor("i32", given.shape, renamed)] as const];
  });
  return { ...moved, inputs: { ...moved.inputs, ...Object.fromEntries(labels) } };
}

/**
 * The check that the gradient sums to 0 over the classes of each row: in half of the calls at the ends of
 * the format, where a softmax that scales its logits loses some.
 *
 * @param spec the loss
 * @param invariant the spec's entry
 * @param setting what the check is made for
 * @returns the check; `undefined` without that gradient
 */
export function gradientSumsToZero(
  spec: Spec,
  invariant: InvariantOf<"gradient_sums_to_zero">,
  setting: Setting,
): Check | undefined {
  const { dtype, capability } = setting;
  const { of } = invariant;
  if (!gradientInputsOf(spec, capability).includes(of)) return undefined;
  const requirement = `The gradient of ${spec.id} by ${of} sums to 0 over the classes`;
  return relationCheck(spec, invariant, setting, {
    detail: of,
    requirement,
    trials: callsToTheEnds(spec, { dtype, capability, ...smallCalls }).map((call) => ({
      calls: [call],
      facts: {},
    })),
    laws: ({ calls: [call] }) =>
      indices(termCount(spec, call)).map((i) =>
        equality(
          requirement,
          entriesOf(spec, call, of, i).map((entry) => term(0, of, entry, 1)),
        )
      ),
  });
}
