/**
 * Slopes at kinks that no one side has, and slopes of one branch where the loss has no kink at all.
 *
 * @module
 */
import type { Call } from "../../../src/spec/mod.ts";
import { roundTo } from "../../../src/tensor/mod.ts";
import type { Mutant } from "../mutant.ts";
import { shareOf, slopesBy, slopesOf } from "../other_calls.ts";
import { answers, formula, type How, mutant, withNumbers, withParam } from "../write.ts";

/** Whether a prediction is exactly right. */
function isTied({ inputs: { pred, target } }: Call, i: number): boolean {
  return pred.data[i] === target.data[i];
}

/** Whether a difference is exactly where the parabola becomes a line. */
function isAtBreak({ inputs: { pred, target }, params, dtype }: Call, i: number): boolean {
  const d = roundTo(Math.abs(pred.data[i] - target.data[i]), dtype);
  return d === (params.beta ?? params.delta);
}

/** The slopes of L1 where the prediction is exactly right: what each counts for, times a number. */
function slopesAtTies(byPred: number, byTarget: number): How {
  return answers(({ gradients }, call) => {
    const at = (list: readonly number[], slope: number) =>
      list.map((g, i) => isTied(call, i) ? slope * shareOf(call, i) : g);
    return call.gradients
      ? { gradients: { pred: at(gradients.pred, byPred), target: at(gradients.target, byTarget) } }
      : {};
  });
}

/** A logit of 0 taken for one so large that its sigmoid is 0 or 1. */
function saturatedAt0(call: Call, sign: number): Call {
  return withNumbers(call, "pred", (x) => x === 0 ? sign * 1000 : x);
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "l1_loss/both_slopes_1_at_0",
    "One kernel, a >= b ? 1 : -1, is launched for both inputs with its arguments exchanged: 1 by both at 0",
    slopesAtTies(1, 1),
  ),
  mutant(
    "l1_loss/sign_by_one_comparison_by_the_other",
    "By the prediction the slope is a comparison, 1 at 0, and by the target a sign, 0 at 0",
    slopesAtTies(1, 0),
  ),
  mutant(
    "binary_cross_entropy/straight_through_the_clip",
    "The clip lets the gradient through: beyond it the slope is that at its edge, not 0",
    slopesOf((call) => {
      const { clip } = call.params;
      if (clip === null || clip === undefined) return call;
      const within = (p: number) => Math.min(Math.max(p, clip), 1 - clip);
      return withParam(withNumbers(call, "pred", within), "clip", null);
    }, ["pred"]),
  ),
  mutant(
    "binary_cross_entropy/two_sides_of_one_clip",
    "At the edge of the clip the positive part has the inner slope and the negative part the outer one, 0",
    slopesBy("pred", (g, i, call) => {
      const { clip, epsilon, log_floor, slope_floor } = call.params;
      const p = call.inputs.pred.data[i];
      if (p !== clip || p === 0 || log_floor !== null || slope_floor !== null) return g;
      return -shareOf(call, i) * call.inputs.target.data[i] / (p + (epsilon ?? 0));
    }),
  ),
  mutant(
    "binary_cross_entropy/no_slope_at_the_ends",
    "The floored slope is masked to 0 < p < 1, as if the ends were clipped",
    slopesBy(
      "pred",
      (g, i, { inputs: { pred }, params }) =>
        params.slope_floor && (pred.data[i] === 0 || pred.data[i] === 1) ? 0 : g,
    ),
  ),
  mutant(
    "sigmoid_focal_loss/clip_without_its_own_slope",
    "The backward pass by hand knows nothing of the clip: the clipped entropy has the slope of the bare one",
    formula({
      gradient: {
        pred: "balance * q^gamma * (gamma * slope * bce + ((1 - target) * p - target * n))",
      },
    }),
  ),
  mutant(
    "sigmoid_focal_loss/relu_slope_at_0",
    "The entropy's slope at a logit of 0 is that of max(x, 0) - x t alone, where max has slope 1",
    formula({
      let: { p_side: "where(pred == 0, 1, p)", n_side: "where(pred == 0, 0, n)" },
      gradient: {
        pred:
          "where(given(clip), derivative, balance * q^gamma * (gamma * slope * bce + ((1 - target) * p_side - target * n_side)))",
      },
    }),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/no_slope_at_logit_0",
    "Logits of exactly 0 are taken for padding in the backward pass",
    slopesBy("pred", (g, i, { inputs: { pred } }) => pred.data[i] === 0 ? 0 : g),
  ),
  mutant(
    "binary_cross_entropy_with_logits/relu_slope_1_at_0",
    "At 0 max(x, 0) has slope 1 and abs(x) slope 0: together 1 - t, as if the sigmoid were 1",
    slopesOf((call) => saturatedAt0(call, 1), ["pred"]),
  ),
  mutant(
    "binary_cross_entropy_with_logits/relu_slope_0_under_pos_weight",
    "The path of pos_weight has max(-x, 0), whose slope at 0 is its left one: as if the sigmoid were 0",
    slopesOf((call) => call.inputs.pos_weight ? saturatedAt0(call, -1) : call, ["pred"]),
  ),
  mutant(
    "cross_entropy/first_of_tied_classes",
    "The gradient hands what the highest classes share to the first of them",
    formula({
      let: {
        tied:
          "where(pred == highest, onehot_argmax(pred) * sum(where(pred == highest, softmax(pred), 0)), softmax(pred))",
      },
      gradient: {
        pred:
          "(1 - label_smoothing) * w * (tied - onehot(label)) + label_smoothing / C * (tied * sum(class_weight) - class_weight)",
      },
    }),
  ),
  mutant(
    "weighted_cross_entropy/two_slopes_of_one_maximum",
    "The maximum is not detached: added it has the slope of argmax, subtracted that of amax, which ties share",
    formula({
      let: { ties: "where(pred == highest, 1, 0)" },
      gradient: {
        pred: "softmax(pred) - onehot(label) + (onehot_argmax(pred) - ties / sum(ties))",
      },
    }),
  ),
  mutant(
    "softmax_focal_loss/first_of_the_tied_rivals",
    "The slope by the classes other than the label goes to the first of the highest, for all that tie with it",
    formula({
      let: {
        rivals:
          "where(e_other == 1, onehot_argmax(e_other) * sum(where(e_other == 1, 1, 0)), e_other)",
      },
      gradient: {
        pred:
          "where(C == 1, 0, balance * r^gamma * (gamma * sigmoid(-margin) * softplus(margin) + r) * where(onehot(label) == 1, -1, rivals / sum(rivals)))",
      },
    }),
  ),
  mutant(
    "huber_loss/masks_overlap_by_target",
    "The masks of parabola and line both hold at delta: the gradient by the target has both slopes",
    slopesBy("target", (g, i, call) => isAtBreak(call, i) ? 2 * g : g),
  ),
  mutant(
    "smooth_l1_loss/half_a_slope_at_beta",
    "(1 + sign(beta - d)) / 2 blends the branches, and at beta the line's share is lost",
    slopesBy("pred", (g, i, call) => isAtBreak(call, i) ? g / 2 : g),
  ),
  mutant(
    "weighted_smooth_l1_loss/slope_1_at_0",
    "0 < d < beta is the parabola, and all else the line: an exact prediction has the line's slope",
    slopesOf((call) => {
      const { target } = call.inputs;
      const beyond = 2 * (call.params.beta ?? 1);
      return withNumbers(call, "pred", (x, i) => isTied(call, i) ? target.data[i] + beyond : x);
    }, ["pred"]),
  ),
];
