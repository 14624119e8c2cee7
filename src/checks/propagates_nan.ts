/**
 * A NaN is passed on: to its own term, and to no other.
 *
 * @module
 */
import fc from "fast-check";
import type { Call, Result, Spec } from "../spec/mod.ts";
import { axesOf, defaultParams, hasInput, isByRecord, pooledAxis } from "../spec/internal.ts";
import type { Tensor } from "../tensor/mod.ts";
import { allocate } from "../tensor/internal.ts";
import type { Judgement, Trial } from "../judge/mod.ts";
import { fail, readAnswers, type Setting } from "../judge/internal.ts";
import type { Check } from "./check.ts";
import { judgeLaws, type Law } from "./law.ts";
import { holdsIn, knownWhatever } from "./condition.ts";
import { boxOf, inputBox, layoutOf, meets, placeOf } from "./layout.ts";
import { makeCheck, relatedCalls, shareOfWholeCalls } from "./make_check.ts";
import { ignoredTerms } from "./ignored.ts";
import { termCount } from "./scope.ts";
import { indices, withElements, withInput } from "./rows.ts";
import type { InvariantOf } from "./builder.ts";

/**
 * A NaN in one element of an input, of a row or of a batch that is summed over, makes that element's term
 * NaN, hence every reduced value; other terms stay. A refusal says as much. Weights are nonzero and
 * parameters at their defaults, so that nothing may mask it. A term that a law gives a value whatever the
 * poisoned input is, as a row without a negative is 0 whatever its logits are, may stand: a selection by the
 * other inputs never looks at the NaN.
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
  const [clean, poisoned] = trial.calls;
  const layout = layoutOf(spec, clean);
  const terms = boxOf(spec.output, layout);
  const box = inputBox(spec, clean, input, layout);
  const place = placeOf(Number(trial.facts.element), box);
  const touched = indices(termCount(spec, clean))
    .filter((term) => meets(place, box, placeOf(term, terms), terms));
  const ignored = ignoredTerms(spec, clean);
  const known = knownWhatever(spec, input);
  const free = touched.filter((term) =>
    known.some((condition) => holdsIn(spec, poisoned, condition, term))
  );
  const lost = touched.filter((term) => !ignored[term] && !free.includes(term));
  const { data } = answers[1].value;
  const isByTerm = clean.reduction === "none";
  const onlyIf = (is: boolean) => is ? [0] : [];
  const mustBeNan = isByTerm ? lost : onlyIf(lost.length > 0);
  const masked = mustBeNan.find((element) => !Number.isNaN(data[element]));
  if (masked !== undefined) {
    return fail({
      why: `A NaN in "${input}" must not turn into a number`,
      call: 1,
      output: "value",
      element: masked,
      expected: NaN,
      got: data[masked],
    });
  }
  const mayStand = isByTerm ? free : onlyIf(free.length === touched.length);
  const stands = mayStand.filter((element) => !Number.isNaN(data[element]));
  const given = answers.map(({ value }) => value);
  if (stands.length > 0) {
    const stood = judgeLaws(first, [moved(given[0], stands, (i) => data[i])], setting, []);
    if (stood.status === "fail") return { ...stood, call: 1 };
  }
  if (!isByTerm) return { status: "pass" };
  const laws = indices(data.length).filter((term) => !touched.includes(term))
    .map((element): Law => ({
      terms: [
        { call: 1, output: "value", element, coefficient: 1 },
        { call: 0, output: "value", element, coefficient: -1 },
      ],
      sense: "=",
      why: `A NaN in "${input}" must not change the terms of other rows`,
    }));
  return judgeLaws(trial, [results[0], moved(given[1], stands, () => NaN)], setting, laws);
}

/** An answer of these values, but for some elements. */
function moved(value: Tensor, elements: readonly number[], to: (i: number) => number): Result {
  return { value: withElements(value, elements.map((i): [number, number] => [i, to(i)])) };
}
