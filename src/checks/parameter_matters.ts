/**
 * A parameter matters: two values of it give two losses, wherever the exact ones differ enough.
 *
 * @module
 */
import fc from "fast-check";
import type { CallOptions } from "../generate/mod.ts";
import { mayBe } from "../oracle/internal.ts";
import type { Enclosure, OutputEnclosures } from "../oracle/mod.ts";
import type { ParamValue, Reduction, Result, Spec } from "../spec/mod.ts";
import { denominatorsOf, hasParam, reductionsOf } from "../spec/internal.ts";
import { roundTo } from "../tensor/mod.ts";
import type { Judgement, Trial } from "../judge/mod.ts";
import { fail, readAnswers, type Setting } from "../judge/internal.ts";
import type { Check } from "./check.ts";
import { judgeLaws, lazyEnclosures, slackOf } from "./law.ts";
import { calls, makeCheck, shareOfWholeCalls } from "./make_check.ts";
import type { InvariantOf } from "./builder.ts";

/** The answers at two values of a parameter differ, and on the right side, where rounding cannot hide it. */
export function parameterMatters(
  spec: Spec,
  invariant: InvariantOf<"parameter_matters">,
  setting: Setting,
): Check | undefined {
  const { param, values } = invariant;
  if (!hasParam(spec, setting.capability, param)) return undefined;
  const reductions = dividedBy(spec, setting, param);
  if (reductions?.length === 0) return undefined;
  const [one, other] = values;
  const options: Omit<CallOptions, "dtype"> = {
    params: { ...unhidden(spec, setting, param), [param]: one },
    ordinary: true,
    gradients: false,
    upstream: "ones",
    rows: { max: 6 },
    classes: { min: 2, max: 8 },
  };
  const drawn = reductions === undefined
    ? calls(spec, setting, options)
    : fc.oneof(...reductions.map((reduction) => calls(spec, setting, { ...options, reduction })));
  return makeCheck(
    spec,
    setting,
    {
      kind: invariant.kind,
      detail: `${param}_${one}_or_${other}`,
      level: invariant.level,
      requirement: `"${param}" = ${one} and "${param}" = ${other} give different losses`,
      share: shareOfWholeCalls,
    },
    drawn.map((call) => ({
      calls: [call, { ...call, params: { ...call.params, [param]: rounded(other, setting) } }],
      facts: {},
    })),
    (trial, results) => judge(trial, results, setting, param),
  );
}

/** The reductions in which a parameter is the divisor or a part of it, for it matters in no others; undefined of one that is none. */
function dividedBy(
  spec: Spec,
  { capability }: Setting,
  param: string,
): readonly Reduction[] | undefined {
  const names = (denominator: Spec["reduction"]["denominators"][Reduction]) =>
    denominator?.given_by === param || denominator?.divided_by === param;
  const { denominators: usual, dialects } = spec.reduction;
  const readings = [usual, ...Object.values(dialects)];
  if (!readings.some((reading) => Object.values(reading).some(names))) return undefined;
  const denominators = denominatorsOf(spec, capability);
  return reductionsOf(spec, capability).filter((mode) => names(denominators[mode]));
}

/** A parameter that divides a count matters only where nothing is given in the count's stead. */
function unhidden(spec: Spec, setting: Setting, param: string): Record<string, null> {
  const hiding = Object.values(denominatorsOf(spec, setting.capability)).flatMap((denominator) =>
    denominator.divided_by === param ? denominator.given_by ?? [] : []
  );
  return Object.fromEntries(hiding.map((name) => [name, null]));
}

function rounded(value: ParamValue, setting: Setting): ParamValue {
  return value === null ? null : roundTo(value, setting.dtype);
}

function judge(
  trial: Trial,
  results: readonly Result[],
  setting: Setting,
  param: string,
): Judgement {
  const answers = readAnswers(trial, results, setting);
  if ("status" in answers) return answers;
  if (answers.some(({ open }) => open)) return { status: "pass", weak: true };
  const enclose = lazyEnclosures(trial, setting);
  const [a, b] = trial.calls.map((call) => call.params[param]);
  const [one, other] = answers.map((answer) => answer.value.data);
  const known = [enclose(0).value, enclose(1).value];
  const [from, to] = known.map(({ truth }) => truth);
  let told = false;
  for (const element of one.keys()) {
    // A little more than their sum, which may have been rounded down.
    const slack = (1 + 2 ** -50) * (slackOf(known[0], element) + slackOf(known[1], element));
    const rise = to.lo[element] - from.hi[element];
    const fall = from.lo[element] - to.hi[element];
    if (!(Math.max(rise, fall) > slack)) continue;
    const rises = rise > slack;
    const difference = other[element] - one[element];
    if (rises ? difference > 0 : difference < 0) {
      told = true;
      continue;
    }
    // Beyond the format both are infinite.
    if (areBothHonest(known, element, [one[element], other[element]])) continue;
    const at = { output: "value", element };
    // Of two answers that contradict each other, that is at fault which is farther from its truth.
    const off = [one, other].map((data, i) => distanceTo(known[i].truth, element, data[element]));
    const call = off[0] > off[1] ? 0 : 1;
    const { truth } = known[call];
    return fail({
      why: `The value must ${rises ? "rise" : "fall"} when "${param}" goes from ${a} to ${b}`,
      call,
      ...at,
      expected: (truth.lo[element] + truth.hi[element]) / 2,
      got: [one, other][call][element],
      law: {
        terms: [
          { ...at, call: 0, coefficient: rises ? 1 : -1, got: one[element] },
          { ...at, call: 1, coefficient: rises ? -1 : 1, got: other[element] },
        ],
        constant: 0,
        sense: "<",
      },
    });
  }
  const judged = judgeLaws(trial, results, setting, []);
  return judged.status !== "pass" || told ? judged : { ...judged, weak: true };
}

function areBothHonest(
  known: readonly OutputEnclosures[],
  element: number,
  [one, other]: readonly [number, number],
): boolean {
  return Math.abs(one) === Infinity && one === other &&
    known.every((enclosures) => mayBe(enclosures, element, one));
}

function distanceTo({ lo, hi }: Enclosure, element: number, answer: number): number {
  const distance = Math.max(lo[element] - answer, answer - hi[element], 0);
  return Number.isNaN(distance) ? Infinity : distance;
}
