/**
 * Programs that lose NaN, ∞, the range of the format or its last digits.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import { type FloatDType, roundTo } from "../../../src/tensor/mod.ts";
import type { Mutant } from "../mutant.ts";
import { answers, changed, computes, each, formula, mutant, withNumbers } from "../write.ts";

const everywhere: readonly FloatDType[] = ["f64", "f32", "f16", "bf16"];

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "l1_loss/nan_becomes_0",
    "NaN is swallowed: nan_to_num on the inputs",
    computes(() => (call) => {
      const zero = (x: number) => Number.isNaN(x) ? 0 : x;
      return evaluateReference(withNumbers(withNumbers(call, "pred", zero), "target", zero));
    }),
  ),
  mutant(
    "smooth_l1_loss/nan_skipped",
    "Rows with NaN are left out of the reduction: nansum",
    computes(() => (call) => {
      const right = evaluateReference(call);
      if (call.reduction === "none") return right;
      const { pred, target } = call.inputs;
      const isBad = (i: number) => Number.isNaN(pred.data[i] + target.data[i]);
      const heard = withNumbers(
        withNumbers(call, "pred", (x, i) => isBad(i) ? 0 : x),
        "target",
        (x, i) => isBad(i) ? 0 : x,
      );
      return evaluateReference(heard);
    }),
  ),
  mutant(
    "cross_entropy/nan_row_is_0",
    "A row with a NaN has the loss 0",
    answers(each((x) => Number.isNaN(x) ? 0 : x)),
  ),
  mutant(
    "huber_loss/nan_compares_false",
    "A NaN falls into the branch of a constant",
    formula({
      value: "where(d <= delta, 0.5 * d^2, where(d > delta, delta * (d - 0.5 * delta), 0))",
    }),
  ),
  mutant(
    "l1_loss/nan_spreads",
    "One NaN makes every term NaN, without reduction too",
    answers(({ value }) => value.some(Number.isNaN) ? { value: value.map(() => NaN) } : {}),
  ),
  mutant(
    "l1_loss/infinity_clipped",
    "Answers are at most 1e30",
    answers(each((x) => Math.min(Math.max(x, -1e30), 1e30))),
  ),
  mutant(
    "huber_loss/square_underflows_first",
    "(d / delta)^2 delta^2: the square underflows where the loss does not",
    formula({
      value: "where(d <= delta, 0.5 * (d / delta)^2 * delta^2, delta * (d - 0.5 * delta))",
    }, "plain"),
  ),
  mutant(
    "smooth_l1_loss/difference_overflows",
    "2 d is computed on the way: it overflows where d does not",
    formula({
      value: "where(d < beta, 0.5 * d^2 / beta, 0.5 * (2 * d - beta))",
    }, "plain"),
  ),
  mutant(
    "l1_loss/sum_in_half",
    "The sum of halves is of twice the terms, halved: it overflows where the sum does not",
    computes(() => (call) => {
      const right = evaluateReference(call);
      const limit = 65504 / 2;
      return call.reduction === "sum"
        ? changed(
          right,
          call,
          ({ value }) => ({ value: value.map((x) => x > limit ? Infinity : x) }),
        )
        : right;
    }),
    { dtypes: ["f16"] },
  ),
  mutant(
    "l1_loss/low_precision_differences",
    "The difference is computed in TF32: ten bits",
    computes(() => (call) => {
      const short = (x: number) => roundTo(x / 2, "f16") * 2;
      return evaluateReference(
        withNumbers(
          withNumbers(call, "pred", (x) => Math.abs(x) < 6e4 && Math.abs(x) > 1e-3 ? short(x) : x),
          "target",
          (x) => Math.abs(x) < 6e4 && Math.abs(x) > 1e-3 ? short(x) : x,
        ),
      );
    }),
  ),
  mutant(
    "huber_loss/computed_in_bfloat16",
    "Inputs are rounded to bfloat16 before anything is computed",
    computes(() => (call) => {
      const short = (x: number) => roundTo(x, "bf16");
      return evaluateReference(withNumbers(withNumbers(call, "pred", short), "target", short));
    }),
    { dtypes: ["f64", "f32", "f16"] },
  ),
  mutant(
    "smooth_l1_loss/one_ulp_of_another_format",
    "Answers are rounded to bfloat16",
    answers(each((x) => roundTo(x, "bf16"))),
    { dtypes: ["f64", "f32", "f16"] },
  ),
  mutant(
    "l1_loss/off_by_1e-6",
    "An epsilon keeps the square root's derivative finite: sqrt(d^2 + 1e-12)",
    formula({ value: "sqrt((pred - target)^2 + 1e-12)" }),
  ),
  mutant(
    "huber_loss/all_nan",
    "Every answer is NaN",
    answers(each(() => NaN)),
    { dtypes: everywhere },
  ),
];
