/**
 * A NaN is passed on: to its own term, and to no other.
 *
 * @module
 */
import fc from "fast-check";
import type { Call, Result, Spec } from "../spec/mod.ts";
import { axesOf, defaultParams, hasInput, isByRecord, pooledAxis } from "../spec/internal.ts";
import { allocate } from "../tensor/internal.ts";
import type { Judgement, Trial } from "../judge/mod.ts";
import { fail, readAnswers, type Setting } from "../judge/internal.ts";
import type { Check } from "./check.ts";
import { judgeLaws, type Law } from "./law.ts";
import { boxOf, inputBox, layoutOf, meets, placeOf } from "./layout.ts";
import { makeCheck, relatedCalls, shareOfWholeCalls } from "./make_check.ts";
import { ignoredTerms } from "./ignored.ts";
import { indices, withElements, withInput } from "./rows.ts";
import type { InvariantOf } from "./builder.ts";

/**
 * A NaN in one element of an input, of a row or of a batch that is summed over, makes that element's term
 * NaN, hence every reduced value; other terms stay. A refusal says as much. Weights are nonzero and parameters at their defaults, so that
 * nothing may mask it.
 */
export function propagatesNan(
  spec: Spec,
  invariant: InvariantOf<"propagates_nan">,
  setting: Setting,
): Check | undefined {
  const { input } = invariant;
  const { shape } = spec.inputs[input];
  const pooled = pooledAxis(spec);
  const isPooled = pooled !== undefined && shape.includes(pooled) && !spec.output.includes(pooled);
  const byRow = isByRecord(axesOf(spec), shape) || isPooled;
  if (!byRow || !hasInput(spec, setting.capability, input)) return undefined;
  const trials = fc.tuple(
    relatedCalls(spec, setting, {
      gradients: false,
      upstream: "ones",
      params: defaultParams(spec, setting.capability),
      present: spec.inputs[input].optional ? [input] : [],
      rows: { max: 12 },
    }),
    fc.nat(1000),
  ).map(([call, pick]): Trial => {
    const valid = unmasked(spec, call);
    const given = valid.inputs[input];
    const element = pick % given.data.length;
    const poisoned = withInput(valid, input, withElements(given, [[element, NaN]]));
    return { calls: [valid, poisoned], facts: { element } };
  });
  return makeCheck(
    spec,
    setting,
    {
      kind: invariant.kind,
      detail: input,
      level: invariant.level,
      requirement:
        `A NaN in "${input}" makes its own term NaN, hence every reduced value, and no other`,
      share: shareOfWholeCalls,
    },
    trials,
    (trial, results) => judge(spec, setting, input, trial, results),
  );
}

/** The call with 0 replaced by 1 in weights, and in optional inputs, which are weights of a kind. */
function unmasked(spec: Spec, call: Call): Call {
  const names = Object.keys(call.inputs).filter((name) =>
    spec.inputs[name].role !== "data" || spec.inputs[name].optional
  );
  return names.reduce((changed, name) => {
    const given = call.inputs[name];
    const data = allocate(given.dtype, given.data.length);
    data.set(given.data.map((weight) => weight === 0 ? 1 : weight));
    return withInput(changed, name, { ...given, data });
  }, call);
}

function judge(
  spec: Spec,
  setting: Setting,
  input: string,
  trial: Trial,
  results: readonly Result[],
): Judgement {
  const first = { calls: trial.calls.slice(0, 1), facts: {} };
  const untouched = judgeLaws(first, results, setting, []);
  if (untouched.status !== "pass") return untouched;
  if (results.length === 2 && "rejected" in results[1]) return { status: "pass" };
  const answers = readAnswers(trial, results, setting);
  if ("status" in answers) return answers;
  const [call] = trial.calls;
  const layout = layoutOf(spec, call);
  const terms = boxOf(spec.output, layout);
  const box = inputBox(spec, call, input, layout);
  const place = placeOf(Number(trial.facts.element), box);
  const ignored = ignoredTerms(spec, call);
  const touched = ignored.map((_, term) => meets(place, box, placeOf(term, terms), terms));
  const poisoned = touched.map((is, term) => is && !ignored[term]);
  const { data } = answers[1].value;
  const wanted = call.reduction === "none" ? poisoned : [poisoned.includes(true)];
  const masked = wanted.findIndex((is, element) => is && !Number.isNaN(data[element]));
  if (masked >= 0) {
    return fail({
      why: `A NaN in "${input}" must not turn into a number`,
      call: 1,
      output: "value",
      element: masked,
      expected: NaN,
      got: data[masked],
    });
  }
  if (call.reduction !== "none") return { status: "pass" };
  const laws = indices(touched.length).filter((term) => !touched[term]).map((element): Law => ({
    terms: [
      { call: 1, output: "value", element, coefficient: 1 },
      { call: 0, output: "value", element, coefficient: -1 },
    ],
    sense: "=",
    why: `A NaN in "${input}" must not change the terms of other rows`,
  }));
  return judgeLaws(trial, results, setting, laws);
}
