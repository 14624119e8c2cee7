/**
 * Purity: an answer depends on its call alone.
 *
 * @module
 */
import fc from "fast-check";
import type { Result, Spec } from "../spec/mod.ts";
import type { Judgement, Trial } from "../judge/mod.ts";
import { outputOf, readAnswers, type Setting } from "../judge/internal.ts";
import type { Check } from "./check.ts";
import { calls, makeCheck } from "./make_check.ts";
import type { InvariantOf } from "./builder.ts";

/**
 * The same call, before and after another one, has bit-equal answers. (That inputs come back unchanged
 * is seen by the adapter, whose answer is an error then.)
 */
export function pure(spec: Spec, invariant: InvariantOf<"pure">, setting: Setting): Check {
  const some = calls(spec, setting, { rows: { max: 12 } });
  return makeCheck(
    spec,
    setting,
    {
      kind: invariant.kind,
      level: invariant.level,
      requirement: "Inputs come back unchanged, and equal calls give equal answers to the last bit",
    },
    fc.tuple(some, some).map(([call, other]) => ({ calls: [call, other, call], facts: {} })),
    (trial, results) => judge(trial, results, setting),
  );
}

function judge(trial: Trial, results: readonly Result[], setting: Setting): Judgement {
  const answers = readAnswers(trial, results, setting);
  if ("status" in answers) return answers;
  const [first, , second] = answers;
  for (const output of ["value", ...Object.keys(first.gradients)]) {
    const [before, after] = [outputOf(first, output).data, outputOf(second, output).data];
    const element = before.findIndex((answer, i) => !Object.is(answer, after[i]));
    if (element < 0) continue;
    const what = output === "value" ? "The value" : `The gradient by "${output}"`;
    return {
      status: "fail",
      why: `${what} is another when the same call is made again`,
      call: 2,
      output,
      element,
      expected: before[element],
      got: after[element],
    };
  }
  return { status: "pass" };
}
