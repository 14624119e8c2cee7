/**
 * Strides, loops and views that are right for matrices and wrong for tensors of more axes.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call } from "../../../src/spec/mod.ts";
import { tensor } from "../../../src/tensor/mod.ts";
import { sizeOf } from "../../../src/tensor/internal.ts";
import { refusalOf } from "../honest.ts";
import { leavesOut } from "../left_out.ts";
import type { Mutant } from "../mutant.ts";
import { mishears, readAt } from "../valid_calls.ts";
import { answers, computes, each, mutant, withParam } from "../write.ts";

function rankOf(call: Call): number {
  return call.inputs.pred.shape.length;
}

/** Where an element is read when the strides of the last two axes are exchanged. */
function exchanged(shape: readonly number[]): (i: number) => number {
  const [height, width] = shape.slice(-2);
  const plane = height * width;
  return (i) => i - i % plane + i % width * height + Math.floor(i % plane / width);
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "l1_loss/last_strides_exchanged_from_rank_4",
    "From rank 4 on pred is taken for a view whose last two axes are transposed",
    mishears((call) =>
      rankOf(call) < 4 ? call : readAt(call, "pred", exchanged(call.inputs.pred.shape))
    ),
  ),
  mutant(
    "mse_loss/weight_transposed_at_rank_4",
    "The weight of a batch of images is handed over as [N, C, W, H]",
    mishears((call) =>
      rankOf(call) === 4 && call.inputs.weight
        ? readAt(call, "weight", exchanged(call.inputs.weight.shape))
        : call
    ),
  ),
  mutant(
    "huber_loss/three_axes_looped",
    "Three nested loops run over the first three axes, and take the first element of the others",
    leavesOut((i, _, call) => i % sizeOf(call.inputs.pred.shape.slice(3)) !== 0),
  ),
  mutant(
    "smooth_l1_loss/rank_5_refused",
    "Tensors of more than four axes are refused",
    computes(() => (call) =>
      rankOf(call) > 4
        ? { rejected: `expected at most 4 axes, got ${rankOf(call)}` }
        : evaluateReference(call)
    ),
  ),
  mutant(
    "binary_cross_entropy_with_logits/height_for_width",
    "The offset in a 4-d target is ((n C + c) H + y) H + x: right for square images",
    mishears((call) => {
      if (rankOf(call) !== 4) return call;
      const { shape, data } = call.inputs.target;
      const [, , height, width] = shape;
      const offset = (i: number) => Math.floor(i / width) * height + i % width;
      return readAt(call, "target", (i) => offset(i) % data.length);
    }),
  ),
  mutant(
    "binary_cross_entropy/outermost_of_five_axes_is_broadcast",
    "The iterator merges up to four axes, and leaves the fifth's stride at 0: all have the first target",
    mishears((call) => {
      if (rankOf(call) < 5) return call;
      const inner = sizeOf(call.inputs.target.shape.slice(1));
      return readAt(call, "target", (i) => i % inner);
    }),
  ),
  mutant(
    "sigmoid_focal_loss/gradient_in_the_order_of_a_view",
    "From rank 3 on the gradient is written through the transposed view that forward read",
    answers(({ gradients: { pred, ...others } }, call) => {
      if (pred === undefined || rankOf(call) < 3) return {};
      const at = exchanged(call.inputs.pred.shape);
      return { gradients: { ...others, pred: pred.map((_, i) => pred[at(i)]) } };
    }),
  ),
  mutant(
    "mse_loss/terms_flattened_from_rank_4",
    "From rank 4 on the terms are answered in the shape that they were computed in: [N, the rest]",
    computes(() => (call) => {
      const right = evaluateReference(call);
      const { shape, dtype } = call.inputs.pred;
      if (!("value" in right) || call.reduction !== "none" || shape.length < 4) return right;
      const flat = [shape[0], sizeOf(shape.slice(1))];
      return { ...right, value: tensor(dtype, flat, right.value.data) };
    }),
  ),
  mutant(
    "cross_entropy/label_plane_transposed",
    "Labels of images are read as [N, w, h]",
    mishears((call) =>
      rankOf(call) === 4 ? readAt(call, "label", exchanged(call.inputs.label.shape)) : call
    ),
  ),
  mutant(
    "cross_entropy/depth_not_in_the_label_index",
    "The label of a voxel is looked up by its first two coordinates",
    mishears((call) => {
      const depth = call.inputs.pred.shape[4];
      return rankOf(call) === 5 ? readAt(call, "label", (i) => i - i % depth) : call;
    }),
  ),
  mutant(
    "cross_entropy/gradient_not_permuted_back",
    "From rank 4 on the gradient of the flattened rows is viewed, not permuted, as [N, C, h, w]",
    answers(({ gradients: { pred, ...others } }, call) => {
      if (pred === undefined || rankOf(call) < 4) return {};
      const [, classes, ...places] = call.inputs.pred.shape;
      const inner = sizeOf(places);
      const sample = classes * inner;
      const at = (k: number) =>
        k - k % sample + k % classes * inner + Math.floor(k % sample / classes);
      return { gradients: { ...others, pred: pred.map((_, k) => pred[at(k)]) } };
    }),
  ),
  mutant(
    "cross_entropy/volumes_are_summed",
    "The mean over volumes divides by the rows of one voxel: each volume is summed",
    answers((numbers, { inputs, reduction }) => {
      const places = inputs.pred.shape.slice(2);
      return reduction === "mean" && places.length === 3
        ? each((x) => x * sizeOf(places))(numbers)
        : {};
    }),
  ),
  mutant(
    "weighted_smooth_l1_loss/weight_of_a_plane",
    "From rank 4 on the weight is taken for one plane that all channels share",
    mishears((call) => {
      const plane = sizeOf(call.inputs.pred.shape.slice(-2));
      return rankOf(call) < 4 ? call : readAt(call, "weight", (i) => i % plane);
    }),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/num_classes_of_the_shape",
    "Feature maps [A, K, h, w] have their number of classes read from axis 1, not from the parameter",
    mishears((call) =>
      rankOf(call) === 4 ? withParam(call, "num_classes", call.inputs.pred.shape[1]) : call
    ),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/rank_5_crashes",
    "Five axes have more strides than the launcher has room for",
    computes(() => (call) =>
      refusalOf(call) ??
        (rankOf(call) > 4
          ? { error: "index 4 is out of bounds for strides[4]" }
          : evaluateReference(call))
    ),
  ),
];
