/**
 * Mistakes in binary cross entropy of probabilities.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Mutant } from "../mutant.ts";
import { answers, computes, each, formula, mutant, withNumbers } from "../write.ts";

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "binary_cross_entropy/quotient_at_0",
    "The gradient is -t / p + (1 - t) / (1 - p): NaN at t = p = 0",
    formula({
      gradient: { pred: "-(target / pred) + (1 - target) / (1 - pred)" },
    }, "plain"),
    { reported: ["pytorch/pytorch#121416"] },
  ),
  mutant(
    "binary_cross_entropy/zero_times_infinity",
    "0 · log 0 is NaN: nothing looks after p = 0 and p = 1",
    formula({}, "plain"),
    { reported: ["pytorch/xla#2448", "tracel-ai/burn#2739"] },
  ),
  mutant(
    "binary_cross_entropy/clipped",
    "Probabilities are clipped to [1e-7, 1 - 1e-7], and 1e-7 is added in the logarithm",
    formula({
      let: { p: "min(max(pred, 1e-7), 1 - 1e-7)" },
      value: "-(target * log(p + 1e-7) + (1 - target) * log(1 - p + 1e-7))",
    }),
    { reported: ["tensorflow/tensorflow#41595"] },
  ),
  mutant(
    "binary_cross_entropy/epsilon_of_another_format",
    "The epsilon 1e-8 is lost in 1 - 1e-8, which is 1",
    formula({
      let: { p: "min(max(pred, 1e-8), 1 - 1e-8)" },
      value: "-(target * log(p) + (1 - target) * log(1 - p))",
    }, "plain"),
    { reported: ["keras-team/keras#377"], dtypes: ["f32", "f16"] },
  ),
  mutant(
    "binary_cross_entropy/logarithm_clamped",
    "Logarithms are at least -100",
    formula({
      value: "-(target * max(log(pred), -100) + (1 - target) * max(log1p(-pred), -100))",
    }),
    { reported: ["CosmiQ/solaris#357"] },
  ),
  mutant(
    "binary_cross_entropy/positives_only",
    "The term of negatives is missing",
    formula({ value: "-(target * log(pred))" }),
  ),
  mutant(
    "binary_cross_entropy/arguments_swapped",
    "Prediction and target are in each other's place",
    formula({ value: "-(pred * log(target) + (1 - pred) * log(1 - target))" }),
  ),
  mutant(
    "binary_cross_entropy/targets_clamped",
    "A target that is no probability is clamped to one",
    computes(() => (call) =>
      evaluateReference(withNumbers(call, "target", (t) => Math.min(Math.max(t, 0), 1)))
    ),
    { level: "should" },
  ),
  mutant(
    "binary_cross_entropy/base_2",
    "The logarithm is of base 2",
    answers(each((x) => x / Math.LN2)),
  ),
];
