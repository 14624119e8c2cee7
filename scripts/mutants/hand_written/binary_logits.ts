/**
 * Mistakes in binary cross entropy of logits.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import { type Tensor, tensor } from "../../../src/tensor/mod.ts";
import { filled, sameShape } from "../../../src/tensor/internal.ts";
import type { Mutant } from "../mutant.ts";
import { answers, computes, each, formula, hears, mutant, withNumbers, without } from "../write.ts";

const onLogits = "binary_cross_entropy_with_logits";

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    `${onLogits}/weight_twice`,
    "The sample weight is applied twice, which weights of 0 and 1 hide",
    formula({ wrap: "weight * weight * base" }),
    { reported: ["open-mmlab/mmdetection#846"] },
  ),
  mutant(
    `${onLogits}/weight_changed_in_place`,
    "The weight that was handed over is multiplied in place",
    computes(() => (call) => {
      const result = evaluateReference(call);
      const { weight } = call.inputs;
      if (weight !== undefined) weight.data.forEach((w, i) => weight.data[i] = 2 * w);
      return result;
    }),
    { reported: ["open-mmlab/mmdetection#7551"] },
  ),
  mutant(
    `${onLogits}/target_clamped_in_place`,
    "The caller's target is clamped in place",
    computes(() => (call) => {
      const { target } = call.inputs;
      const result = evaluateReference(call);
      target.data.forEach((t, i) => target.data[i] = Math.min(Math.max(t, 0.01), 0.99));
      return result;
    }),
    { reported: ["ultralytics/ultralytics#16258"] },
  ),
  mutant(
    `${onLogits}/softmax`,
    "A softmax over the last axis, for a loss of independent logits",
    computes(() => (call) => {
      const { pred } = call.inputs;
      const width = pred.shape.at(-1) ?? 1;
      const sums = new Map<number, number>();
      pred.data.forEach((x, i) => {
        const row = Math.floor(i / width);
        sums.set(row, (sums.get(row) ?? 0) + Math.exp(x));
      });
      return evaluateReference(withNumbers(call, "pred", (x, i) => {
        const others = sums.get(Math.floor(i / width))! - Math.exp(x);
        const logit = x - Math.log(others);
        return Number.isFinite(logit) ? logit : x;
      }));
    }),
    { reported: ["huggingface/transformers#19644"] },
  ),
  mutant(
    `${onLogits}/scalar_refused`,
    "A pos_weight that is a scalar is no array, and fails",
    computes(() => (call) =>
      call.inputs.pos_weight?.shape.length === 0
        ? { error: "'float' object has no attribute 'astype'" }
        : evaluateReference(call)
    ),
    { reported: ["google-deepmind/optax#1261"] },
  ),
  mutant(
    `${onLogits}/slope_at_0`,
    "max(x, 0) - x t + log(1 + exp(-|x|)) is differentiated with the slopes 0 of max and of abs at 0",
    formula({
      gradient: {
        pred: "where(pred == 0, -t, (1 - t) * sigmoid(pred) - pos_weight * t * sigmoid(-pred))",
      },
    }),
  ),
  mutant(
    `${onLogits}/other_sides_at_0`,
    "As PaddlePaddle 3.3.1 on the CPU: at 0, max(x, 0) has its lower slope, log(1 + exp(-|x|)) its upper",
    formula({
      gradient: {
        pred:
          "where(pred == 0, -t - 0.5, (1 - t) * sigmoid(pred) - pos_weight * t * sigmoid(-pred))",
      },
    }),
  ),
  mutant(
    `${onLogits}/no_minus`,
    "The minus sign is missing",
    answers(each((x) => -x)),
    { reported: ["pytorch/pytorch#2221"] },
  ),
  mutant(
    `${onLogits}/n_by_1_and_n`,
    "[N, 1] and [N] are broadcast to [N, N]",
    computes(() => (call) => {
      const { pred, target } = call.inputs;
      if (sameShape(pred.shape, target.shape)) return evaluateReference(call);
      return { value: filled(call.dtype, [], 1) };
    }),
    { reported: ["pytorch/pytorch#1939"] },
  ),
  mutant(
    `${onLogits}/squeezed_gradient`,
    "The gradient of [N, 1] is that of a squeezed tensor, summed over the rows",
    answers(({ gradients }, { inputs }) => {
      const { shape } = inputs.pred;
      if (shape.length !== 2 || shape[1] !== 1 || gradients.pred === undefined) return {};
      const sum = gradients.pred.reduce((a, b) => a + b, 0);
      return { gradients: { ...gradients, pred: gradients.pred.map(() => sum) } };
    }),
    { reported: ["pytorch/pytorch#166746"] },
  ),
  mutant(
    `${onLogits}/nothing_beyond_20`,
    "0 for |x| >= 20",
    formula({
      value:
        "where(abs(pred) < 20, pos_weight * t * softplus(-pred) + (1 - t) * softplus(pred), 0)",
    }),
    { reported: ["apache/mxnet#9404"] },
  ),
  mutant(
    `${onLogits}/positive_weight_on_negatives`,
    "pos_weight multiplies the part of negatives",
    formula({ value: "t * softplus(-pred) + pos_weight * (1 - t) * softplus(pred)" }),
    { reported: ["tracel-ai/burn#772"] },
  ),
  mutant(
    `${onLogits}/sigmoid_then_log`,
    "log(sigmoid(x)) and log(1 - sigmoid(x)): infinite beyond logit 17 in float32",
    formula({ value: "-(pos_weight * t * log(p) + (1 - t) * log(1 - p))" }),
    { reported: ["huggingface/candle#2561"] },
  ),
  mutant(
    `${onLogits}/positive_weight_on_everything`,
    "pos_weight multiplies the whole element: right for targets of 0 and 1 alone",
    formula({
      value: "(1 + (pos_weight - 1) * t) * (t * softplus(-pred) + (1 - t) * softplus(pred))",
    }),
    { reported: ["paiml/aprender#2204"] },
  ),
  mutant(
    `${onLogits}/positive_weight_ignored`,
    "pos_weight is accepted, and not applied",
    hears((call) => without(call, "pos_weight")),
  ),
  mutant(
    `${onLogits}/exp_overflows`,
    "log(1 + exp(x)): exp overflows at 88.7",
    formula({
      value:
        "where(given(pos_weight), pos_weight * t * softplus(-pred) + (1 - t) * softplus(pred), log(1 + exp(pred)) - t * pred)",
    }, "plain"),
    { reported: ["pytorch/pytorch#135359"] },
  ),
  mutant(
    `${onLogits}/at_least_1e-6`,
    "An entropy is at least 1e-6",
    formula({
      value: "max(pos_weight * t * softplus(-pred) + (1 - t) * softplus(pred), 1e-6)",
    }),
  ),
  mutant(
    `${onLogits}/logit_of_a_probability`,
    "The input is taken for a probability already",
    formula({
      let: { p: "min(max(pred, 0), 1)" },
      value: "-(pos_weight * t * max(log(p), -100) + (1 - t) * max(log(1 - p), -100))",
    }),
  ),
  mutant(
    `${onLogits}/mean_over_sum_of_weights`,
    "The mean divides by the sum of the weights",
    formula({ denominators: { mean: { of: "sum_of_weights" } } }),
  ),
  mutant(
    `${onLogits}/mean_over_nonzero_weights`,
    "The mean divides by the number of weights that are not 0",
    formula({ denominators: { mean: { of: "count_of_nonzero_weights" } } }),
  ),
  mutant(
    `${onLogits}/gradient_of_the_sum_averaged`,
    "The gradient of the sum is divided by the number of elements",
    answers(({ gradients }, { inputs, reduction }) =>
      reduction === "sum"
        ? {
          gradients: each((x) => x / inputs.pred.data.length)({ value: [], gradients }).gradients,
        }
        : {}
    ),
  ),
  mutant(
    `${onLogits}/gradient_of_the_mean_summed`,
    "The gradient is not scaled by the reduction",
    answers(({ gradients }, { inputs, reduction }) =>
      reduction === "mean"
        ? {
          gradients: each((x) => x * inputs.pred.data.length)({ value: [], gradients }).gradients,
        }
        : {}
    ),
  ),
  mutant(
    `${onLogits}/target_rounded`,
    "Soft targets are rounded to 0 or 1",
    computes(() => (call) => evaluateReference(withNumbers(call, "target", Math.round))),
  ),
  mutant(
    `${onLogits}/gradient_by_target_missing`,
    "The gradient by the target is 0",
    answers(({ gradients }) => ({
      gradients: { ...gradients, ...gradients.target && { target: gradients.target.map(() => 0) } },
    })),
  ),
  mutant(
    `${onLogits}/nan_becomes_0`,
    "NaN is swallowed: nan_to_num on the loss",
    answers(each((x) => Number.isNaN(x) ? 0 : x)),
  ),
  mutant(
    `${onLogits}/infinity_becomes_the_largest`,
    "Where the gradient overflows there is the largest number",
    computes(() => (call) => {
      const result = evaluateReference(
        withNumbers(call, "pred", (x) => Math.min(Math.max(x, -50), 50)),
      );
      return result;
    }),
  ),
  mutant(
    `${onLogits}/shape_squeezed`,
    "The terms of [N, 1] have shape [N]",
    computes(() => (call) => {
      const result = evaluateReference(call);
      if (!("value" in result) || result.value.shape.at(-1) !== 1) return result;
      const value: Tensor = tensor(call.dtype, result.value.shape.slice(0, -1), result.value.data);
      return { ...result, value };
    }),
  ),
  mutant(
    `${onLogits}/logarithm_of_the_least`,
    "Where the exponential overflows the logarithm is that of the least number, not of 0",
    formula({
      value:
        "pos_weight * t * where(pred < -88.75, 103.2789, softplus(-pred)) + (1 - t) * softplus(pred)",
    }),
  ),
];
