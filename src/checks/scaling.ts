/**
 * Losses that scale with their inputs.
 *
 * @module
 */
import fc from "fast-check";
import { isInside } from "../generate/internal.ts";
import { callArbitrary } from "../generate/mod.ts";
import type { Call, Spec } from "../spec/mod.ts";
import { hasParam } from "../spec/internal.ts";
import { isRepresentable, tensor } from "../tensor/mod.ts";
import type { Check } from "./check.ts";
import { pairLaws } from "./pair.ts";
import { detailOf, relationCheck } from "./relation.ts";
import type { Setting } from "../judge/internal.ts";
import type { InvariantOf } from "./builder.ts";
import { termOptions } from "./term_calls.ts";

/**
 * The check that scaling inputs and parameters by a power of two, which is exact, scales the terms.
 *
 * @param spec the loss
 * @param invariant the spec's entry
 * @param setting what the check is made for
 * @returns the check; `undefined` when a parameter is fixed or the terms cannot be had
 */
export function homogeneous(
  spec: Spec,
  invariant: InvariantOf<"homogeneous">,
  setting: Setting,
): Check | undefined {
  const { scale, degree } = invariant;
  const params = scale.filter((name) => Object.hasOwn(spec.params, name));
  const present = scale.filter((name) => Object.hasOwn(spec.inputs, name));
  const options = termOptions(spec, setting, { ordinary: true, present });
  const fixed = params.some((name) => !hasParam(spec, setting.capability, name));
  if (options === undefined || fixed) return undefined;
  const power = degree === 1 ? "s" : `s^${degree}`;
  const requirement = `${spec.id} is ${power} times as large for ${
    scale.join(", ")
  } s times as large`;
  return relationCheck(spec, invariant, setting, {
    detail: detailOf(spec, invariant, ({ scale }) => scale.join("_"), () => `degree_${degree}`),
    requirement,
    trials: fc.tuple(callArbitrary(spec, options), fc.constantFrom(2, 0.5, 4, 0.25, 8, 0.125))
      .map(([drawn, s]) => {
        const call = withoutNulls(spec, drawn, params);
        const exact = [s, 1 / s, 1].find((factor) => isExact(spec, call, scale, factor)) ?? 1;
        return { calls: [call, scaled(call, scale, exact)], facts: { scale: exact } };
      }),
    laws: ({ calls, facts }) => {
      const s = Number(facts.scale);
      return pairLaws(requirement, spec, calls, setting, s ** -degree, (input) => ({
        input,
        factor: s ** (scale.includes(input) ? 1 - degree : -degree),
      }));
    },
  });
}

/** A parameter that is absent does not scale: it gets its first telling value. */
function withoutNulls(spec: Spec, call: Call, params: readonly string[]): Call {
  const given = params.filter((name) => call.params[name] === null)
    .map((name) => [name, spec.params[name].default ?? spec.params[name].samples?.[0] ?? 1]);
  return { ...call, params: { ...call.params, ...Object.fromEntries(given) } };
}

/** Whether scaling loses nothing, and leaves parameters in their ranges. */
function isExact(spec: Spec, call: Call, names: readonly string[], factor: number): boolean {
  const keeps = (x: number): boolean => {
    const y = x * factor;
    return isRepresentable(y, call.dtype) && y / factor === x && Number.isFinite(y) &&
      (x === 0) === (y === 0);
  };
  return names.every((name) => {
    const param = call.params[name];
    const isKept = param === undefined || param === null ||
      keeps(param) && isInside(spec.params[name], param * factor);
    return isKept &&
      (call.inputs[name]?.data.every((x) => keeps(x)) ?? true);
  });
}

function scaled(call: Call, names: readonly string[], factor: number): Call {
  const inputs = Object.entries(call.inputs).map(([name, given]) => [
    name,
    names.includes(name)
      ? tensor(given.dtype, given.shape, Array.from(given.data, (x) => x * factor))
      : given,
  ]);
  const params = Object.entries(call.params).map(([name, value]) => [
    name,
    names.includes(name) && value !== null ? value * factor : value,
  ]);
  return { ...call, inputs: Object.fromEntries(inputs), params: Object.fromEntries(params) };
}
