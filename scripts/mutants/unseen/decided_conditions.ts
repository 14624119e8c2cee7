/**
 * Slopes that are wrong where a label, a weight or a target without a gradient lies exactly on a
 * condition.
 *
 * @module
 */
import type { Call } from "../../../src/spec/mod.ts";
import { countsIgnored, smoothing } from "../cross_entropy_calls.ts";
import type { Mutant } from "../mutant.ts";
import { slopesBy, slopesOf } from "../other_calls.ts";
import { formula, mutant, withNumbers } from "../write.ts";

/** A call in whose backward pass `w || 1` stands for a weight. */
function ones(call: Call, name: string): Call {
  return withNumbers(call, name, (w) => w === 0 ? 1 : w);
}

/** The label of the row that a logit belongs to. */
function labelOf({ inputs: { pred, label } }: Call, i: number): number {
  const [, classes, ...rest] = pred.shape;
  const inner = rest.reduce((product, n) => product * n, 1);
  return label.data[Math.floor(i / (classes * inner)) * inner + i % inner];
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "sigmoid_focal_loss/positives_modulated_from_below",
    "For a target of exactly 1 the focal weight has the slope of a negative: +(1 - p) for -p",
    formula({
      let: {
        slope: "where(target == 1, n, where(target == 0, n, p * n * (1 - 2 * target) / q))",
      },
    }),
  ),
  mutant(
    "sigmoid_focal_loss/positives_at_1_have_no_focal_slope",
    "Soft targets are those below 1: at exactly 1 the focal weight is a constant for the gradient",
    formula({
      let: {
        slope: "where(target == 1, 0, where(target == 0, n, p * n * (1 - 2 * target) / q))",
      },
    }),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/half_a_slope_at_target_0",
    "Targets of 0 lie on the tie of a clip in the backward pass, which lets half of the gradient through",
    slopesBy("pred", (g, i, { inputs: { target } }) => target.data[i] === 0 ? g / 2 : g),
  ),
  mutant(
    "mse_loss/weight_0_is_1_in_the_slope",
    "The backward pass reads the weight as w || 1: elements of weight 0 pull with weight 1",
    slopesOf((call) => ones(call, "weight")),
  ),
  mutant(
    "weighted_smooth_l1_loss/weight_1_is_a_mask",
    "Weights of exactly 1 are taken for a mask in the backward pass, which keeps those above 1",
    slopesBy("target", (g, i, { inputs: { weight } }) => weight.data[i] === 1 ? 0 : g),
  ),
  mutant(
    "binary_cross_entropy_with_logits/pos_weight_0_is_1_in_the_slope",
    "The backward pass reads pos_weight as w || 1",
    slopesOf((call) => ones(call, "pos_weight"), ["pred"]),
  ),
  mutant(
    "softmax_focal_loss/alpha_0_is_1_in_the_slope",
    "The backward pass reads alpha as a || 1: classes of weight 0 pull with weight 1",
    slopesOf((call) => ones(call, "alpha")),
  ),
  mutant(
    "softmax_focal_loss/background_has_no_slope",
    "Label 0 is the background, which the backward pass skips",
    slopesBy("pred", (g, i, call) => labelOf(call, i) === 0 ? 0 : g),
  ),
  mutant(
    "cross_entropy/last_label_wraps_in_the_slope",
    "The backward pass takes labels modulo C - 1: the gradient of the last class is that of class 0",
    slopesOf((call) => {
      const last = call.inputs.pred.shape[1] - 1;
      return withNumbers(
        call,
        "label",
        (k) => k === last && k !== call.params.ignore_index ? 0 : k,
      );
    }),
  ),
  mutant(
    "cross_entropy/no_slope_for_weightless_labels",
    "Rows whose label has weight 0 are left early, with what smoothing spreads over the other classes",
    slopesBy("pred", (g, i, call) => {
      const { class_weight } = call.inputs;
      return smoothing(call) > 0 && class_weight?.data[labelOf(call, i)] === 0 ? 0 : g;
    }),
  ),
  mutant(
    "weighted_cross_entropy/ignored_rows_pull_under_avg_factor",
    "With a given avg_factor nothing is counted, and the ignored rows are not masked in the backward pass",
    slopesOf((call) => call.params.avg_factor === null ? call : countsIgnored(call)),
  ),
];
