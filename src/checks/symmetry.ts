/**
 * Losses that do not change when their inputs are exchanged, mirrored or otherwise transformed.
 *
 * @module
 */
import { callArbitrary, type CallOptions } from "../generate/mod.ts";
import type { Call, Spec } from "../spec/mod.ts";
import { type Tensor, tensor } from "../tensor/mod.ts";
import type { Check } from "./check.ts";
import { bothSides, sideOf } from "./compare.ts";
import { equalSides } from "./other_side_laws.ts";
import { pairLaws } from "./pair.ts";
import { detailOf, relationCheck } from "./relation.ts";
import { namesIn } from "./scope.ts";
import type { Setting } from "../judge/internal.ts";
import type { InvariantOf } from "./builder.ts";
import { smallCalls, termOptions } from "./term_calls.ts";

/**
 * The check that exchanging two inputs keeps the value and exchanges their gradients.
 *
 * @param spec the loss
 * @param invariant the spec's entry
 * @param setting what the check is made for
 * @returns the check
 */
export function symmetricUnderSwap(
  spec: Spec,
  invariant: InvariantOf<"symmetric_under_swap">,
  setting: Setting,
): Check {
  const { dtype, capability } = setting;
  const [a, b] = invariant.of;
  const requirement = `${spec.id} is the same with ${a} and ${b} exchanged`;
  const exchanged = (name: string): string => name === a ? b : name === b ? a : name;
  return relationCheck(spec, invariant, setting, {
    detail: `${a}_${b}`,
    requirement,
    trials: callArbitrary(spec, { dtype, capability, ...smallCalls, present: [a, b] }).map((
      call,
    ) => ({
      calls: [call, { ...call, inputs: renamed(call.inputs, exchanged) }],
      facts: {},
    })),
    laws: ({ calls }) =>
      pairLaws(requirement, spec, calls, setting, 1, (name) => ({
        input: exchanged(name),
        factor: 1,
      })),
  });
}

/**
 * The check that negating two inputs keeps the value and negates their gradients.
 *
 * @param spec the loss
 * @param invariant the spec's entry
 * @param setting what the check is made for
 * @returns the check
 */
export function evenInDifference(
  spec: Spec,
  invariant: InvariantOf<"even_in_difference">,
  setting: Setting,
): Check {
  const { dtype, capability } = setting;
  const { of } = invariant;
  const requirement = `${spec.id} is the same with ${of.join(" and ")} negated`;
  return relationCheck(spec, invariant, setting, {
    detail: of.join("_"),
    requirement,
    trials: callArbitrary(spec, { dtype, capability, ...smallCalls, present: of }).map((call) => ({
      calls: [call, mirrored(call, of)],
      facts: {},
    })),
    laws: ({ calls }) =>
      pairLaws(requirement, spec, calls, setting, 1, (input) => ({
        input,
        factor: of.includes(input) ? -1 : 1,
      })),
  });
}

/**
 * The check that a loss equals a multiple of itself at other inputs and parameters.
 *
 * @param spec the loss
 * @param invariant the spec's entry; where its formulas are not exact, the truth's difference counts
 * @param setting what the check is made for
 * @returns the check
 */
export function equalsSelfAt(
  spec: Spec,
  invariant: InvariantOf<"equals_self_at">,
  setting: Setting,
): Check {
  const { inputs, params, factor, when } = invariant;
  const { dtype, capability } = setting;
  const side = sideOf(setting, spec.id, inputs, params);
  const places = Object.entries({ ...inputs, ...params }).map(([name, at]) => `${name} = ${at}`);
  const times = factor === "1" ? "" : `${factor} times `;
  const requirement = `${spec.id} equals ${times}itself at ${places.join(", ")}${
    when === undefined ? "" : ` where ${when}`
  }`;
  const options: CallOptions = termOptions(spec, setting) ?? { dtype, capability, ...smallCalls };
  const conditional = namesIn(when ?? "").filter((name) => spec.inputs[name]?.optional);
  const factors = { own: "1", other: factor, where: when };
  return relationCheck(spec, invariant, setting, {
    detail: detailOf(
      spec,
      invariant,
      ({ inputs, params }) => Object.keys({ ...inputs, ...params }).join("_"),
      ({ inputs, params }) => Object.values({ ...inputs, ...params }).join(" "),
    ),
    requirement,
    trials: callArbitrary(spec, { ...options, ordinary: true, absent: conditional })
      .map((call) => bothSides(spec, call, side)),
    laws: (trial) => equalSides(requirement, trial, spec, side, setting, factors),
  });
}

function renamed(
  inputs: Call["inputs"],
  rename: (name: string) => string,
): Readonly<Record<string, Tensor>> {
  return Object.fromEntries(Object.keys(inputs).map((name) => [name, inputs[rename(name)]]));
}

function mirrored(call: Call, names: readonly string[]): Call {
  const inputs = Object.entries(call.inputs).map(([name, given]) => [
    name,
    names.includes(name)
      ? tensor(given.dtype, given.shape, Array.from(given.data, (x) => x === 0 ? 0 : -x))
      : given,
  ]);
  return { ...call, inputs: Object.fromEntries(inputs) };
}
