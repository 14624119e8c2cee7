/**
 * Crashes where a call is to be refused, which nobody refused; and crashes and refusals where it is
 * valid.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call } from "../../../src/spec/mod.ts";
import { sameShape } from "../../../src/tensor/internal.ts";
import type { Tensor } from "../../../src/tensor/mod.ts";
import type { Mutant } from "../mutant.ts";
import { computes, type How, mutant } from "../write.ts";

/** The right answers, but for some calls, which end in an error that nobody threw on purpose. */
function crashes(isHit: (call: Call) => boolean, error: () => Error): How {
  return computes(() => (call) => {
    if (isHit(call)) throw error();
    return evaluateReference(call);
  });
}

/** The right answers, but for some valid calls, which are refused. */
function refuses(isRefused: (call: Call) => boolean, why: string): How {
  return computes(() => (call) => isRefused(call) ? { rejected: why } : evaluateReference(call));
}

const tooDeep = () => new RangeError("Maximum call stack size exceeded");
const outOfMemory = () => new RangeError("Array buffer allocation failed");

function differ(a: Tensor, b: Tensor): boolean {
  return !sameShape(a.shape, b.shape);
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "l1_loss/broadcast_never_ends",
    "Inputs of two shapes are broadcast to each other by a function that calls itself for ever",
    crashes(({ inputs: { pred, target } }) => differ(pred, target), tooDeep),
  ),
  mutant(
    "smooth_l1_loss/beta_halved_for_ever",
    "A beta that is not positive is rescaled by a recursion that ends at a positive one",
    crashes(({ params }) => !((params.beta ?? 1) > 0), tooDeep),
  ),
  mutant(
    "softmax_focal_loss/label_beyond_the_table",
    "A label beyond the classes finds no row in a table of functions, and what it finds is called",
    crashes(
      ({ inputs: { pred, label }, params }) =>
        label.data.some((k: number) => k !== params.ignore_index && (k < 0 || k >= pred.shape[1])),
      () => new TypeError("gather[label[i]] is not a function"),
    ),
  ),
  mutant(
    "cross_entropy/label_sizes_a_buffer",
    "A negative label that is not the ignored one becomes the length of a buffer",
    crashes(
      ({ inputs: { label }, params }) =>
        label.data.some((k: number) => k < 0 && k !== params.ignore_index),
      outOfMemory,
    ),
  ),
  mutant(
    "weighted_smooth_l1_loss/weight_beyond_the_heap",
    "Weights of another shape are read beyond the memory of the WebAssembly module",
    crashes(
      ({ inputs: { pred, weight } }) => differ(pred, weight),
      () => new WebAssembly.RuntimeError("memory access out of bounds"),
    ),
  ),
  mutant(
    "weighted_cross_entropy/weight_of_another_length",
    "Weights of another length than the labels: a property of undefined is read where they end",
    crashes(
      ({ inputs: { label, weight } }) => differ(label, weight),
      () => new TypeError("Cannot read properties of undefined (reading 'toFixed')"),
    ),
  ),
  mutant(
    "huber_loss/sum_by_recursion",
    "Terms are summed by a recursion over elements, which is too deep beyond a thousand",
    crashes(
      ({ inputs, reduction }) => reduction !== "none" && inputs.pred.data.length > 1000,
      tooDeep,
    ),
  ),
  mutant(
    "cross_entropy/no_rival_class",
    "The largest logit of the other classes is a reduce without a start: with one class there is none",
    crashes(
      ({ inputs: { pred } }) => pred.shape[1] === 1,
      () => new TypeError("Reduce of empty array with no initial value"),
    ),
  ),
  mutant(
    "mse_loss/scalars_have_no_first_axis",
    "The batch is shape[0], which a scalar has not",
    crashes(
      ({ inputs: { pred } }) => pred.shape.length === 0,
      () => new TypeError("Cannot read properties of undefined (reading 'length')"),
    ),
  ),
  mutant(
    "sigmoid_focal_loss/gamma_0_is_missing",
    "if (!gamma) is to find out whether gamma was left out, and finds 0",
    crashes(({ params }) => params.gamma === 0, () => new TypeError("gamma is required")),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/nothing_to_weigh",
    "Weights that are all 0 are refused, which a batch without objects has",
    refuses(
      ({ inputs: { weight } }) => weight.data.length > 0 && weight.data.every((w) => w === 0),
      "there is no positive weight",
    ),
  ),
  mutant(
    "softmax_focal_loss/one_row_is_no_batch",
    "A single row is refused, as a batch normalisation does",
    refuses(({ inputs }) => inputs.label.data.length === 1, "expected more than 1 row"),
  ),
  mutant(
    "binary_cross_entropy/nan_is_no_probability",
    "!(p >= 0 && p <= 1) refuses NaN, which is to be passed on",
    refuses(
      ({ inputs: { pred } }) => pred.data.some(Number.isNaN),
      "probabilities must lie in [0, 1]",
    ),
  ),
  mutant(
    "binary_cross_entropy_with_logits/pos_weight_by_column",
    "A scalar pos_weight is refused for logits of several columns, each of which is to have its own",
    refuses(
      ({ inputs: { pred, pos_weight } }) => pos_weight?.shape.length === 0 && pred.shape.length > 1,
      "pos_weight must have an entry for each column",
    ),
  ),
];
