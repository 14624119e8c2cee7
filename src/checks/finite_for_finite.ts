/**
 * Finite inputs give finite answers.
 *
 * @module
 */
import fc from "fast-check";
import type { OutputEnclosures } from "../oracle/mod.ts";
import { enclosuresOf, mayBe } from "../oracle/internal.ts";
import type { Spec } from "../spec/mod.ts";
import { type FloatDType, formats } from "../tensor/mod.ts";
import type { Fault, Trial } from "../judge/mod.ts";
import {
  fail,
  outputOf,
  outputsOf,
  overflowOnTheWay,
  readAnswers,
  type Setting,
} from "../judge/internal.ts";
import type { Check } from "./check.ts";
import { judgeLaws, lazyEnclosures } from "./law.ts";
import { calls, makeCheck } from "./make_check.ts";
import type { InvariantOf } from "./builder.ts";

/** What overflows does so in 80 classes, too. */
const classes = { max: 80 } as const;

/**
 * Value and gradients are finite wherever the truth is within the format's range and no partial sum
 * must leave it: overflow on the way is a fault, however honest the rounding, and told as one.
 */
export function finiteForFinite(
  spec: Spec,
  invariant: InvariantOf<"finite_for_finite">,
  setting: Setting,
): Check {
  return makeCheck(
    spec,
    setting,
    {
      kind: invariant.kind,
      level: invariant.level,
      requirement:
        "Finite inputs give a finite value and finite gradients, unless the exact result is out of the format's range",
    },
    fc.oneof(calls(spec, setting, { extreme: true, classes }), calls(spec, setting, { classes }))
      .map((call) => ({ calls: [call], facts: {} })),
    (trial, results) => {
      const answers = readAnswers(trial, results, setting);
      if ("status" in answers) return answers;
      if (answers[0].open) return { status: "pass", weak: true };
      const enclose = lazyEnclosures(trial, setting);
      for (const output of outputsOf(answers[0])) {
        for (const [element, got] of outputOf(answers[0], output).data.entries()) {
          if (Number.isFinite(got)) continue;
          const known = enclosuresOf(enclose(0), output);
          if (isWithinRange(known, element, setting.dtype) && !mayBe(known, element, got)) {
            const expected = setting.world.oracle.rounded(enclose(0), output, element);
            const fault = faultOf(trial, output, element, got, expected);
            const { oracle } = setting.world;
            const { words, mark } = overflowOnTheWay(oracle, enclose(0), output, element, got);
            return fail({ ...fault, why: fault.why + words, ...mark });
          }
        }
      }
      return judgeLaws(trial, results, setting, []);
    },
  );
}

function isWithinRange(known: OutputEnclosures, element: number, dtype: FloatDType): boolean {
  const { overflowThreshold } = formats[dtype];
  const { lo, hi } = known.truth;
  return lo[element] > -overflowThreshold && hi[element] < overflowThreshold;
}

function faultOf(
  trial: Trial,
  output: string,
  element: number,
  got: number,
  expected: number | undefined,
): Fault {
  const what = output === "value" ? "The value" : `The gradient by "${output}"`;
  const { largest } = formats[trial.calls[0].dtype];
  return {
    why: `${what} is ${got}, but its inputs are finite and the exact result is in range`,
    call: 0,
    output,
    element,
    ...expected !== undefined && { expected },
    got,
    allowed: [-largest, largest],
  };
}
