/**
 * A small batch against the same batch repeated very often: what breaks beyond a vector, a block of
 * threads, or sixteen bits of offset.
 *
 * @module
 */
import type { Call, Result, Spec } from "../spec/mod.ts";
import { denominatorsOf, reductionsOf } from "../spec/internal.ts";
import type { Judgement, Trial } from "../judge/mod.ts";
import { type CompleteAnswer, outputOf, readAnswers, type Setting } from "../judge/internal.ts";
import type { InvariantOf } from "./builder.ts";
import type { Check } from "./check.ts";
import { divisorOf, undivided } from "./denominator.ts";
import { judgeByLaws, type Law, lazyEnclosures } from "./law.ts";
import { calls, makeCheck } from "./make_check.ts";
import { rowLaws, rowOutputs, sumLaws } from "./row_laws.ts";
import { indices, pickRows, rowCount } from "./rows.ts";

/** Elements that are judged of those that differ from copy to copy: those that do most. */
const mostDifferent = 32;

/** Two in a hundred cases: each costs as much as many others. */
const twice = 0.02;

/**
 * Checks of two calls a case: some rows repeated, and the rows, of short numbers, so that sums of them are
 * held to the last bit. Without reduction there are more than 16 bits can count; sums, whose enclosures
 * cost more, are of more than a half can count one by one.
 */
export function repeatedBatches(
  spec: Spec,
  { kind, level }: InvariantOf<"batch_additive">,
  setting: Setting,
): Check[] {
  const denominators = denominatorsOf(spec, setting.capability);
  return reductionsOf(spec, setting.capability).map((reduction) => {
    const isBare = reduction === "none" && denominators[reduction] === undefined;
    const least = isBare ? 65537 : 4099;
    return makeCheck(
      spec,
      setting,
      {
        kind,
        detail: `repeated_${reduction}`,
        level,
        requirement:
          `A batch repeated until it has ${least} rows or more is worth as often what it is worth, and every copy of a row has its term and gradient`,
        share: twice,
      },
      calls(spec, setting, {
        reduction,
        rows: { min: 3, max: 12 },
        classes: { max: 4 },
        ordinary: true,
      })
        .map((call) => repeated(spec, call, least)),
      (trial, results) => judgeRepeated(spec, setting, trial, results),
    );
  });
}

function repeated(spec: Spec, call: Call, many: number): Trial {
  const rows = indices(rowCount(spec, call));
  const times = Math.ceil(many / rows.length);
  const all = indices(times * rows.length).map((i) => i % rows.length);
  return { calls: [all, rows].map((part) => pickRows(spec, call, part)), facts: { times } };
}

/** The first copy by the laws, the others by whether they are the same. */
function judgeRepeated(
  spec: Spec,
  setting: Setting,
  trial: Trial,
  results: readonly Result[],
): Judgement {
  const why = "A batch repeated must be worth as often what it is worth";
  const answers = readAnswers(trial, results, setting);
  if ("status" in answers) return answers;
  const rows = indices(rowCount(spec, trial.calls[1]));
  const isReduced = trial.calls[0].reduction !== "none";
  const laws = [
    ...rowLaws(spec, setting, trial, { of: 1, to: 0, rows }, why),
    ...copyLaws(spec, setting, trial, answers, why),
    ...isReduced ? sumLaws(spec, setting, trial, [1, -Number(trial.facts.times)], why) : [],
  ];
  const isAlone = !isReduced && denominatorsOf(spec, setting.capability).none === undefined;
  // What no law speaks of has been read: it is bit for bit what another copy has.
  return judgeByLaws(
    answers,
    setting,
    isAlone ? laws.map((law) => asRows(law, answers)) : laws,
    lazyEnclosures(trial, setting),
  );
}

/** A law of copies that nothing is shared by: of each the oracle says what it says of the row. */
function asRows(law: Law, answers: readonly CompleteAnswer[]): Law {
  const terms = law.terms.map((term) => {
    const { length } = outputOf(answers[1], term.output).data;
    return { ...term, like: { call: 1, element: term.element % length } };
  });
  return { ...law, terms };
}

/** Laws for the copies' elements that are not what they are in the first copy. */
function copyLaws(
  spec: Spec,
  setting: Setting,
  trial: Trial,
  answers: readonly CompleteAnswer[],
  why: string,
): readonly Law[] {
  const divisors = trial.calls.map((call) => divisorOf(spec, setting.capability, call));
  return rowOutputs(spec, setting, trial, 0).flatMap(({ name }) => {
    const { data } = outputOf(answers[0], name);
    const { length } = outputOf(answers[1], name).data;
    const different: number[] = [];
    for (let i = length; i < data.length; i++) {
      if (!Object.is(data[i], data[i % length])) different.push(i);
    }
    const distance = (i: number) => {
      const gap = Math.abs(data[i] - data[i % length]);
      return Number.isNaN(gap) ? Infinity : gap;
    };
    return different.toSorted((a, b) => distance(b) - distance(a)).slice(0, mostDifferent)
      .map((element): Law => ({
        terms: [
          ...undivided(divisors[0], { call: 0, output: name, element, coefficient: 1 }),
          ...undivided(divisors[1], {
            call: 1,
            output: name,
            element: element % length,
            coefficient: -1,
          }),
        ],
        sense: "=",
        why,
      }));
  });
}
