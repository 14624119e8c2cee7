/**
 * Answers that depend on what else is asked: a value that is right alone and wrong beside gradients, a
 * gradient by one input that is right and one by the other that is wrong.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call, Reduction } from "../../../src/spec/mod.ts";
import { roundTo } from "../../../src/tensor/mod.ts";
import type { Mutant } from "../mutant.ts";
import { rightNumbers, slopesBy, slopesOf, termsOf, withoutUpstream } from "../other_calls.ts";
import { answers, changed, computes, type How, mutant, without, withParam } from "../write.ts";

type Value = readonly number[];

/** The right answer, but for the value of calls with some reductions that ask for gradients too. */
function besideGradients(
  reductions: readonly Reduction[],
  valueOf: (value: Value, call: Call) => Value,
): How {
  return answers(({ value }, call) =>
    call.gradients && reductions.includes(call.reduction) ? { value: valueOf(value, call) } : {}
  );
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "mse_loss/value_left_at_0",
    "The fused kernel of a sum writes the gradient alone: the buffer of the value keeps its 0",
    besideGradients(["sum"], (value) => value.map(() => 0)),
  ),
  mutant(
    "mse_loss/value_in_half_beside_gradients",
    "With gradients the forward pass runs under autocast: each term is rounded to float16",
    besideGradients(["none"], (value) => value.map((x) => roundTo(x, "f16"))),
  ),
  mutant(
    "huber_loss/line_halved_beside_gradients",
    "The fused kernel takes the half of the parabola out of both branches: terms beyond delta are halved",
    besideGradients(
      ["none"],
      (value, { inputs: { pred, target }, params }) =>
        value.map((x, i) =>
          Math.abs(pred.data[i] - target.data[i]) > (params.delta ?? 1) ? x / 2 : x
        ),
    ),
  ),
  mutant(
    "l1_loss/value_not_divided_beside_gradients",
    "The fused kernel divides the gradient by n, and hands out the sum where the mean was asked",
    besideGradients(["mean"], (value, { inputs }) => value.map((x) => x * inputs.pred.data.length)),
  ),
  mutant(
    "cross_entropy/sum_divided_beside_gradients",
    "The autograd function is written for the mean: of a sum its value is divided by the rows",
    besideGradients(["sum"], (value, { inputs }) => value.map((x) => x / inputs.label.data.length)),
  ),
  mutant(
    "smooth_l1_loss/first_term_beside_gradients",
    "Thread 0 writes the value of the fused kernel before the others' terms are added",
    besideGradients(["sum", "mean"], (value, call) => {
      const divisor = call.reduction === "mean" ? call.inputs.pred.data.length : 1;
      return value.map(() => termsOf(call)[0] / divisor);
    }),
  ),
  mutant(
    "sigmoid_focal_loss/value_unweighted_beside_gradients",
    "With gradients the weight is folded into the gradient from above, and the mean is of bare terms",
    besideGradients(
      ["mean"],
      (value, call) => rightNumbers(without(call, "weight"))?.value ?? value,
    ),
  ),
  mutant(
    "binary_cross_entropy/value_scaled_by_upstream",
    "What is differentiated is upstream · loss, and that is handed out for the loss",
    besideGradients(
      ["sum", "mean"],
      (value, { upstream }) => value.map((x) => x * (upstream?.data[0] ?? 1)),
    ),
  ),
  mutant(
    "weighted_smooth_l1_loss/avg_factor_in_the_slope_alone",
    "A given avg_factor is folded into the gradient from above: the value beside it is a sum",
    besideGradients(
      ["mean"],
      (value, { params }) => value.map((x) => x * (params.avg_factor ?? 1)),
    ),
  ),
  mutant(
    "softmax_focal_loss/value_of_the_step_before",
    "A captured training step hands out the value that its buffer had before the replay",
    computes(() => {
      const buffers = new Map<string, Value>();
      return (call) =>
        changed(evaluateReference(call), call, ({ value }) => {
          if (!call.gradients) return {};
          const key = `${call.reduction} ${call.inputs.pred.shape}`;
          const before = buffers.get(key) ?? value;
          buffers.set(key, value);
          return { value: before };
        });
    }),
  ),
  mutant(
    "binary_cross_entropy_with_logits/nan_beside_weighted_gradients",
    "The weighted mean is donated to the backward pass, and read after it was freed",
    besideGradients(["mean"], (value, { inputs }) => inputs.weight ? value.map(() => NaN) : value),
  ),
  mutant(
    "weighted_cross_entropy/likelihood_in_place_of_the_value",
    "exp(-loss) is saved for the backward pass in the place of the loss",
    besideGradients(["none"], (value) => value.map((x) => Math.exp(-x))),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/one_class_beside_gradients",
    "The autograd function does not pass num_classes on to the forward pass, whose default is 1",
    besideGradients(
      ["mean"],
      (value, call) => rightNumbers(withParam(call, "num_classes", 1))?.value ?? value,
    ),
  ),
  mutant(
    "huber_loss/slope_by_target_not_averaged",
    "The backward pass of a mean divides by n for the first input, and forgets the second",
    slopesBy(
      "target",
      (g, _, { inputs, reduction }) => reduction === "mean" ? g * inputs.target.data.length : g,
    ),
  ),
  mutant(
    "l1_loss/slope_by_target_without_upstream",
    "Without reduction the gradient by the target is the bare sign, whatever comes from above",
    slopesOf((call) => call.reduction === "none" ? withoutUpstream(call) : call, ["target"]),
  ),
  mutant(
    "binary_cross_entropy_with_logits/slope_by_target_unweighted",
    "The gradient of the sum by the target leaves out the weight, which the one by the logit has",
    slopesOf((call) => call.reduction === "sum" ? without(call, "weight") : call, ["target"]),
  ),
];
