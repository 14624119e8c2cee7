/**
 * Large calls: more rows, or more classes, than any block of threads has. Each costs as much as many
 * others, so there are few of them.
 *
 * @module
 */
import fc, { type Arbitrary } from "fast-check";
import type { Call, Result, Spec } from "../spec/mod.ts";
import { gradientInputsOf, hasInput, hasReduction } from "../spec/internal.ts";
import type { Accuracy, Judgement, Trial } from "../judge/mod.ts";
import { judgeOutputs, type Setting } from "../judge/internal.ts";
import type { Check } from "./check.ts";
import { calls, makeCheck } from "./make_check.ts";

/** One in a hundred cases: one in a default run; of those that cost less two. */
const once = 0.01, twice = 0.02;

/** Rows beyond 4096: just beyond, and 17 blocks of 256 and one more. */
const rows = [4101, 4353];

/** Rows about the ends of blocks of 256, and so of all smaller ones; more than those of a few blocks. */
const blocks = [255, 256, 257, 767];

/** The ends of a block and of many, and the largest vocabulary of labels in use. */
const classes = [
  { detail: "block_of_classes", count: 256 },
  { detail: "classes", count: 4096 },
  { detail: "most_classes", count: 32000 },
];

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
  const about = blocks.map((count) => calls(spec, setting, { first: { rows: count } }));
  const checks = [
    largeCheck(
      spec,
      setting,
      "blocks",
      "about as many rows as a block has",
      twice,
      fc.tuple(...about),
    ),
    largeCheck(spec, setting, "rows", "thousands of rows", once, fc.oneof(...many).map(alone)),
  ];
  const hasClasses = Object.values(spec.inputs).some(({ shape }) => shape.includes("C"));
  if (!hasClasses) return checks;
  return [
    ...checks,
    ...classes.map(({ detail, count }) => {
      const optional = optionalOf(spec, setting);
      // All of a loss with the most classes would take as long as half of its other checks.
      const part = detail === "most_classes"
        ? { gradients: false, absent: optional }
        : { present: optional };
      const wide = calls(spec, setting, { ...part, first: { classes: count } });
      return largeCheck(spec, setting, detail, `${count} classes`, once, wide.map(alone));
    }),
  ];
}

/** The optional inputs that the implementation takes. */
function optionalOf(spec: Spec, { capability }: Setting): readonly string[] {
  return Object.keys(spec.inputs).filter((name) =>
    spec.inputs[name].optional && hasInput(spec, capability, name)
  );
}

function largeCheck(
  spec: Spec,
  setting: Setting,
  detail: string,
  what: string,
  share: number,
  drawn: Arbitrary<readonly Call[]>,
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
    drawn.map((calls) => ({ calls, facts: {} })),
    (trial, results) => judgeAll(spec, trial, results, setting),
  );
}

function alone<T>(call: T): readonly T[] {
  return [call];
}

/** Every output of every call that was asked for. */
function judgeAll(
  spec: Spec,
  trial: Trial,
  results: readonly Result[],
  setting: Setting,
): Judgement {
  const accuracy: Accuracy[] = [];
  let weak = true;
  for (const [at, call] of trial.calls.entries()) {
    const gradients = call.gradients ? gradientInputsOf(spec, setting.capability) : [];
    for (const output of ["value", ...gradients.filter((name) => name in call.inputs)]) {
      const lone = { calls: [call], facts: {} };
      const judgement = judgeOutputs(lone, results.slice(at, at + 1), setting, [output]);
      if (judgement.status === "fail") return { ...judgement, call: at };
      if (judgement.status !== "pass") return judgement;
      accuracy.push(...(judgement.accuracy ?? []).map((found) => ({ ...found, call: at })));
      weak &&= judgement.weak === true;
    }
  }
  return { status: "pass", accuracy, ...weak && { weak } };
}
