/**
 * Losses that scale with their inputs.
 *
 * @module
 */
import fc from "fast-check";
import { isInside } from "../generate/internal.ts";
import { callArbitrary } from "../generate/mod.ts";
import type { Call, Spec } from "../spec/mod.ts";
import { exponentsOf, hasParam, ownRange, takes } from "../spec/internal.ts";
import { isRepresentable, tensor } from "../tensor/mod.ts";
import type { Check } from "./check.ts";
import { atFixed, fixedParams } from "./fixed_params.ts";
import { pairLaws } from "./pair.ts";
import { detailOf, relationCheck } from "./relation.ts";
import type { Setting } from "../judge/internal.ts";
import type { InvariantOf } from "./builder.ts";
import { termOptions } from "./term_calls.ts";

/**
 * The check that scaling inputs and parameters by a power of two, or by a power of it each, which is
 * exact, scales the terms.
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
  const { scale, degree, when } = invariant;
  const exponents = exponentsOf(scale);
  const names = [...exponents.keys()];
  const params = names.filter((name) => Object.hasOwn(spec.params, name));
  const present = names.filter((name) => Object.hasOwn(spec.inputs, name));
  const isFixed = params.some((name) => !hasParam(spec, setting.capability, name));
  const fixed = fixedParams(spec, when, setting);
  if (isFixed || fixed === undefined) return undefined;
  const options = termOptions(spec, setting, { ordinary: true, present, params: fixed });
  if (options === undefined) return undefined;
  const requirement = `${spec.id}${atFixed(when)} is ${
    degree === 0 ? "the same" : `${powerOf(degree)} times as large`
  } for ${scaledWords(exponents)} as large`;
  return relationCheck(spec, invariant, setting, {
    detail: detailOf(
      spec,
      invariant,
      ({ scale }) => [...exponentsOf(scale).keys()].join("_"),
      () => `degree_${degree}`,
    ),
    requirement,
    trials: fc.tuple(callArbitrary(spec, options), fc.constantFrom(2, 0.5, 4, 0.25, 8, 0.125))
      .map(([drawn, s]) => {
        const call = withoutNulls(spec, drawn, params);
        const exact = [s, 1 / s, 1].find((one) => isExact(spec, call, exponents, one)) ?? 1;
        return { calls: [call, scaled(call, exponents, exact)], facts: { scale: exact } };
      }),
    laws: ({ calls, facts }) => {
      const s = Number(facts.scale);
      return pairLaws(requirement, spec, calls, setting, s ** -degree, (input) => ({
        input,
        factor: s ** ((exponents.get(input) ?? 0) - degree),
      }));
    },
  });
}

/** By name, the power of the scale that multiplies it. */
type Exponents = ReadonlyMap<string, number>;

function powerOf(exponent: number): string {
  return exponent === 1 ? "s" : `s^${exponent}`;
}

/** What is multiplied by what: `"pred, target s times and eps s^2 times"`. */
function scaledWords(exponents: Exponents): string {
  const names = Map.groupBy(exponents.keys(), (name) => exponents.get(name)!);
  return Array.from(names, ([power, some]) => `${some.join(", ")} ${powerOf(power)} times`)
    .join(" and ");
}

/** A parameter that is absent does not scale: it gets its first telling value. */
function withoutNulls(spec: Spec, call: Call, params: readonly string[]): Call {
  const given = params.filter((name) => call.params[name] === null)
    .map((name) => [name, spec.params[name].default ?? spec.params[name].samples?.[0] ?? 1]);
  return { ...call, params: { ...call.params, ...Object.fromEntries(given) } };
}

/** Whether scaling loses nothing, and leaves inputs and parameters in their ranges. */
function isExact(spec: Spec, call: Call, exponents: Exponents, s: number): boolean {
  return Array.from(exponents).every(([name, exponent]) => {
    const factor = s ** exponent;
    const keeps = (x: number): boolean => {
      const y = x * factor;
      return isRepresentable(y, call.dtype) && y / factor === x && Number.isFinite(y) &&
        (x === 0) === (y === 0);
    };
    const param = call.params[name];
    const isKept = param === undefined || param === null ||
      keeps(param) && isInside(spec.params[name], param * factor);
    const given = call.inputs[name];
    if (given === undefined) return isKept;
    const range = ownRange(spec, name);
    return isKept && given.data.every((x) => keeps(x) && takes(range, x * factor, call.dtype));
  });
}

function scaled(call: Call, exponents: Exponents, s: number): Call {
  const factorOf = (name: string): number => s ** (exponents.get(name) ?? 0);
  const inputs = Object.entries(call.inputs).map(([name, given]) => [
    name,
    exponents.has(name)
      ? tensor(given.dtype, given.shape, Array.from(given.data, (x) => x * factorOf(name)))
      : given,
  ]);
  const params = Object.entries(call.params).map(([name, value]) => [
    name,
    exponents.has(name) && value !== null ? value * factorOf(name) : value,
  ]);
  return { ...call, inputs: Object.fromEntries(inputs), params: Object.fromEntries(params) };
}
