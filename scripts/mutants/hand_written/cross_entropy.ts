/**
 * Mistakes in cross entropy: its logarithm, class weights, axes and gradient.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call } from "../../../src/spec/mod.ts";
import { tensor } from "../../../src/tensor/mod.ts";
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
} from "../write.ts";

/** Logits [N, C, d…] read as if the classes were on the last axis. */
function channelsLast(call: Call): Call {
  const { pred } = call.inputs;
  const [n, c, ...rest] = pred.shape;
  const inner = rest.reduce((product, length) => product * length, 1);
  if (inner === 1) return call;
  return withNumbers(call, "pred", (_, i) => {
    const row = Math.floor(i / (c * inner));
    const k = Math.floor(i / inner) % c;
    return pred.data[row * c * inner + (i % inner) * c + k] ?? n;
  });
}

/** What a mean over [N, C, d…] is multiplied by where it divides by N alone. */
function placesOf({ reduction, inputs: { label } }: Call): number {
  return reduction === "mean" ? label.data.length / Math.max(label.shape[0], 1) : 1;
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "cross_entropy/upstream_ignored",
    "The backward pass ignores the gradient from above",
    computes(() => (call) => {
      const { upstream: _, ...rest } = call;
      return evaluateReference(rest);
    }),
    { reported: ["pytorch/pytorch#94226"] },
  ),
  mutant(
    "cross_entropy/none_is_the_mean",
    "There is no reduction for one call: every row has the mean",
    computes(() => (call) => {
      const right = evaluateReference(call);
      if (call.reduction !== "none") return right;
      return changed(right, call, ({ value }) => {
        const mean = value.reduce((a, b) => a + b, 0) / value.length;
        return { value: value.map(() => mean) };
      });
    }),
    { reported: ["open-mmlab/mmdetection#824"] },
  ),
  mutant(
    "cross_entropy/upstream_other_than_1",
    "The gradient is lost where the gradient from above is not 1",
    answers(({ gradients }, { upstream }) =>
      upstream?.data.some((g) => g !== 1)
        ? { gradients: each(() => 0)({ value: [], gradients }).gradients }
        : {}
    ),
    { reported: ["NVIDIA/TransformerEngine#2139"] },
  ),
  mutant(
    "cross_entropy/no_gradient_without_reduction",
    'With reduction "none" the gradient is 0',
    answers(({ gradients }, { reduction }) =>
      reduction === "none" ? { gradients: each(() => 0)({ value: [], gradients }).gradients } : {}
    ),
    { reported: ["microsoft/DirectML#739"] },
  ),
  mutant(
    "cross_entropy/channels_last",
    "Logits of rank 3 and more are read as if the classes lay on the last axis",
    hears(channelsLast),
    { reported: ["pytorch/pytorch#67167"] },
  ),
  mutant(
    "cross_entropy/mean_over_valid_rows",
    "A mean with class weights divides by the number of rows",
    formula({ denominators: { mean: { of: "valid_rows" } } }),
    { reported: ["pytorch/pytorch#8062", "iree-org/iree#24228"] },
  ),
  mutant(
    "cross_entropy/mean_over_the_first_axis",
    "A mean over [N, C, d] divides by N, not by N·d",
    answers((numbers, call) => each((x) => x * placesOf(call))(numbers)),
  ),
  mutant(
    "cross_entropy/no_maximum_subtracted",
    "log Σ exp(x) without subtracting the maximum",
    formula({
      value: "sum(class_weight * soft * (log(sum(exp(pred))) - pred))",
    }, "plain"),
    { reported: ["pytorch/pytorch#135359"] },
  ),
  mutant(
    "cross_entropy/softmax_overflows_in_the_gradient",
    "The gradient's softmax does not subtract the maximum",
    formula({
      gradient: {
        pred: "sum(class_weight * soft) * exp(pred) / sum(exp(pred)) - class_weight * soft",
      },
    }, "plain"),
    { reported: ["FluxML/NNlib.jl#68"] },
  ),
  mutant(
    "cross_entropy/squeezed",
    "Axes of length 1 are squeezed out of the terms",
    computes(() => (call) => {
      const result = evaluateReference(call);
      if (!("value" in result)) return result;
      const { dtype, shape, data } = result.value;
      return { ...result, value: tensor(dtype, shape.filter((length) => length !== 1), data) };
    }),
    { reported: ["keras-team/keras#21097", "tensorflow/addons#1323"] },
  ),
  mutant(
    "cross_entropy/weight_of_the_predicted_class",
    "The weight is that of the largest logit's class",
    formula({
      let: { w: "sum(class_weight * onehot_argmax(pred))" },
    }),
    { reported: ["PaddlePaddle/Paddle#24352"] },
  ),
  mutant(
    "cross_entropy/weight_squared",
    "The class weight is applied twice",
    formula({ let: { w: "take(class_weight, label)^2" } }),
  ),
  mutant(
    "cross_entropy/weight_ignored",
    "Class weights are accepted, and not applied",
    hears((call) => without(call, "class_weight")),
    { reported: ["vlfeat/matconvnet#523"] },
  ),
  mutant(
    "cross_entropy/softmax_over_rows",
    "The softmax is over the rows in place of the classes, where there are as many",
    hears((call) => {
      const { pred } = call.inputs;
      const [n, c, ...rest] = pred.shape;
      return n === c && rest.length === 0
        ? withNumbers(call, "pred", (_, i) => pred.data[i % c * c + Math.floor(i / c)])
        : call;
    }),
  ),
  mutant(
    "cross_entropy/mean_over_classes",
    "The mean divides by C in place of N: right where they are equal",
    computes(() => (call) => {
      const right = evaluateReference(call);
      const { pred, label } = call.inputs;
      return call.reduction === "mean"
        ? changed(right, call, each((x) => x * label.data.length / pred.shape[1]))
        : right;
    }),
  ),
  mutant(
    "cross_entropy/gradient_over_rows_for_the_sum",
    "The gradient of the sum is divided by the number of rows",
    answers(({ gradients }, { inputs, reduction }) =>
      reduction === "sum"
        ? {
          gradients: each((x) => x / inputs.label.data.length)({ value: [], gradients }).gradients,
        }
        : {}
    ),
  ),
  mutant(
    "cross_entropy/gradient_not_averaged",
    "The gradient is not scaled by the reduction",
    answers(({ gradients }, { inputs, reduction }) =>
      reduction === "mean"
        ? {
          gradients: each((x) => x * inputs.label.data.length)({ value: [], gradients }).gradients,
        }
        : {}
    ),
  ),
  mutant(
    "cross_entropy/softmax_twice",
    "Probabilities are handed to a loss of logits",
    formula({
      let: { x: "softmax(pred)" },
      value: "sum(class_weight * soft * (logsumexp(x) - x))",
    }),
  ),
  mutant(
    "cross_entropy/clipped",
    "Probabilities are clipped to [1e-7, 1]",
    formula({
      value: "-sum(class_weight * soft * log(max(softmax(pred), 1e-7)))",
    }),
  ),
  mutant(
    "cross_entropy/weights_of_one_class_only",
    "Class weights that are all equal are dropped, with what the mean divides by",
    hears((call) => {
      const { class_weight } = call.inputs;
      const isFlat = class_weight?.data.every((w) => w === class_weight.data[0]);
      return isFlat && class_weight
        ? {
          ...call,
          inputs: { ...call.inputs, class_weight: filled(call.dtype, class_weight.shape, 1) },
        }
        : call;
    }),
  ),
];
