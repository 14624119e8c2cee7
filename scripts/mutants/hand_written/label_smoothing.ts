/**
 * Mistakes in label smoothing.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call } from "../../../src/spec/mod.ts";
import type { Mutant } from "../mutant.ts";
import { computes, formula, hears, mutant, withParam } from "../write.ts";
import { countsIgnored, ignoredCount, mixed, smoothing } from "../cross_entropy_calls.ts";

/** Smoothing that spreads `share(s)` over the classes and leaves `rest(s)` for the label. */
function smoothedBy(rest: (s: number) => number, share: (s: number, call: Call) => number) {
  return computes(() => (call) => {
    const s = smoothing(call);
    if (s === 0) return evaluateReference(call);
    const hard = evaluateReference(withParam(call, "label_smoothing", 0));
    const flat = evaluateReference(withParam(call, "label_smoothing", 1));
    return mixed(call, rest(s), hard, share(s, call), flat);
  });
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "cross_entropy/smoothing_over_the_last_axis",
    "The number of classes for smoothing is read from the last axis",
    smoothedBy(
      (s) => 1 - s,
      (s, { inputs: { pred } }) => s * pred.shape[1] / (pred.shape.at(-1) ?? 1),
    ),
    { reported: ["tensorflow/tensorflow#32231"] },
  ),
  mutant(
    "cross_entropy/smoothing_in_float32",
    "label_smoothing is a float32 whatever format is computed in",
    hears((call) => withParam(call, "label_smoothing", Math.fround(smoothing(call)))),
    { reported: ["keras-team/keras#15341"], dtypes: ["f64"] },
  ),
  mutant(
    "cross_entropy/ignored_rows_are_smoothed",
    "The smoothing term counts ignored rows",
    computes(() => (call) => {
      const right = evaluateReference(call);
      const s = smoothing(call);
      if (s === 0 || ignoredCount(call) === 0 || call.reduction === "mean") return right;
      const flat = withParam(call, "label_smoothing", 1);
      const all = evaluateReference(countsIgnored(flat));
      const counted = evaluateReference(flat);
      return mixed(call, 1, mixed(call, 1, right, s, all), -s, counted);
    }),
    { reported: ["tinygrad/tinygrad#3570"] },
  ),
  mutant(
    "cross_entropy/no_smoothing",
    "label_smoothing has no effect",
    hears((call) => withParam(call, "label_smoothing", 0)),
    { reported: ["dice-group/dice-embeddings#453"] },
  ),
  mutant(
    "cross_entropy/smoothing_over_two",
    "Half of the smoothing for every class, as if there were two",
    smoothedBy((s) => 1 - s, (s, { inputs: { pred } }) => s * pred.shape[1] / 2),
  ),
  mutant(
    "cross_entropy/smoothing_over_others",
    "Smoothing is spread over the C - 1 other classes",
    formula({
      value: "(1 - label_smoothing) * w * softplus(margin) + where(C == 1, 0, label_smoothing / " +
        "(C - 1) * sum(where(onehot(label) == 1, 0, class_weight * ((highest - pred) + log_sum))))",
    }),
  ),
  mutant(
    "cross_entropy/weight_dropped_under_smoothing",
    "The smoothing term does not weigh the classes",
    formula({
      value:
        "(1 - label_smoothing) * w * softplus(margin) + label_smoothing / C * sum((highest - pred) + log_sum)",
      denominators: { mean: { of: "sum_of_label_weights" } },
    }),
  ),
];
