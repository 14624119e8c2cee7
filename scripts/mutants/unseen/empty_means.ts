/**
 * Batches in which nothing counts, or a single row: mistakes beyond what a mean over nothing may be.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call } from "../../../src/spec/mod.ts";
import { filled } from "../../../src/tensor/internal.ts";
import { ignoredCount, isIgnored } from "../cross_entropy_calls.ts";
import type { Mutant } from "../mutant.ts";
import { rightNumbers, slopesBy } from "../other_calls.ts";
import { answers, changed, computes, each, type How, mutant } from "../write.ts";

/** How many rows are not ignored. */
function countedRows(call: Call): number {
  return call.inputs.label.data.length - ignoredCount(call);
}

/** How many weights are positive; ones where there is no weight. */
function positiveWeights({ inputs: { pred, weight } }: Call): number {
  return [...(weight ?? pred).data].filter((w) => weight === undefined || w > 0).length;
}

/** Refuses valid calls: what the right loss refuses is refused for its own reason. */
function refusesRight(isRefused: (call: Call) => boolean, why: string): How {
  return computes(() => (call) => {
    const right = evaluateReference(call);
    return "value" in right && isRefused(call) ? { rejected: why } : right;
  });
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "cross_entropy/refuses_terms_of_ignored_rows",
    "That no row counts is refused before the reduction is looked at: the terms are all 0, and so is their sum",
    refusesRight(
      (call) => call.reduction !== "mean" && countedRows(call) === 0,
      "no row counts",
    ),
  ),
  mutant(
    "cross_entropy/one_row_is_nothing",
    "count > 1 ? sum / count : 0 takes a mean over one counted row for one over nothing",
    answers((numbers, call) =>
      call.reduction === "mean" && countedRows(call) === 1 ? each(() => 0)(numbers) : {}
    ),
  ),
  mutant(
    "cross_entropy/sum_from_the_mean",
    "The sum is the mean times the class weights of the labels: 0/0 · 0 where these are all 0",
    answers((numbers, call) => {
      const { label, class_weight } = call.inputs;
      const isWeightless = class_weight !== undefined && countedRows(call) > 0 &&
        label.data.every((k) => isIgnored(call, k) || class_weight.data[k] === 0);
      return call.reduction === "sum" && isWeightless ? each(() => NaN)(numbers) : {};
    }),
  ),
  mutant(
    "softmax_focal_loss/slope_of_one_row_squeezed",
    "nonzero() of the mask is squeezed: the gradient of the only row that counts is written to row 0",
    answers(({ gradients }, call) => {
      if (gradients.pred === undefined || countedRows(call) !== 1) return {};
      const classes = call.inputs.pred.shape[1];
      const row = call.inputs.label.data.findIndex((k) => !isIgnored(call, k));
      const pred = gradients.pred.map((_, i) =>
        i < classes ? gradients.pred[row * classes + i] : 0
      );
      return { gradients: { ...gradients, pred } };
    }),
  ),
  mutant(
    "softmax_focal_loss/nan_slopes_of_an_ignored_sum",
    "The backward pass of a sum goes by way of the mean over the rows that count, of which there are none",
    slopesBy("pred", (g, _, call) => call.reduction === "sum" && countedRows(call) === 0 ? NaN : g),
  ),
  mutant(
    "weighted_cross_entropy/nan_slopes_without_positives",
    "The forward pass divides by a count of at least 1, the backward pass by the count: 0/0",
    slopesBy(
      "pred",
      (g, _, call) => call.params.avg_factor === null && positiveWeights(call) === 0 ? NaN : g,
    ),
  ),
  mutant(
    "weighted_smooth_l1_loss/no_weights_are_ones",
    "Weights that are all 0 are taken for weights that were not set, which are ones",
    computes(() => (call) => {
      const { weight } = call.inputs;
      const set = filled(call.dtype, weight.shape, 1);
      return evaluateReference(
        weight.data.every((w) => w === 0)
          ? { ...call, inputs: { ...call.inputs, weight: set } }
          : call,
      );
    }),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/one_positive_is_none",
    "Of a single positive weight the index 0 is falsy: the batch is taken for one without objects",
    answers((numbers, call) =>
      positiveWeights(call) === 1 && call.inputs.weight.data[0] > 0 ? each(() => 0)(numbers) : {}
    ),
  ),
  mutant(
    "mse_loss/refuses_a_weightless_sum",
    "A sum in which every weight is 0 is refused, although nothing is divided by them",
    refusesRight(
      (call) => call.reduction === "sum" && positiveWeights(call) === 0,
      "the weights sum to 0",
    ),
  ),
  mutant(
    "binary_cross_entropy_with_logits/weights_by_their_largest",
    "Weights are divided by their largest, which the result is multiplied by: 0/0 where all are 0",
    answers((numbers, call) => positiveWeights(call) === 0 ? each(() => NaN)(numbers) : {}),
  ),
  mutant(
    "sigmoid_focal_loss/nothing_selected_keeps_the_last",
    "Only elements of positive weight are launched: without any the output keeps the value of the call before",
    computes(() => {
      let last: readonly number[] = [];
      return (call) => {
        const value = positiveWeights(call) > 0 ? rightNumbers(call)?.value : undefined;
        if (value !== undefined && call.reduction !== "none") last = value;
        return changed(evaluateReference(call), call, (right) => ({
          value: positiveWeights(call) > 0 || call.reduction === "none" || last.length === 0
            ? right.value
            : last,
        }));
      };
    }),
  ),
];
