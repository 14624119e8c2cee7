/**
 * Mistakes in quality focal loss: the modulator, the background, and what a mean counts.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Mutant } from "../mutant.ts";
import {
  changed,
  computes,
  each,
  formula,
  hears,
  mutant,
  onesFor,
  withNumbers,
  without,
} from "../write.ts";

const loss = "quality_focal_loss";
const bySlope = "abs(gap)^beta * gap";

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    `${loss}/modulator_detached`,
    "The modulator is a constant for the gradient",
    formula({ gradient: { pred: bySlope } }),
  ),
  mutant(
    `${loss}/mean_over_rows_and_classes`,
    "The mean divides by rows times classes",
    computes(() => (call) => {
      const { inputs, params, reduction } = call;
      const isMean = reduction === "mean" && params.avg_factor == null;
      const right = evaluateReference(call);
      return isMean ? changed(right, call, each((x) => x / inputs.pred.shape[1])) : right;
    }),
  ),
  mutant(
    `${loss}/background_as_last_class`,
    "Label C is taken for the last class",
    hears((call) => {
      const classes = call.inputs.pred.shape[1];
      return withNumbers(call, "label", (k) => k === classes ? classes - 1 : k);
    }),
  ),
  mutant(
    `${loss}/background_skipped`,
    "Rows of background are worth 0",
    formula({ wrap: "where(sum(onehot(label)) == 0, 0, weight * base)" }),
  ),
  mutant(
    `${loss}/background_leaves_the_mean`,
    "Rows of background are not counted in what the mean divides by",
    computes(() => (call) => {
      const { inputs: { pred, label }, params, reduction } = call;
      const right = evaluateReference(call);
      if (reduction !== "mean" || params.avg_factor != null) return right;
      const counted = label.data.filter((k: number) => k < pred.shape[1]).length;
      return changed(right, call, each((x) => x * label.data.length / Math.max(counted, 1)));
    }),
  ),
  mutant(
    `${loss}/negatives_not_modulated`,
    "Only the class of the label is modulated",
    formula({ value: "sum(where(onehot(label) == 1, abs(gap)^beta, 1) * bce)" }),
  ),
  mutant(
    `${loss}/focal_modulator`,
    "The modulator is that of focal loss with soft targets, p + q - 2 p q",
    formula({ value: "sum(((1 - y) * p + y * n)^beta * bce)" }),
  ),
  mutant(
    `${loss}/hard_target`,
    "The cross entropy has the target 1, the quality is in the modulator alone",
    formula({
      value:
        "sum(abs(gap)^beta * (onehot(label) * softplus(-pred) + (1 - onehot(label)) * softplus(pred)))",
    }),
  ),
  mutant(
    `${loss}/signed_difference`,
    "The difference is squared whatever beta is",
    formula({ value: "sum(gap^2 * bce)" }),
  ),
  mutant(
    `${loss}/quality_as_weight`,
    "The quality weighs the class of the label, as in varifocal loss",
    formula({
      value:
        "sum(where(onehot(label) == 1, score * n^beta * softplus(-pred), p^beta * softplus(pred)))",
    }),
  ),
  mutant(
    `${loss}/power_rule_at_0`,
    "The gradient has |q - p|^(beta - 1), which is infinite where they are equal, or p underflows",
    formula({ value: "sum(abs(y - p)^beta * bce)" }, "plain"),
  ),
  mutant(
    `${loss}/beta_below_1`,
    "Exponents between 0 and 1 are taken, those below 0 are not",
    (spec) => ({
      make: () => (call) => {
        const { beta } = call.params;
        const isTaken = typeof beta === "number" && beta > 0 && beta < 1;
        return isTaken ? onesFor(spec, call) : evaluateReference(call);
      },
    }),
    { level: "should" },
  ),
  mutant(
    `${loss}/clipped`,
    "Probabilities are clipped to [1e-7, 1 - 1e-7] in the cross entropy",
    formula({
      let: { clipped: "min(max(p, 1e-7), 1 - 1e-7)" },
      value: "sum(abs(gap)^beta * -(y * log(clipped) + (1 - y) * log(1 - clipped)))",
    }),
  ),
  mutant(
    `${loss}/epsilon_on_avg_factor`,
    "An epsilon is added to an avg_factor that is given",
    formula({
      denominators: { mean: { of: "rows", given_by: "avg_factor", given_plus: 1e-3 } },
    }),
  ),
  mutant(
    `${loss}/avg_factor_everywhere`,
    "avg_factor divides the terms that are not reduced, too",
    formula({
      denominators: {
        mean: { of: "rows", given_by: "avg_factor" },
        none: { of: "rows", given_by: "avg_factor" },
      },
    }),
  ),
  mutant(
    `${loss}/weight_ignored`,
    "weight is accepted, and not applied",
    hears((call) => without(call, "weight")),
  ),
];
