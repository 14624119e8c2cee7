/**
 * Sequences of calls that ask one call twice: what is asked between must not matter.
 *
 * @module
 */
import fc, { type Arbitrary } from "fast-check";
import type { Call, Spec } from "../spec/mod.ts";
import { computesIn, unorderedCorner } from "../spec/internal.ts";
import { type FloatDType, formats, type Tensor, tensor } from "../tensor/mod.ts";
import type { Trial } from "../judge/mod.ts";
import type { Setting } from "../judge/internal.ts";
import { calls } from "./make_check.ts";
import { rejection } from "./rejection.ts";
import { withElements, withInput } from "./rows.ts";

/** At most so many rows: there are several calls. */
const few = { rows: { max: 12 } } as const;

/** The same call twice with one other between, with several, and with those that memos take for it. */
export function orderTrials(spec: Spec, setting: Setting): Arbitrary<Trial> {
  const some = calls(spec, setting, few);
  const between = (others: readonly Call[], call: Call): Trial => ({
    calls: [call, ...others, call],
    facts: {},
  });
  const trials: Arbitrary<Trial>[] = [
    fc.tuple(some, some).map(([call, other]) => between([other], call)),
    fc.tuple(fc.array(some, { minLength: 2, maxLength: 6 }), some)
      .map(([others, call]) => between(others, call)),
    alikeTrials(spec, setting),
    ...otherFormats(setting).map((dtype) => formatTrials(spec, setting, dtype)),
  ];
  return fc.oneof(
    ...trials.map((arbitrary) => ({ weight: 1, arbitrary })),
    // What a refusal leaves behind shows with few of the calls that may be refused.
    ...refusedTrials(spec, setting).map((arbitrary) => ({ weight: 2, arbitrary })),
  );
}

/**
 * The call, and one that is easily taken for it: of the same shapes, parameters and sums, and mostly the
 * same first elements. It is judged by itself, at `facts.alike`.
 */
export function alikeTrials(spec: Spec, setting: Setting): Arbitrary<Trial> {
  return fc.tuple(calls(spec, setting, { rows: { min: 2, max: 12 } }), fc.nat(1000), fc.nat(1000))
    .map(([call, a, b]) => ({ calls: [call, alike(spec, call, a, b), call], facts: { alike: 1 } }));
}

/** Two elements of the first input that has any two different ones are exchanged. */
function alike(spec: Spec, call: Call, a: number, b: number): Call {
  for (const [name, { kind, role, domain }] of Object.entries(spec.inputs)) {
    const given = call.inputs[name];
    if (given === undefined || kind !== "float" || role !== "data") continue;
    const fits = (data: Tensor["data"]) => domain !== "box" || unorderedCorner(data) < 0;
    const exchanged = exchange(given, a, b, fits);
    if (exchanged !== undefined) return withInput(call, name, exchanged);
  }
  return call;
}

function exchange(
  given: Tensor,
  a: number,
  b: number,
  fits: (data: Tensor["data"]) => boolean,
): Tensor | undefined {
  const { data } = given;
  // The first element stays where there are two others.
  const from = data.length > 2 ? 1 : 0;
  const count = data.length - from;
  for (let i = 0; i < count; i++) {
    const at = from + (a + i) % count;
    for (let j = 0; j < count; j++) {
      const other = from + (b + j) % count;
      if (data[at] !== data[other] && !Number.isNaN(data[at] + data[other])) {
        const exchanged = withElements(given, [[at, data[other]], [other, data[at]]]);
        if (fits(exchanged.data)) return exchanged;
      }
    }
  }
  return undefined;
}

/** The formats that the implementation has the loss in besides the one under test. */
function otherFormats({ dtype, capability, world }: Setting): readonly FloatDType[] {
  return (world.dtypes ?? []).filter((other) => other !== dtype && computesIn(capability, other));
}

/** The same numbers in another format, where each of its own has them all; else another call. */
function formatTrials(spec: Spec, setting: Setting, other: FloatDType): Arbitrary<Trial> {
  const { dtype } = setting;
  const there = { ...setting, dtype: other };
  if (holds(dtype, other)) {
    return calls(spec, there, few).map((call) => inFormats(inFormat(call, dtype), call));
  }
  if (holds(other, dtype)) {
    return calls(spec, setting, few).map((call) => inFormats(call, inFormat(call, other)));
  }
  return fc.tuple(calls(spec, setting, few), calls(spec, there, few))
    .map(([call, between]) => inFormats(call, between));
}

function inFormats(call: Call, other: Call): Trial {
  return { calls: [call, other, call], facts: { format: 1 } };
}

/** Whether a format has every number of another one. */
function holds(wide: FloatDType, narrow: FloatDType): boolean {
  return formats[wide].precision >= formats[narrow].precision &&
    formats[wide].largest >= formats[narrow].largest &&
    formats[wide].smallestSubnormal <= formats[narrow].smallestSubnormal;
}

function inFormat(call: Call, dtype: FloatDType): Call {
  const cast = (given: Tensor): Tensor =>
    given.dtype === "i32" ? given : tensor(dtype, given.shape, given.data);
  const inputs = Object.entries(call.inputs).map(([name, given]) => [name, cast(given)] as const);
  return {
    ...call,
    dtype,
    inputs: Object.fromEntries(inputs),
    ...call.upstream && { upstream: cast(call.upstream) },
  };
}

/** Between the two is one that must be refused, at `facts.refused`. */
function refusedTrials(spec: Spec, setting: Setting): readonly Arbitrary<Trial>[] {
  const refused = spec.rejects.flatMap((reject) => rejection(spec, reject, setting) ?? []);
  if (refused.length === 0) return [];
  const invalid = fc.oneof(...refused.map(({ trials }) => trials));
  return [
    fc.tuple(calls(spec, setting, few), invalid)
      .map(([call, { calls: [other] }]) => ({ calls: [call, other, call], facts: { refused: 1 } })),
  ];
}
