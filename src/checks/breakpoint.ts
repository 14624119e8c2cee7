/**
 * Losses made of pieces: at a breakpoint the pieces meet.
 *
 * @module
 */
import fc, { type Arbitrary } from "fast-check";
import { callArbitrary, type CallOptions } from "../generate/mod.ts";
import { isInside, roundParam } from "../generate/internal.ts";
import type { OutputEnclosures } from "../oracle/mod.ts";
import { enclosuresOf, evaluateNumber } from "../oracle/internal.ts";
import type { Call, Fixed, Param, Spec } from "../spec/mod.ts";
import { endsOf, gradientInputsOf, hasParam, ownRange } from "../spec/internal.ts";
import { type FloatDType, roundTo, stepFloat } from "../tensor/mod.ts";
import type { Check } from "./check.ts";
import { atFixed, fixedParams } from "./fixed_params.ts";
import type { Trial } from "../judge/mod.ts";
import type { Setting } from "../judge/internal.ts";
import { type Law, lazyEnclosures } from "./law.ts";
import { between, detailOf, relationCheck, term } from "./relation.ts";
import { indices, withElements, withInput } from "./rows.ts";
import { entriesOf, namesIn, termCount, termScope } from "./scope.ts";
import type { InvariantOf } from "./builder.ts";
import { smallCalls, termOptions } from "./term_calls.ts";

/**
 * The check that one float below, at, and one float above a breakpoint, the value (and, of order 1,
 * the gradient) differ by no more than the exact ones do.
 *
 * The breakpoint's parameters are never 1, where a branch that forgets them looks right, unless the spec
 * says that it holds there alone.
 *
 * @param spec the loss
 * @param invariant the spec's entry
 * @param setting what the check is made for
 * @returns the check; `undefined` when a parameter cannot be fixed so
 */
export function continuousAt(
  spec: Spec,
  invariant: InvariantOf<"continuous_at">,
  setting: Setting,
): Check | undefined {
  const { input, at, order, when } = invariant;
  const fixed = fixedParams(spec, when, setting);
  if (fixed === undefined) return undefined;
  const what = order === 1 ? "value and gradient do" : "value does";
  const requirement = `The ${what} not jump where ${spec.id}${atFixed(when)} has ${input} = ${at}`;
  return relationCheck(spec, invariant, setting, {
    detail: detailOf(
      spec,
      invariant,
      ({ input }) => input,
      ({ at, when }) => `at ${at}${atFixed(when)}`,
    ),
    requirement,
    trials: telling(spec, invariant, setting, fixed).map((call) => ({
      calls: [-1, 0, 1].map((steps) => placed(spec, call, input, at, steps)),
      facts: {},
    })),
    laws: (trial) => {
      const outputs = order === 1 && trial.calls[0].gradients
        ? ["value", ...gradientInputsOf(spec, setting.capability)]
        : ["value"];
      return outputs.flatMap((output) => jumpLaws(requirement, trial, output, setting));
    },
  });
}

/** Calls whose breakpoint depends on its parameters visibly: none of them is 1. */
function telling(
  spec: Spec,
  { at, order }: InvariantOf<"continuous_at">,
  setting: Setting,
  fixed: Fixed,
): Arbitrary<Call> {
  const { dtype, capability } = setting;
  const wanted = { ordinary: true, gradients: order === 1 } as const;
  const options: CallOptions = termOptions(spec, setting, wanted) ??
    { dtype, capability, ...smallCalls, ...wanted };
  const choices = namesIn(at).filter((name) =>
    hasParam(spec, capability, name) && !Object.hasOwn(fixed, name)
  );
  return fc.tuple(
    ...choices.map((name) =>
      fc.constantFrom(...valuesOf(spec.params[name], dtype)).map((value) => [name, value])
    ),
  ).chain((params) =>
    callArbitrary(spec, {
      ...options,
      params: { ...options.params, ...fixed, ...Object.fromEntries(params) },
    })
  );
}

/** Values of a parameter other than 1, of a size at which every format has floats all around. */
function valuesOf(param: Param, dtype: FloatDType): number[] {
  const values = [...param.samples ?? [], 0.5, 2, 0.25]
    .map((x) => roundParam(param, x, dtype))
    .filter((x) => x !== null)
    .filter((x) => x !== 1 && x > 2 ** -4 && x < 2 ** 4 && isInside(param, x));
  return [...new Set(values)];
}

/** The call with the input some floats beyond the breakpoint in every term, inside its domain. */
function placed(spec: Spec, call: Call, name: string, at: string, steps: number): Call {
  const [lowest, highest] = endsOf(ownRange(spec, name), call.dtype);
  const changes = indices(termCount(spec, call)).flatMap((i): [number, number][] => {
    const point = roundTo(evaluateNumber(at, termScope(spec, call, i)), call.dtype);
    if (!Number.isFinite(point)) return [];
    const value = Math.min(Math.max(stepFloat(point, steps, call.dtype), lowest), highest);
    return entriesOf(spec, call, name, i).map((entry) => [entry, value]);
  });
  return withInput(call, name, withElements(call.inputs[name], changes));
}

/** Each answer minus the one below the breakpoint is what the truth says, within honest rounding. */
function jumpLaws(why: string, trial: Trial, output: string, setting: Setting): readonly Law[] {
  const enclose = lazyEnclosures(trial, setting);
  const [below, ...beyond] = trial.calls.map((_, i) => enclosuresOf(enclose(i), output));
  return beyond.flatMap((above, i) =>
    indices(below.truth.lo.length).flatMap((element) =>
      between(
        why,
        [term(i + 1, output, element, 1), term(0, output, element, -1)],
        differenceOf(above, below, element),
      )
    )
  );
}

function differenceOf(
  a: OutputEnclosures,
  b: OutputEnclosures,
  element: number,
): readonly [number, number] {
  return [
    a.truth.lo[element] - b.truth.hi[element],
    a.truth.hi[element] - b.truth.lo[element],
  ];
}
