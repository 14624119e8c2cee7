/**
 * Upstream: the gradient is linear in the gradient that arrives from above.
 *
 * @module
 */
import fc, { type Arbitrary } from "fast-check";
import type { Call, Spec } from "../spec/mod.ts";
import { gradientInputsOf, reductionsOf, valueShape } from "../spec/internal.ts";
import { isRepresentable, type Tensor } from "../tensor/mod.ts";
import { filled } from "../tensor/internal.ts";
import type { Check } from "./check.ts";
import type { Trial } from "../judge/mod.ts";
import type { Setting } from "../judge/internal.ts";
import type { Law } from "./law.ts";
import { boxOf, inputBox, layoutOf, placeOf } from "./layout.ts";
import { makeLawCheck, relatedCalls, shareOfWholeCalls } from "./make_check.ts";
import { groupsOf } from "./scope.ts";
import { indices, withElements, withUpstream } from "./rows.ts";

/** Powers of two, so that a scaled upstream is exact in every format. */
const scales = [2, -1, 0.5, -4, 8];

/** The gradient by each input is linear in the upstream gradient, element by element. */
export function upstreamLinearity(spec: Spec, setting: Setting): Check[] {
  return gradientInputsOf(spec, setting.capability).map((input) => {
    const present = spec.inputs[input].optional ? [input] : [];
    const trials: Arbitrary<Trial>[] = [scaledTrials(spec, setting, present)];
    if (reductionsOf(spec, setting.capability).includes("none")) {
      trials.push(selectedTrials(spec, setting, present));
    }
    return makeLawCheck(
      spec,
      setting,
      {
        kind: "upstream",
        detail: input,
        level: "must",
        share: shareOfWholeCalls,
        requirement:
          `The gradient by "${input}" is linear in the upstream gradient: k times as large for k times the upstream, and 0 for terms whose upstream is 0; the value does not depend on it`,
      },
      fc.oneof(...trials),
      (trial) => [
        ..."scale" in trial.facts ? scaledLaws(trial, input) : selectedLaws(spec, trial, input),
        ...valueLaws(spec, trial),
      ],
    );
  });
}

function scaledTrials(
  spec: Spec,
  setting: Setting,
  present: readonly string[],
): Arbitrary<Trial> {
  return fc.tuple(
    relatedCalls(spec, setting, { present, rows: { max: 12 } }),
    fc.constantFrom(...scales),
  ).map(([call, k]) => {
    const scale = upstreamFits(call, k) ? k : -1;
    const upstream = call.upstream ?? filled(call.dtype, valueShape(spec, call), 1);
    const scaled: Tensor = { ...upstream, data: upstream.data.map((g) => g * scale) };
    return { calls: [call, withUpstream(call, scaled)], facts: { scale } };
  });
}

/** What comes from above is for the gradients alone. */
function valueLaws(spec: Spec, trial: Trial): Law[] {
  return groupsOf(spec, trial.calls[0]).map(({ element }) => ({
    terms: [
      { call: 1, output: "value", element, coefficient: 1 },
      { call: 0, output: "value", element, coefficient: -1 },
    ],
    sense: "=",
    why: "The value must not depend on the upstream gradient",
  }));
}

function upstreamFits(call: Call, scale: number): boolean {
  return call.upstream === undefined ||
    [...call.upstream.data].every((g) =>
      isRepresentable(g * scale, call.dtype) &&
      isRepresentable(g * scale / scale, call.dtype) && g * scale / scale === g
    );
}

function scaledLaws(trial: Trial, input: string): Law[] {
  const scale = Number(trial.facts.scale);
  return indices(trial.calls[0].inputs[input].data.length).map((element) => ({
    terms: [
      { call: 1, output: input, element, coefficient: 1 },
      { call: 0, output: input, element, coefficient: -scale },
    ],
    sense: "=",
    why:
      `The gradient by "${input}" must be ${scale} times as large for ${scale} times the upstream gradient`,
  }));
}

function selectedTrials(
  spec: Spec,
  setting: Setting,
  present: readonly string[],
): Arbitrary<Trial> {
  return fc.tuple(
    relatedCalls(spec, setting, {
      reduction: "none",
      upstream: "ones",
      present,
      rows: { max: 12 },
    }),
    fc.nat(1000),
  ).map(([call, pick]) => {
    const shape = valueShape(spec, call);
    const zeros = filled(call.dtype, shape, 0);
    const term = pick % zeros.data.length;
    return {
      calls: [call, withUpstream(call, withElements(zeros, [[term, 1]]))],
      facts: { term },
    };
  });
}

/**
 * The chosen term's gradient stays, that of other records is 0; shared inputs have no such law, and a
 * record's terms may all depend on all that it has.
 */
function selectedLaws(spec: Spec, trial: Trial, input: string): Law[] {
  const [call] = trial.calls;
  const layout = layoutOf(spec, call);
  const box = inputBox(spec, call, input, layout);
  if (!box.byRow) return [];
  const terms = boxOf(spec.output, layout);
  const chosen = placeOf(Number(trial.facts.term), terms);
  const isShared = terms.along.length > 0 || box.rest < terms.rest;
  return indices(call.inputs[input].data.length).flatMap((element): readonly Law[] => {
    const own = { call: 1, output: input, element, coefficient: 1 };
    const { row, rest } = placeOf(element, box);
    const isChosen = row === chosen.row && (box.rest === 1 || rest === chosen.rest);
    if (isChosen && isShared) return [];
    return [
      isChosen
        ? {
          terms: [own, { call: 0, output: input, element, coefficient: -1 }],
          sense: "=",
          why:
            `The gradient by "${input}" must not depend on the upstream gradients of other terms`,
        }
        : {
          terms: [own],
          sense: "=",
          why: `The gradient by "${input}" must be 0 where the term's upstream gradient is 0`,
        },
    ];
  });
}
