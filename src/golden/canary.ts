/**
 * The canary: cases that are wrong on purpose, so that whoever reads golden files can see that it fails.
 *
 * @module
 */
import { roundTo } from "../tensor/mod.ts";
import type { Evaluation, Fixture, FormBounds, GoldenCase, Numbers, Rejection } from "./fixture.ts";

/** What stands at the head of the file. */
export const canaryNotice =
  "Every case of this file is wrong on purpose: a right implementation must fail all of them. " +
  "A harness that lets one pass does not look at what that case says.";

/**
 * Makes the canary from right cases: of each loss one whose value is wrong, one whose gradient alone is
 * wrong, if it has one, and one that asks to refuse a valid call; in float64 and float32.
 *
 * @param fixtures the right cases, a file a loss
 */
export function makeCanary(fixtures: Iterable<Fixture>): Fixture {
  const cases = [...fixtures].flatMap(({ cases }) =>
    ["f64", "f32"].flatMap((dtype) => {
      const model = cases.find((golden): golden is Evaluation =>
        golden.call.dtype === dtype && golden.purpose === "ordinary"
      );
      return model === undefined ? [] : spoiled(model);
    })
  );
  return { wrong_on_purpose: canaryNotice, cases };
}

function spoiled(model: Evaluation): readonly GoldenCase[] {
  const { call } = model;
  const named = (what: string) => `${call.loss}_${what}/${call.dtype}`;
  const gradients = Object.entries(model.gradients).map(([input, numbers]) =>
    [input, shifted(numbers, call.dtype)] as const
  );
  const refused: Rejection = {
    name: named("valid_call"),
    purpose: "rejection",
    why: "Wrong on purpose: this call is valid, and must not be refused",
    call: { ...call, gradients: false },
    level: "must",
  };
  return [
    {
      ...model,
      name: named("value"),
      why: "Wrong on purpose: the value and all its bounds are off by more than 1",
      value: shifted(model.value, call.dtype),
    },
    ...gradients.length === 0 ? [] : [{
      ...model,
      name: named("gradient"),
      why: "Wrong on purpose: the value is right, every gradient is off by more than 1",
      gradients: Object.fromEntries(gradients),
    }],
    refused,
  ];
}

/** All numbers moved up, by more than any form's bounds are wide. */
function shifted(numbers: Numbers, dtype: Evaluation["call"]["dtype"]): Numbers {
  const { expected, forms } = numbers;
  const span = Math.max(
    1,
    ...expected.map((x) => Math.abs(x ?? 0)),
    ...forms.flatMap(({ lo, hi }) => lo.map((l, i) => hi[i] - l)),
  );
  const move = (x: number) => roundTo(x + 2 * span, dtype);
  const moveAll = (list: readonly (number | null)[]) =>
    list.map((x) => x === null ? null : move(x));
  const wide = numbers.expected_f64;
  return {
    ...numbers,
    expected: moveAll(expected),
    ...wide && { expected_f64: moveAll(wide) },
    forms: forms.map(({ lo, hi, ...form }): FormBounds => ({
      ...form,
      lo: lo.map(move),
      hi: hi.map(move),
    })),
  };
}
