/**
 * Purity: an answer depends on its call alone, and stays what it is.
 *
 * @module
 */
import type { Result, Spec } from "../spec/mod.ts";
import { gradientInputsOf } from "../spec/internal.ts";
import type { Judgement, Trial } from "../judge/mod.ts";
import { judgeOutput, outputOf, readAnswers, type Setting } from "../judge/internal.ts";
import type { InvariantOf } from "./builder.ts";
import type { Check } from "./check.ts";
import { makeCheck } from "./make_check.ts";
import { alikeTrials, orderTrials } from "./orders.ts";

/**
 * The same call, before and after others, has bit-equal answers, and so has one that is easily taken for
 * it its own. (That inputs come back unchanged is seen by the adapter, whose answer is an error then.)
 */
export function pure(spec: Spec, invariant: InvariantOf<"pure">, setting: Setting): Check[] {
  const { kind, level } = invariant;
  return [
    makeCheck(
      spec,
      setting,
      {
        kind,
        level,
        requirement:
          "Inputs come back unchanged, and equal calls give equal answers to the last bit, whatever is asked between",
      },
      orderTrials(spec, setting),
      (trial, results) => judge(spec, trial, results, setting),
    ),
    makeCheck(
      spec,
      setting,
      {
        kind,
        detail: "answers_stay",
        level: level === "must" ? "should" : level,
        requirement: "An answer that was handed over is not changed by a later call",
        share: 0.2,
      },
      alikeTrials(spec, setting),
      judgeStaying,
    ),
  ];
}

function judge(
  spec: Spec,
  trial: Trial,
  results: readonly Result[],
  setting: Setting,
): Judgement {
  if (results.some((result) => "error" in result && result.asked === false)) {
    return { status: "skipped", why: "It was not asked" };
  }
  const { refused, alike } = trial.facts;
  const valid = trial.calls.map((_, i) => i).filter((i) => i !== refused);
  const asked: Trial = { ...trial, calls: valid.map((i) => trial.calls[i]) };
  const answers = readAnswers(asked, valid.map((i) => results[i]), setting);
  if ("status" in answers) {
    return "call" in answers ? { ...answers, call: valid[answers.call] } : answers;
  }
  const [first, last] = [answers[0], answers[answers.length - 1]];
  for (const output of ["value", ...Object.keys(first.gradients)]) {
    const [before, after] = [outputOf(first, output).data, outputOf(last, output).data];
    const element = before.findIndex((answer, i) => !Object.is(answer, after[i]));
    if (element < 0) continue;
    const what = output === "value" ? "The value" : `The gradient by "${output}"`;
    return {
      status: "fail",
      why: `${what} is another when the same call is made again${whenText(trial)}`,
      call: trial.calls.length - 1,
      output,
      element,
      expected: before[element],
      got: after[element],
    };
  }
  return typeof alike === "number"
    ? judgeAlike(spec, trial, results, alike, setting)
    : { status: "pass" };
}

/** After what, where that tells more than that there was another call. */
function whenText({ facts }: Trial): string {
  if ("refused" in facts) return " after one that must be refused";
  return "format" in facts ? " after one in another format" : "";
}

/** The call that is easily taken for the first: where it has the first's right answer, that must be its own. */
function judgeAlike(
  spec: Spec,
  trial: Trial,
  results: readonly Result[],
  at: number,
  setting: Setting,
): Judgement {
  const answers = readAnswers(trial, results, setting);
  if ("status" in answers) return answers;
  const call = trial.calls[at];
  const gradients = call.gradients ? gradientInputsOf(spec, setting.capability) : [];
  const judged = (i: number, output: string) =>
    judgeOutput({ calls: [trial.calls[i]], facts: {} }, [results[i]], setting, output);
  for (const output of ["value", ...gradients.filter((name) => name in call.inputs)]) {
    const [first, own] = [outputOf(answers[0], output).data, outputOf(answers[at], output).data];
    if (!first.every((answer, i) => Object.is(answer, own[i]))) continue;
    const judgement = judged(at, output);
    if (judgement.status !== "fail" || judged(0, output).status !== "pass") continue;
    const what = output === "value" ? "The value" : `The gradient by "${output}"`;
    return {
      ...judgement,
      call: at,
      why: `${what} is that of the call before, which has the same shapes, parameters and sums`,
    };
  }
  return { status: "pass" };
}

function judgeStaying(_: Trial, results: readonly Result[]): Judgement {
  const unsupported = results.find((result) => "unsupported" in result);
  if (unsupported !== undefined && "unsupported" in unsupported) {
    return { status: "skipped", why: unsupported.unsupported };
  }
  const call = results.findIndex((result) => "value" in result && result.overwritten);
  if (call < 0) return { status: "pass" };
  return { status: "fail", why: "A later call has changed the answer", call };
}
