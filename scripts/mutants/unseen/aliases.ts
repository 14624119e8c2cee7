/**
 * Tensors that share memory: inputs that are alike, answers in an input's array or in each other's.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call, Result } from "../../../src/spec/mod.ts";
import type { Tensor } from "../../../src/tensor/mod.ts";
import type { Mutant } from "../mutant.ts";
import { mishears } from "../valid_calls.ts";
import { answers, computes, each, type How, mutant, withNumbers } from "../write.ts";

type Answered = Extract<Result, { readonly value: Tensor }>;

function areAlike(a: Tensor, b: Tensor | undefined): boolean {
  return b !== undefined && String(a.shape) === String(b.shape) &&
    a.data.every((x: number, i: number) => Object.is(x, b.data[i]));
}

/** The right answer, and what is then done to the tensors of the call and of the answer. */
function afterwards(spoil: (call: Call, answer: Answered) => Result): How {
  return computes(() => (call) => {
    const right = evaluateReference(call);
    return "value" in right ? spoil(call, right) : right;
  });
}

/** Overwrites numbers where they are. */
function overwrite({ data }: Tensor, f: (x: number, i: number) => number): void {
  data.forEach((x: number, i: number) => data[i] = f(x, i));
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Calls f with each row of logits, a view of the tensor. */
function forRows({ shape, data }: Tensor, f: (row: Tensor["data"]) => void): void {
  const [rows, classes] = shape;
  for (let row = 0; row < rows; row++) f(data.subarray(row * classes, (row + 1) * classes));
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "binary_cross_entropy/alike_is_perfect",
    "A prediction that is its target has loss 0 by a short way, which soft labels do not have",
    answers((numbers, { inputs: { pred, target } }) =>
      areAlike(pred, target) ? each(() => 0)(numbers) : {}
    ),
  ),
  mutant(
    "binary_cross_entropy_with_logits/sigmoid_of_both",
    "Equal tensors are kept once, and the sigmoid is taken in place: of the target, too",
    mishears((call) =>
      areAlike(call.inputs.pred, call.inputs.target) ? withNumbers(call, "target", sigmoid) : call
    ),
  ),
  mutant(
    "sigmoid_focal_loss/target_that_is_the_weight",
    "Equal tensors are kept once, and the target is weighted in place: as a weight it is squared",
    mishears((call) =>
      areAlike(call.inputs.target, call.inputs.weight)
        ? withNumbers(call, "weight", (w) => w * w)
        : call
    ),
  ),
  mutant(
    "l1_loss/one_gradient_for_equal_tensors",
    "Gradients are kept by what their tensor holds: the target that equals pred has none",
    afterwards((call, right) => {
      const { pred, target } = right.gradients ?? {};
      return pred && target && areAlike(call.inputs.pred, call.inputs.target)
        ? { ...right, gradients: { pred } }
        : right;
    }),
  ),
  mutant(
    "smooth_l1_loss/gradient_in_the_array_of_pred",
    "The gradient is written over the prediction, which is not needed any more, and answered there",
    afterwards(({ inputs: { pred } }, right) => {
      const { gradients } = right;
      if (gradients === undefined) return right;
      overwrite(pred, (_, i) => gradients.pred.data[i]);
      return { ...right, gradients: { ...gradients, pred } };
    }),
  ),
  mutant(
    "binary_cross_entropy/gradient_in_the_array_of_the_upstream",
    "Without reduction the gradient is made of the one from above in place",
    afterwards(({ upstream, reduction }, right) => {
      const { gradients } = right;
      if (upstream === undefined || reduction !== "none" || !gradients) return right;
      overwrite(upstream, (_, i) => gradients.pred.data[i]);
      return { ...right, gradients: { ...gradients, pred: upstream } };
    }),
  ),
  mutant(
    "cross_entropy/pred_becomes_its_softmax",
    "Where gradients are wanted the softmax of matrices is saved for backward in the logits' place",
    afterwards(({ inputs: { pred }, gradients }, right) => {
      if (!gradients || pred.shape.length !== 2) return right;
      forRows(pred, (row) => {
        const highest = [...row].reduce((a, b) => Math.max(a, b), -Infinity);
        const powers = Array.from(row, (x) => Math.exp(x - highest));
        const sum = powers.reduce((a, b) => a + b, 0);
        row.set(powers.map((e) => e / sum));
      });
      return right;
    }),
  ),
  mutant(
    "weighted_cross_entropy/maximum_subtracted_in_place",
    "The maximum of each row is subtracted from the logits themselves",
    afterwards(({ inputs: { pred } }, right) => {
      forRows(pred, (row) => {
        const highest = [...row].reduce((a, b) => Math.max(a, b), -Infinity);
        row.set(Array.from(row, (x) => x - highest));
      });
      return right;
    }),
  ),
  mutant(
    "mse_loss/value_in_the_gradients_array",
    "Terms and slopes have one buffer where their shapes are equal: the slopes come last",
    afterwards(({ reduction }, right) => {
      const { value, gradients } = right;
      if (reduction !== "none" || !gradients) return right;
      overwrite(value, (_, i) => gradients.pred.data[i]);
      return { value, gradients: { ...gradients, pred: { ...gradients.pred, data: value.data } } };
    }),
  ),
  mutant(
    "huber_loss/gradients_in_one_array",
    "The gradient by the target is that by pred negated in place: both have the target's",
    afterwards((_, right) => {
      const { pred } = right.gradients ?? {};
      if (pred === undefined) return right;
      overwrite(pred, (g) => 0 - g);
      return { ...right, gradients: { pred, target: pred } };
    }),
  ),
  mutant(
    "weighted_smooth_l1_loss/weight_divided_in_place",
    "weight /= avg_factor: the caller's weight is divided, too",
    afterwards(({ inputs: { weight }, params: { avg_factor } }, right) => {
      overwrite(weight, (w) => w / (avg_factor ?? 1));
      return right;
    }),
  ),
  mutant(
    "softmax_focal_loss/alpha_of_ignored_rows_in_place",
    "The alpha of the class that is ignored is set to 0 where the caller keeps it",
    afterwards(({ inputs: { alpha }, params: { ignore_index } }, right) => {
      if (alpha?.shape.length === 1) overwrite(alpha, (a, c) => c === ignore_index ? 0 : a);
      return right;
    }),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/uncounted_logits_in_place",
    "Logits of weight 0 are masked in the caller's tensor: pred[weight == 0] = 0",
    afterwards(({ inputs: { pred, weight } }, right) => {
      overwrite(pred, (x, i) => weight.data[i] === 0 ? 0 : x);
      return right;
    }),
  ),
];
