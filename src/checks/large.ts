/**
 * Large calls: more rows, or more classes, than any block of threads has. Each costs as much as many
 * others, so there are few of them.
 *
 * @module
 */
import fc, { type Arbitrary } from "fast-check";
import type { Call, Result, Spec } from "../spec/mod.ts";
import { gradientInputsOf, hasReduction } from "../spec/internal.ts";
import type { Accuracy, Judgement, Trial } from "../judge/mod.ts";
import { judgeOutput, type Setting } from "../judge/internal.ts";
import type { Check } from "./check.ts";
import { calls, makeCheck } from "./make_check.ts";

/** One in a hundred cases: one in a default run. */
const share = 0.01;

/** Rows beyond 4096: just beyond, and 17 blocks of 256 and one more. */
const rows = [4101, 4353];

/** A block's end, and the largest vocabulary of labels in use. */
const classes = [{ detail: "classes", count: 4096 }, { detail: "most_classes", count: 32000 }];

/** Agreement once more, of calls of thousands of rows, and of rows of thousands of classes. */
export function large(spec: Spec, setting: Setting): Check[] {
  // Who fixes lengths takes no others.
  if (setting.capability.lengths !== undefined) return [];
  const mean = hasReduction(spec, setting.capability, "mean");
  const many = rows.map((count) =>
    calls(spec, setting, {
      first: { rows: count },
      gradients: false,
      ...mean && { reduction: "mean" },
    })
  );
  const checks = [largeCheck(spec, setting, "rows", "thousands of rows", fc.oneof(...many))];
  const hasClasses = Object.values(spec.inputs).some(({ shape }) => shape.includes("C"));
  if (!hasClasses) return checks;
  return [
    ...checks,
    ...classes.map(({ detail, count }) => {
      // Gradients by the most classes would take as long as half of a loss's other checks.
      const gradients = detail === "classes" ? {} : { gradients: false };
      const wide = calls(spec, setting, { ...gradients, first: { classes: count } });
      return largeCheck(spec, setting, detail, `${count} classes`, wide);
    }),
  ];
}

function largeCheck(
  spec: Spec,
  setting: Setting,
  detail: string,
  what: string,
  drawn: Arbitrary<Call>,
): Check {
  return makeCheck(
    spec,
    setting,
    {
      kind: "large",
      detail,
      level: "must",
      requirement:
        `What is answered to calls of ${what} is what an honest evaluation of a listed formula can give`,
      share,
    },
    drawn.map((call) => ({ calls: [call], facts: {} })),
    (trial, results) => judgeAll(spec, trial, results, setting),
  );
}

/** Every output that was asked for. */
function judgeAll(
  spec: Spec,
  trial: Trial,
  results: readonly Result[],
  setting: Setting,
): Judgement {
  const [call] = trial.calls;
  const gradients = call.gradients ? gradientInputsOf(spec, setting.capability) : [];
  const accuracy: Accuracy[] = [];
  let weak = true;
  for (const output of ["value", ...gradients.filter((name) => name in call.inputs)]) {
    const judgement = judgeOutput(trial, results, setting, output);
    if (judgement.status !== "pass") return judgement;
    accuracy.push(...judgement.accuracy ?? []);
    weak &&= judgement.weak === true;
  }
  return { status: "pass", accuracy, ...weak && { weak } };
}
