/**
 * A run by hand, with every kind of outcome, for the tests of the reports.
 *
 * @module
 */
import type { Event, Header, Judged } from "../runner/mod.ts";
import { footerOf } from "../runner/internal.ts";
import { doubleCall } from "../runner/_fake.ts";
import { tensor } from "../tensor/mod.ts";

/** A call with labels, a large tensor, and values that JSON cannot hold. */
const call = {
  ...doubleCall([0.1]),
  inputs: {
    pred: tensor("f32", [2, 2], [0.1, -0, NaN, Infinity]),
    label: tensor("i32", [3], [0, 2, -100]),
    target: tensor("f32", [1000], Array.from({ length: 1000 }, (_, i) => i + 1000)),
  },
  params: { beta: 0.5, gamma: 2 },
};

const judged = (changes: Partial<Judged>): Judged => ({
  type: "judged",
  check: "smooth_l1_loss/agreement/value",
  loss: "smooth_l1_loss",
  dtype: "f32",
  level: "must",
  status: "pass",
  cases: 100,
  weak: 0,
  undecided: 0,
  skipped: 0,
  milliseconds: 1.5,
  ...changes,
});

const trial = { calls: [call], facts: {} };
const worst = { call: 0, element: 0, trial };

/** One outcome of each kind. */
export const outcomes: readonly Judged[] = [
  judged({
    weak: 3,
    accuracy: [
      { ...worst, output: "value", multiple: 0.7123, form: "stable", dominant: "1 - p: 93 %" },
      { ...worst, output: "pred", multiple: 0.25, form: "stable" },
      { ...worst, output: "target", multiple: 1.5, form: "paper", dominant: "x * y: 51 %" },
    ],
  }),
  judged({
    check: "smooth_l1_loss/agreement/gradient",
    dtype: "f16",
    status: "fail",
    why: "The gradient lies outside every honest enclosure",
    counterexample: {
      check: "smooth_l1_loss/agreement/gradient",
      dtype: "f16",
      requirement: "The gradient is one that an honest evaluation of a listed form can give",
      seed: 42,
      path: "17:2:0",
      trial,
      fault: {
        why: "The gradient lies outside every honest enclosure",
        call: 0,
        output: "pred",
        element: 3,
        expected: 0.5,
        got: 0.75,
        allowed: [0.375, 0.625],
      },
    },
  }),
  judged({
    check: "smooth_l1_loss/limit/beta",
    level: "should",
    status: "fail",
    why: "It does not tend to l1_loss",
  }),
  judged({ check: "l1_loss/pure", loss: "l1_loss", status: "undecided", why: "It is a tie" }),
  judged({
    check: "l1_loss/rejects/empty",
    loss: "l1_loss",
    dtype: "f16",
    status: "skipped",
    why: "There is no gradient",
  }),
];

/** The plan of the outcomes. */
export const header: Header = {
  type: "header",
  format: 1,
  lossproof: "0.1.0",
  implementation: {
    name: "smooth",
    version: "2.1",
    language: "rust",
    dtypes: ["f32", "f16"],
    losses: { smooth_l1_loss: { gradients: ["pred"] }, l1_loss: {} },
  },
  seed: 42,
  runs: 100,
  dtypes: ["f32", "f16"],
  specs: { smooth_l1_loss: "1b".repeat(32), l1_loss: "2c".repeat(32) },
  checks: outcomes.map(({ check, loss, dtype, level }) => ({ id: check, loss, dtype, level })),
};

/** The whole run. */
export const wholeRun: readonly Event[] = [header, ...outcomes, footerOf(outcomes, 1234)];

/** The same run, cut off before the failure. */
export const cutRun: readonly Event[] = wholeRun.slice(0, 2);

/** A run of these outcomes alone. */
export function runOf(some: readonly Judged[]): Event[] {
  const planned = some.map(({ check, loss, dtype, level }) => ({ id: check, loss, dtype, level }));
  return [{ ...header, checks: planned }, ...some, footerOf(some, 1)];
}
