/**
 * Mistakes in margin L2.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Mutant } from "../mutant.ts";
import { changed, computes, formula, mutant } from "../write.ts";

const count = "count_of_positive_weights";
const epsilon = 1.1920928955078125e-7;

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "margin_l2_loss/pred_lowered_in_place",
    "The margin is taken off the caller's own prediction, as in mmDetection",
    computes(() => (call) => {
      const right = evaluateReference(call);
      const { pred, target } = call.inputs;
      const { pos_margin, neg_margin } = call.params;
      if (!("value" in right)) return right;
      pred.data.forEach((x, i) => {
        pred.data[i] = x - Math.max((target.data[i] === 1 ? pos_margin : neg_margin) ?? 0, 0);
      });
      return right;
    }),
  ),
  mutant(
    "margin_l2_loss/target_overwritten",
    "Targets of weight 0 become -1 in the caller's own tensor, as in mmDetection",
    computes(() => (call) => {
      const right = evaluateReference(call);
      const { target, weight } = call.inputs;
      if (!("value" in right)) return right;
      weight?.data.forEach((w, i) => {
        if (w === 0) target.data[i] = -1;
      });
      return right;
    }),
  ),
  mutant(
    "margin_l2_loss/not_clamped",
    "The lowered prediction is not clamped",
    formula({ value: "(lowered - target)^2" }),
  ),
  mutant(
    "margin_l2_loss/clamped_first",
    "The prediction is clamped before it is lowered",
    formula({ value: "(min(max(pred, 0), 1) - margin - target)^2" }),
  ),
  mutant(
    "margin_l2_loss/one_sided_clamp",
    "The prediction is clamped at 0 alone",
    formula({ value: "(max(lowered, 0) - target)^2" }),
  ),
  mutant(
    "margin_l2_loss/negative_margin_raises",
    "A margin below 0 raises the prediction",
    formula({ let: { margin: "where(target == 1, pos_margin, neg_margin)" } }),
  ),
  mutant(
    "margin_l2_loss/negatives_raised",
    "The margin of negatives is added: they are to be below it",
    formula({
      let: { lowered: "where(target == 1, pred - margin, pred + margin)" },
    }),
  ),
  mutant(
    "margin_l2_loss/margins_exchanged",
    "Positives have the negatives' margin",
    formula({
      let: { margin: "where(target == 1, max(neg_margin, 0), max(pos_margin, 0))" },
    }),
  ),
  mutant(
    "margin_l2_loss/mean_over_elements",
    "The mean divides by the number of elements, those of weight 0 too",
    formula({ denominators: { mean: { of: "elements", plus: epsilon } } }),
  ),
  mutant(
    "margin_l2_loss/mean_over_weights",
    "The mean divides by the sum of the weights",
    formula({ denominators: { mean: { of: "sum_of_weights", plus: epsilon } } }),
  ),
  mutant(
    "margin_l2_loss/nothing_over_nothing",
    "The count of weights has no epsilon: without any the mean is NaN",
    formula({ denominators: { mean: { of: count } } }, "plain"),
  ),
  mutant(
    "margin_l2_loss/slope_through_the_clamp",
    "The slope is 2 (x - t) outside the clamp, too",
    formula({ gradient: { pred: "2 * (min(max(lowered, 0), 1) - target)" } }),
  ),
  mutant(
    "margin_l2_loss/slope_without_two",
    "The gradient lacks the factor 2",
    computes(() => (call) =>
      changed(evaluateReference(call), call, ({ gradients }) => ({
        gradients: Object.fromEntries(
          Object.entries(gradients).map(([name, slope]) => [name, slope.map((x) => 0.5 * x)]),
        ),
      }))
    ),
  ),
];
