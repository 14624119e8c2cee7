/**
 * The shape of a loss as a curve: convex, of bounded slope, monotone in a parameter.
 *
 * @module
 */
import fc from "fast-check";
import { callArbitrary, type CallOptions } from "../generate/mod.ts";
import { isInside, roundParam } from "../generate/internal.ts";
import { evaluateNumber } from "../oracle/internal.ts";
import type { Call, Spec } from "../spec/mod.ts";
import { gradientInputsOf, hasParam, ownRange, takes } from "../spec/internal.ts";
import { type FloatDType, isRepresentable } from "../tensor/mod.ts";
import type { Check } from "./check.ts";
import { orthodoxParams } from "./orthodox.ts";
import { atMost, relationCheck, term } from "./relation.ts";
import { withElements, withInput } from "./rows.ts";
import { entriesOf, groupsOf, termScope } from "./scope.ts";
import type { Setting } from "../judge/internal.ts";
import type { InvariantOf } from "./builder.ts";
import { callsToTheEnds, smallCalls, termOptions } from "./term_calls.ts";

/**
 * The check that a gradient never exceeds a bound, in magnitude: in half of the calls at the ends of the
 * format, where a slope that comes from a product or a quotient leaves the range on the way.
 *
 * @param spec the loss
 * @param invariant the spec's entry
 * @param setting what the check is made for
 * @returns the check; `undefined` without that gradient, or when the terms cannot be had
 */
export function gradientBounded(
  spec: Spec,
  invariant: InvariantOf<"gradient_bounded">,
  setting: Setting,
): Check | undefined {
  const { of, by } = invariant;
  const options = termOptions(spec, setting, { upstream: "ones" });
  if (options === undefined || !gradientInputsOf(spec, setting.capability).includes(of)) {
    return undefined;
  }
  const requirement = `The gradient of ${spec.id} by ${of} is at most ${by} in magnitude`;
  return relationCheck(spec, invariant, setting, {
    detail: of,
    requirement,
    trials: callsToTheEnds(spec, options).map((call) => ({ calls: [call], facts: {} })),
    laws: ({ calls: [call] }) =>
      groupsOf(spec, call).flatMap(({ terms }) => terms).flatMap((i) => {
        const bound = evaluateNumber(by, termScope(spec, call, i));
        return entriesOf(spec, call, of, i).flatMap((entry) =>
          [1, -1].map((sign) => atMost(requirement, [term(0, of, entry, sign)], bound))
        );
      }),
  });
}

/**
 * The check of convexity: at an exact midpoint the value is at most the mean of both ends', and the
 * gradient rises from one end to the other.
 *
 * @param spec the loss
 * @param invariant the spec's entry
 * @param setting what the check is made for
 * @returns the check; `undefined` in a dialect, whose clip may have bent the curve
 */
export function convexIn(
  spec: Spec,
  invariant: InvariantOf<"convex_in">,
  setting: Setting,
): Check | undefined {
  const { dtype, capability } = setting;
  const params = orthodoxParams(spec, capability);
  if (params === undefined) return undefined;
  const { input } = invariant;
  const requirement = `${spec.id} is convex in ${input}`;
  const wanted = { ordinary: true, upstream: "ones", present: [input], params } as const;
  const options: CallOptions = termOptions(spec, setting, wanted) ??
    { dtype, capability, ...smallCalls, ...wanted };
  const sloped = gradientInputsOf(spec, capability).includes(input);
  const steps = fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 1, maxLength: 5 });
  return relationCheck(spec, invariant, setting, {
    detail: input,
    requirement,
    trials: fc.tuple(callArbitrary(spec, options), steps, fc.constantFrom(1, 4, 0.25))
      .map(([call, steps, size]) => {
        const half = halfSteps(spec, call, input, steps.map((k) => k * size));
        return {
          calls: [call, moved(call, input, half, 1), moved(call, input, half, 2)],
          facts: {},
        };
      }),
    laws: ({ calls }) => {
      const width = Array.from(
        calls[0].inputs[input].data,
        (x, i) => calls[2].inputs[input].data[i] - x,
      );
      return groupsOf(spec, calls[0]).flatMap(({ element, terms }) => {
        const entries = [...new Set(terms.flatMap((i) => entriesOf(spec, calls[0], input, i)))]
          .filter((entry) => width[entry] !== 0);
        if (entries.length === 0) return [];
        const chord = atMost(`${requirement}: the chord lies above it`, [
          term(1, "value", element, 2),
          term(0, "value", element, -1),
          term(2, "value", element, -1),
        ]);
        if (!sloped || !calls[0].gradients) return [chord];
        const rise = entries.flatMap((entry) => [
          term(0, input, entry, width[entry]),
          term(2, input, entry, -width[entry]),
        ]);
        return [chord, atMost(`${requirement}: its gradient rises`, rise)];
      });
    },
  });
}

/** For each element half the way to the other end: as drawn, or shorter where that is not exact. */
function halfSteps(
  spec: Spec,
  call: Call,
  name: string,
  drawn: readonly number[],
): readonly number[] {
  const range = ownRange(spec, name);
  const inside = (x: number): boolean =>
    isRepresentable(x, call.dtype) && takes(range, x, call.dtype);
  return Array.from(call.inputs[name].data, (x, i) => {
    const h = drawn[i % drawn.length];
    const choices = [h, -h, h / 16, -h / 16, h / 64, -h / 64];
    return choices.find((c) =>
      inside(x + c) && inside(x + 2 * c) && x + c - x === c && x + 2 * c - x === 2 * c
    ) ?? 0;
  });
}

function moved(call: Call, name: string, steps: readonly number[], times: number): Call {
  const { data } = call.inputs[name];
  const changes = steps.map((step, i): [number, number] => [i, data[i] + times * step]);
  return withInput(call, name, withElements(call.inputs[name], changes));
}

/**
 * The check that the terms rise, or fall, with a parameter.
 *
 * @param spec the loss
 * @param invariant the spec's entry
 * @param setting what the check is made for
 * @returns the check; `undefined` when the parameter cannot be varied
 */
export function monotoneInParam(
  spec: Spec,
  invariant: InvariantOf<"monotone_in_param">,
  setting: Setting,
): Check | undefined {
  const { dtype, capability } = setting;
  const { param, direction } = invariant;
  const values = valuesOf(spec, param, dtype);
  if (!hasParam(spec, capability, param) || values.length < 2) return undefined;
  const requirement = `${spec.id} ${direction === "rising" ? "rises" : "falls"} as ${param} rises`;
  const options: CallOptions = termOptions(spec, setting) ?? { dtype, capability, ...smallCalls };
  const pairs = values.flatMap((low, i) => values.slice(i + 1).map((high) => [low, high]));
  const rising = direction === "rising" ? 1 : -1;
  return relationCheck(spec, invariant, setting, {
    detail: param,
    requirement,
    trials: fc.tuple(
      callArbitrary(spec, { ...options, gradients: false }),
      fc.constantFrom(...pairs),
    ).map(([call, pair]) => ({
      calls: pair.map((value) => ({ ...call, params: { ...call.params, [param]: value } })),
      facts: {},
    })),
    laws: ({ calls }) =>
      groupsOf(spec, calls[0]).map(({ element }) =>
        atMost(requirement, [
          term(0, "value", element, rising),
          term(1, "value", element, -rising),
        ])
      ),
  });
}

/** Different values of a parameter in a format, ascending. */
function valuesOf(spec: Spec, name: string, dtype: FloatDType): readonly number[] {
  const param = spec.params[name];
  const candidates = [param.default, ...param.samples ?? [], 0.25, 0.5, 1, 2, 3];
  const values = candidates
    .map((x) => roundParam(param, x, dtype))
    .filter((x) => x !== null)
    .filter((x) => isInside(param, x) && (param.type !== "integer" || Number.isInteger(x)));
  return [...new Set(values)].sort((a, b) => a - b);
}
