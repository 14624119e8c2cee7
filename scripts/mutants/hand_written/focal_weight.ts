/**
 * Mistakes in the weights of the focal loss of logits: alpha and gamma.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Mutant } from "../mutant.ts";
import { changed, computes, formula, hears, mutant, withParam } from "../write.ts";

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "sigmoid_focal_loss/no_modulation",
    "The focal weight is computed, and never multiplied into the loss",
    formula({ value: "balance * bce" }),
    { reported: ["open-mmlab/mmdetection@c4408812"] },
  ),
  mutant(
    "sigmoid_focal_loss/no_balance",
    "alpha has no effect",
    hears((call) => withParam(call, "alpha", null)),
    { reported: ["tensorflow/tensorflow#61519"] },
  ),
  mutant(
    "sigmoid_focal_loss/swapped_parameters",
    "alpha and gamma are handed on in each other's place",
    formula({
      value:
        "where(given(alpha), (gamma * target + (1 - gamma) * (1 - target)) * q^alpha * bce, q^gamma * bce)",
    }),
    { reported: ["qubvel/segmentation_models#258"] },
  ),
  mutant(
    "sigmoid_focal_loss/same_balance_for_both",
    "alpha weighs negatives as it does positives",
    formula({ let: { balance: "where(given(alpha), alpha, 1)" } }),
    { reported: ["liuyuisanai/Focal-Loss#4"] },
  ),
  mutant(
    "sigmoid_focal_loss/gamma_as_factor",
    "* gamma where ^ gamma was meant",
    formula({ value: "balance * (q * gamma) * bce" }),
    { reported: ["fudannlp16/focal-loss#2"] },
  ),
  mutant(
    "sigmoid_focal_loss/balance_inverted",
    "alpha weighs negatives, 1 - alpha positives",
    formula({
      let: {
        balance: "where(given(alpha), alpha * (1 - target) + (1 - alpha) * target, 1)",
      },
    }),
    { reported: ["fudannlp16/focal-loss#2"] },
  ),
  mutant(
    "sigmoid_focal_loss/gamma_in_the_gradient_only",
    "gamma is in the gradient, and missing from the loss",
    computes(() => (call) => {
      const right = evaluateReference(call);
      const plain = evaluateReference(withParam(call, "gamma", 0));
      return "value" in right && "value" in plain ? { ...right, value: plain.value } : right;
    }),
    { reported: ["davisking/dlib#2552"] },
  ),
  mutant(
    "sigmoid_focal_loss/averaged_first",
    "The entropy is averaged before it is modulated",
    computes(() => (call) => {
      const right = evaluateReference(call);
      if (call.reduction !== "mean") return right;
      const entropy = evaluateReference(withParam(withParam(call, "gamma", 0), "alpha", null));
      const weights = evaluateReference({
        ...call,
        inputs: {
          ...call.inputs,
          pred: { ...call.inputs.pred, data: call.inputs.pred.data.map(() => 0) },
        },
      });
      if (!("value" in entropy) || !("value" in weights)) return right;
      const mean = entropy.value.data[0] * weights.value.data[0] / Math.LN2;
      return changed(right, call, () => ({ value: [mean] }));
    }),
    { reported: ["CosmiQ/solaris#357"] },
  ),
  mutant(
    "sigmoid_focal_loss/balance_twice",
    "alpha is applied twice",
    formula({
      value: "balance * balance * q^gamma * bce",
    }),
  ),
  mutant(
    "sigmoid_focal_loss/balance_of_positives_only",
    "Negatives are not weighed by 1 - alpha",
    formula({ let: { balance: "where(given(alpha), alpha * target + (1 - target), 1)" } }),
  ),
  mutant(
    "sigmoid_focal_loss/modulated_by_p",
    "gamma is on p_t in place of 1 - p_t",
    formula({ value: "balance * p_t^gamma * bce" }),
  ),
  mutant(
    "sigmoid_focal_loss/negatives_modulated_as_positives",
    "(1 - p)^gamma on negatives, too",
    formula({ value: "balance * n^gamma * bce" }),
  ),
  mutant(
    "sigmoid_focal_loss/modulated_by_the_target",
    "(1 - y)^gamma in place of (1 - p)^gamma",
    formula({ value: "balance * (target * (1 - target) + (1 - target) * target)^gamma * bce" }),
  ),
  mutant(
    "sigmoid_focal_loss/hard_targets_only",
    "A soft target is taken for 0 or 1 in the modulation",
    formula({ let: { q: "where(target < 0.5, p, n)" }, value: "balance * q^gamma * bce" }),
  ),
];
