/**
 * Purity: an answer depends on its call alone.
 *
 * @module
 */
import fc from "fast-check";
import type { Result, Spec } from "../spec/mod.ts";
import type { Judgement, Trial } from "../judge/mod.ts";
import {
  type CompleteAnswer,
  fail,
  outputOf,
  outputsOf,
  readAnswers,
  type Setting,
} from "../judge/internal.ts";
import type { Check } from "./check.ts";
import { judgeLaws } from "./law.ts";
import { calls, makeCheck } from "./make_check.ts";
import type { InvariantOf } from "./builder.ts";
import { equality, term } from "./relation.ts";
import { indices } from "./rows.ts";

/**
 * The same call, before and after another one, has bit-equal answers; or answers that honest rounding
 * explains, where the implementation declares that they are not reproducible. (That inputs come back
 * unchanged is seen by the adapter, whose answer is an error then.)
 */
export function pure(spec: Spec, invariant: InvariantOf<"pure">, setting: Setting): Check {
  const some = calls(spec, setting, { rows: { max: 12 } });
  const isExact = setting.capability.reproducible ?? true;
  const agree = isExact
    ? "equal calls give equal answers to the last bit"
    : "equal calls give answers that differ by no more than honest rounding, which is declared not to be reproducible";
  return makeCheck(
    spec,
    setting,
    {
      kind: invariant.kind,
      level: invariant.level,
      requirement: `Inputs come back unchanged, and ${agree}`,
    },
    fc.tuple(some, some).map(([call, other]) => ({
      calls: [call, other, call, other],
      facts: {},
    })),
    (trial, results) => judge(trial, results, setting, isExact),
  );
}

function judge(
  trial: Trial,
  results: readonly Result[],
  setting: Setting,
  isExact: boolean,
): Judgement {
  const answers = readAnswers(trial, results, setting);
  if ("status" in answers) return answers;
  if (isExact) return differing(answers) ?? { status: "pass" };
  const again = (call: number) =>
    outputsOf(answers[call]).flatMap((output) =>
      indices(outputOf(answers[call], output).data.length).map((element) =>
        equality("Equal calls must have equal answers", [
          term(call, output, element, 1),
          term(call - 2, output, element, -1),
        ])
      )
    );
  return judgeLaws(trial, results, setting, indices(answers.length).slice(2).flatMap(again));
}

/** The first number that is another when a call, two calls later, is made again. */
function differing(answers: readonly CompleteAnswer[]): Judgement | undefined {
  for (const [i, second] of answers.entries()) {
    const first = answers[i - 2];
    if (first === undefined) continue;
    for (const output of outputsOf(first)) {
      const [before, after] = [outputOf(first, output).data, outputOf(second, output).data];
      const element = before.findIndex((answer, i) => !Object.is(answer, after[i]));
      if (element < 0) continue;
      const what = output === "value" ? "The value" : `The gradient by "${output}"`;
      return fail({
        why: `${what} is another when the same call is made again`,
        call: i,
        output,
        element,
        expected: before[element],
        got: after[element],
      });
    }
  }
  return undefined;
}
