/**
 * Mistakes in the focal loss of logits: its logarithm, powers, weights and means.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Mutant } from "../mutant.ts";
import { answers, computes, each, formula, hears, mutant, without, withParam } from "../write.ts";

/** The gradient as the paper's formula is differentiated by hand, with γ q^(γ−1). */
const byPower =
  "balance * (gamma * q^(gamma - 1) * where(target == 1, -p * n, p * n) * bce + q^gamma * (p - target))";

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "sigmoid_focal_loss/log_of_float_minimum",
    "log(max(p, FLT_MIN)): float32's smallest normal is 0 in half precision",
    formula({
      value: "-balance * (target * n^gamma * log(max(p, 1.1754943508222875e-38)) + " +
        "(1 - target) * p^gamma * log(max(n, 1.1754943508222875e-38)))",
    }, "plain"),
    { reported: ["open-mmlab/mmcv#1488"], dtypes: ["f16"] },
  ),
  mutant(
    "sigmoid_focal_loss/power_rule_at_0",
    "The gradient has γ m^(γ−1), which is infinite at m = 0 for γ < 1, times 0",
    formula({ value: "balance * q^gamma * bce" }, "plain"),
    { reported: ["google-deepmind/optax#1267", "fizyr/keras-retinanet#706"] },
  ),
  mutant(
    "sigmoid_focal_loss/power_rule_at_gamma_0",
    "The gradient has γ q^(γ−1) also where γ = 0 and q = 0",
    formula({ gradient: { pred: byPower } }, "plain"),
    { reported: ["facebookresearch/sam3#575", "facebookresearch/Detectron#356"] },
  ),
  mutant(
    "sigmoid_focal_loss/clipped_probability",
    "Probabilities are clipped to [1e-7, 1 - 1e-7]: no gradient where it is needed most",
    formula({
      let: { p: "min(max(sigmoid(pred), 1e-7), 1 - 1e-7)", n: "1 - p" },
      value: "-balance * q^gamma * (target * log(p) + (1 - target) * log(n))",
    }),
    { reported: ["tensorflow/addons#693"] },
  ),
  mutant(
    "sigmoid_focal_loss/negative_base",
    "1 - p_t is rounded below 0, and a fractional power of it is NaN",
    formula({
      let: { p: "sigmoid(pred) * 1.0000001" },
      value: "balance * (1 - (p * target + (1 - p) * (1 - target)))^gamma * bce",
    }),
    { reported: ["tensorflow/addons#2697"] },
  ),
  mutant(
    "sigmoid_focal_loss/float32_inside_float64",
    "Inputs are cast to float32 whatever format they come in",
    computes(() => (call) => {
      const inputs = Object.fromEntries(
        Object.entries(call.inputs).map(([name, t]) => [
          name,
          { ...t, data: t.data.map(Math.fround) },
        ]),
      );
      return evaluateReference({ ...call, inputs });
    }),
    { reported: ["tensorflow/addons#2345"], dtypes: ["f64"] },
  ),
  mutant(
    "sigmoid_focal_loss/copied_log",
    "Copied and pasted: positives get the negatives' logarithm",
    formula({
      value: "balance * q^gamma * (target * softplus(pred) + (1 - target) * softplus(pred))",
    }),
    { reported: ["kornia/kornia@bcfb449c2"] },
  ),
  mutant(
    "sigmoid_focal_loss/softmax_of_one",
    "A softmax over a single channel: its logarithm, and so the loss, is always 0",
    answers(each(() => 0)),
    { reported: ["Project-MONAI/MONAI#2509"] },
  ),
  mutant(
    "sigmoid_focal_loss/probabilities_in_half",
    "Half precision is computed by way of log(p) and log(1 - p) in half precision",
    formula(
      { value: "-balance * q^gamma * (target * log(p) + (1 - target) * log(1 - p))" },
      "plain",
    ),
    { reported: ["facebookresearch/fvcore@bfff2ef"], dtypes: ["f16"] },
  ),
  mutant(
    "sigmoid_focal_loss/exp_overflows",
    "log(1 + exp(x)): exp overflows at 88.7 in float32",
    formula({
      let: { bce: "target * log(1 + exp(-pred)) + (1 - target) * log(1 + exp(pred))" },
    }, "plain"),
    { reported: ["rwightman/efficientdet-pytorch#77"] },
  ),
  mutant(
    "sigmoid_focal_loss/reduction_not_passed_on",
    "The reduction is not passed on: every one is the mean",
    hears((call) => call.reduction === "sum" ? { ...call, reduction: "mean" } : call),
    { reported: ["qubvel-org/segmentation_models.pytorch@c3c7c0a"] },
  ),
  mutant(
    "sigmoid_focal_loss/mean_over_the_last_axis",
    "The mean is taken over the last axis, and summed over the others",
    answers(({ value, gradients }, { inputs, reduction }) => {
      const { shape } = inputs.pred;
      const rows = shape.slice(0, -1).reduce((product, n) => product * n, 1);
      return reduction === "mean" && shape.length > 1
        ? each((x) => x * rows)({ value, gradients })
        : {};
    }),
    { reported: ["keras-team/keras-cv#760"] },
  ),
  mutant(
    "sigmoid_focal_loss/weight_not_applied",
    "Weights are accepted, and not applied",
    hears((call) => without(call, "weight")),
    { reported: ["vlfeat/matconvnet#523"] },
  ),
  mutant(
    "sigmoid_focal_loss/weight_squared",
    "The weight is applied twice, which weights of 0 and 1 hide",
    formula({ wrap: "weight * weight * base" }),
    { reported: ["open-mmlab/mmdetection#846"] },
  ),
  mutant(
    "sigmoid_focal_loss/log_of_1_minus_p",
    "The entropy by log(1 - p) and log(p): cancellation, and -∞ beyond logit 17",
    formula({
      let: { bce: "-(target * log(p) + (1 - target) * log(1 - p))" },
      value: "balance * q^gamma * bce",
    }),
  ),
  mutant(
    "sigmoid_focal_loss/nothing_beyond_20",
    "Logits beyond 20 are taken to be right for certain",
    formula({ value: "where(abs(pred) < 20, balance * q^gamma * bce, 0)" }),
    { reported: ["apache/mxnet#9404"] },
  ),
  mutant(
    "sigmoid_focal_loss/mean_over_sum_of_weights",
    "The mean divides by the sum of the weights",
    formula({ denominators: { mean: { of: "sum_of_weights" } } }),
  ),
  mutant(
    "sigmoid_focal_loss/mean_over_positives",
    "The mean divides by the number of positives, as the paper's training does",
    answers(({ value, gradients }, { inputs, reduction }) => {
      const positives = [...inputs.target.data].filter((t) => t > 0).length;
      const scale = inputs.target.data.length / Math.max(positives, 1);
      return reduction === "mean" ? each((x) => x * scale)({ value, gradients }) : {};
    }),
    { reported: ["fundamentalvision/Deformable-DETR#172"] },
  ),
  mutant(
    "weighted_sigmoid_focal_loss/fixed_number_of_classes",
    "The number of classes is 80, whatever is said",
    hears((call) => withParam(call, "num_classes", 80)),
    { reported: ["facebookresearch/Detectron#176"] },
  ),
  mutant(
    "weighted_sigmoid_focal_loss/avg_factor_ignored",
    "avg_factor is ignored",
    hears((call) => withParam(call, "avg_factor", null)),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/no_epsilon",
    "The default avg_factor has no epsilon: 0/0 in an image without positives",
    formula({
      denominators: {
        mean: {
          of: "count_of_positive_weights",
          divided_by: "num_classes",
          given_by: "avg_factor",
        },
      },
    }),
    { reported: ["PaddlePaddle/PaddleDetection#5774"] },
  ),
  mutant(
    "weighted_sigmoid_focal_loss/clamped",
    "The default avg_factor is at least 1",
    formula({
      denominators: {
        mean: {
          of: "count_of_positive_weights",
          divided_by: "num_classes",
          plus: 1e-6,
          minimum: 1,
          given_by: "avg_factor",
        },
      },
    }),
  ),
];
