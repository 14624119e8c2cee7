/**
 * Mistakes in the focal loss of a softmax.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import { filled } from "../../../src/tensor/internal.ts";
import type { Mutant } from "../mutant.ts";
import {
  answers,
  changed,
  computes,
  each,
  formula,
  hears,
  mutant,
  withNumbers,
  without,
  withParam,
} from "../write.ts";

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "softmax_focal_loss/shifted_onehot",
    "The one-hot vector of the label is cut one place too far",
    hears((call) => {
      const classes = call.inputs.pred.shape[1];
      return withNumbers(
        call,
        "label",
        (label) =>
          label === call.params.ignore_index || label < 0 || label >= classes
            ? label
            : (label + 1) % classes,
      );
    }),
    { reported: ["open-mmlab/mmsegmentation#3249"] },
  ),
  mutant(
    "softmax_focal_loss/one_alpha_for_all",
    "Every class has the first one's alpha",
    hears((call) => {
      const { alpha } = call.inputs;
      return alpha === undefined || alpha.shape.length === 0 ? call : {
        ...call,
        inputs: { ...call.inputs, alpha: filled(alpha.dtype, alpha.shape, alpha.data[0]) },
      };
    }),
    { reported: ["kornia/kornia#875"] },
  ),
  mutant(
    "softmax_focal_loss/label_changed_in_place",
    "The ignore mask is written into the caller's labels",
    computes(() => (call) => {
      const result = evaluateReference(call);
      const { label } = call.inputs;
      label.data.forEach((k, i) => label.data[i] = k === call.params.ignore_index ? 0 : k);
      return result;
    }),
    { reported: ["kornia/kornia@1acec7aef"] },
  ),
  mutant(
    "softmax_focal_loss/averaged_first",
    "The entropy is a scalar already when it is exponentiated",
    computes(() => (call) => {
      const right = evaluateReference(call);
      const entropy = evaluateReference(withParam(call, "gamma", 0));
      if (call.reduction === "none" || !("value" in entropy)) return right;
      const [mean] = entropy.value.data;
      const power = (-Math.expm1(-mean)) ** (call.params.gamma ?? 2);
      return changed(right, call, () => ({ value: [power * mean] }));
    }),
    { reported: ["kaidic/LDAM-DRW#6"] },
  ),
  mutant(
    "softmax_focal_loss/mean_over_classes",
    "The mean over the classes in place of their sum",
    answers((numbers, { inputs }) => each((x) => x / inputs.pred.shape[1])(numbers)),
    { reported: ["umbertogriffo/focal-loss-keras#12", "HikariTJU/LD#74"] },
  ),
  mutant(
    "softmax_focal_loss/log_p_for_p",
    "(1 - log p)^gamma in place of (1 - p)^gamma",
    formula({ value: "where(C == 1, 0, -balance * (1 - log_p)^gamma * log_p)" }),
    { reported: ["HeyLynne/FocalLoss_for_multiclass#3"] },
  ),
  mutant(
    "softmax_focal_loss/alpha_ignored",
    "alpha is accepted, and never used",
    hears((call) => without(call, "alpha")),
    { reported: ["Kageshimasu/focal-loss-with-smoothing#1"] },
  ),
  mutant(
    "softmax_focal_loss/ignored_rows_in_the_mean",
    "Ignored rows count in what the mean divides by",
    formula({ denominators: { mean: { of: "rows" } } }),
    { reported: ["keras-team/keras-core#802", "qubvel-org/segmentation_models.pytorch#852"] },
  ),
  mutant(
    "softmax_focal_loss/modulated_by_the_target",
    "(1 - y)^gamma in place of (1 - p)^gamma: 0 for every one-hot y",
    formula({ value: "where(C == 1, 0, balance * 0^gamma * softplus(margin))" }),
  ),
  mutant(
    "softmax_focal_loss/modulated_by_p",
    "p^gamma in place of (1 - p)^gamma",
    formula({ value: "where(C == 1, 0, balance * sigmoid(-margin)^gamma * softplus(margin))" }),
  ),
  mutant(
    "softmax_focal_loss/power_rule_at_0",
    "The gradient has gamma (1 - p)^(gamma - 1), which is infinite where p rounds to 1",
    formula({ value: "-balance * (1 - exp(log_p))^gamma * log_p" }, "plain"),
  ),
  mutant(
    "softmax_focal_loss/clipped",
    "p is clipped to [1e-7, 1 - 1e-7]",
    formula({
      let: { p: "min(max(p_k, 1e-7), 1 - 1e-7)" },
      value: "-balance * (1 - p)^gamma * log(p)",
    }),
  ),
  mutant(
    "softmax_focal_loss/infinite_for_one_class",
    "With one class the margin to the others is infinite, and so is each term that counts",
    answers(({ value }, { inputs: { pred, label }, params, reduction }) => ({
      value: value.map((x, i) => {
        const counts = reduction === "none" && label.data[i] !== params.ignore_index;
        return pred.shape[1] === 1 && counts && Number.isFinite(x) ? Infinity : x;
      }),
    })),
  ),
  mutant(
    "softmax_focal_loss/modulation_without_gradient",
    "The focal weight is a constant for the gradient",
    formula({
      gradient: {
        pred:
          "where(C == 1, 0, balance * r^gamma * r * where(onehot(label) == 1, -1, e_other / sum(e_other)))",
      },
    }),
  ),
];
