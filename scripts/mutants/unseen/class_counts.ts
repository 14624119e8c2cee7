/**
 * Warps, tiles, buffers and label types that are too small for some numbers of classes.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call, Result } from "../../../src/spec/mod.ts";
import { roundTo, tensor } from "../../../src/tensor/mod.ts";
import { sizeOf } from "../../../src/tensor/internal.ts";
import { mixed, smoothing } from "../cross_entropy_calls.ts";
import { refusalOf } from "../honest.ts";
import type { Mutant } from "../mutant.ts";
import { mishears, readAt } from "../valid_calls.ts";
import {
  answers,
  changed,
  computes,
  type How,
  mutant,
  numbersOf,
  withNumbers,
  withParam,
} from "../write.ts";

function classesOf(call: Call): number {
  return call.inputs.pred.shape[1];
}

/** How many logits there are from one class to the next. */
function strideOf(call: Call): number {
  return sizeOf(call.inputs.pred.shape.slice(2));
}

/** Logits of some classes so low that they are out of the softmax; the label's own stays. */
function outOfSoftmax(call: Call, isOut: (c: number, classes: number) => boolean): Call {
  const classes = classesOf(call);
  const stride = strideOf(call);
  const { pred, label } = call.inputs;
  const least = [...pred.data].reduce((a, b) => Math.min(a, b), Infinity) - 200;
  return withNumbers(call, "pred", (x, i) => {
    const c = Math.floor(i / stride) % classes;
    const row = Math.floor(i / (classes * stride)) * stride + i % stride;
    return isOut(c, classes) && c !== label.data[row] ? least : x;
  });
}

/** Labels of classes, not the ignored one, stored in a type that cannot hold all of them. */
function storesLabels(stored: (label: number, classes: number) => number): How {
  return mishears((call) => {
    const last = classesOf(call) - 1;
    return withNumbers(
      call,
      "label",
      (label) =>
        label === call.params.ignore_index ? label : Math.min(stored(label, last + 1), last),
    );
  });
}

/** Gradients of some classes that nothing is written to. */
function leavesSlopes(isLeft: (c: number, classes: number) => boolean): How {
  return answers(({ gradients: { pred, ...others } }, call) => {
    if (pred === undefined) return {};
    const classes = classesOf(call);
    const slopes = pred.map((g, i) => isLeft(i % classes, classes) ? 0 : g);
    return { gradients: { ...others, pred: slopes } };
  });
}

/** Rows filled up with logits of 0 to a power of two, more than 32. */
function paddedWithZeros(call: Call): Result {
  const [rows, classes] = call.inputs.pred.shape;
  const width = 2 ** Math.ceil(Math.log2(classes));
  const { dtype, data } = call.inputs.pred;
  const logits = Array.from(
    { length: rows * width },
    (_, i) => i % width < classes ? data[Math.floor(i / width) * classes + i % width] : 0,
  );
  const pred = tensor(dtype, [rows, width], logits);
  const wide = numbersOf(evaluateReference({ ...call, inputs: { ...call.inputs, pred } }));
  return changed(evaluateReference(call), call, (right) => ({
    value: wide?.value ?? right.value,
    gradients: right.gradients.pred && wide
      ? { pred: wide.gradients.pred.filter((_, i) => i % width < classes) }
      : right.gradients,
  }));
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "cross_entropy/one_warp_of_classes",
    "One warp sums the softmax: of more than 32 classes the others are not in it",
    mishears((call) => outOfSoftmax(call, (c) => c >= 32)),
  ),
  mutant(
    "cross_entropy/shared_memory_for_128_classes",
    "Logits are staged in shared memory for 128 classes; the index of further ones wraps",
    mishears((call) => {
      const classes = classesOf(call);
      const stride = strideOf(call);
      return readAt(call, "pred", (i) => {
        const c = Math.floor(i / stride) % classes;
        return i - (c - c % 128) * stride;
      });
    }),
  ),
  mutant(
    "weighted_cross_entropy/labels_as_int8",
    "Labels are stored as int8, and negative ones index from the end: class 128 is another one",
    storesLabels((label, classes) => {
      const stored = label << 24 >> 24;
      return stored < 0 ? classes + stored : stored;
    }),
  ),
  mutant(
    "softmax_focal_loss/labels_as_uint8",
    "Labels are stored as uint8: class 256 is class 0",
    storesLabels((label) => label & 255),
  ),
  mutant(
    "cross_entropy/labels_as_half",
    "Labels travel in one half tensor with the boxes: beyond 2048 odd ones are their neighbours",
    storesLabels((label) => roundTo(label, "f16")),
  ),
  mutant(
    "weighted_cross_entropy/labels_as_bfloat16",
    "Autocast turns labels to bfloat16 and back: beyond 256 odd ones are their neighbours",
    storesLabels((label) => roundTo(label, "bf16")),
  ),
  mutant(
    "softmax_focal_loss/value_of_256_threads",
    "The forward kernel has one class a thread, of 256; backward loops over all classes",
    computes(() => (call) => {
      const right = evaluateReference(call);
      if (!("value" in right) || classesOf(call) <= 256) return right;
      const part = numbersOf(evaluateReference(outOfSoftmax(call, (c) => c >= 256)));
      return changed(right, call, ({ value }) => ({ value: part?.value ?? value }));
    }),
  ),
  mutant(
    "weighted_cross_entropy/aligned_rows_begin_late",
    "Rows of a multiple of 64 classes take the path for aligned rows, which begins one vector late",
    mishears((call) => classesOf(call) % 64 === 0 ? outOfSoftmax(call, (c) => c < 4) : call),
  ),
  mutant(
    "weighted_cross_entropy/padded_with_zeros",
    "Beyond a warp of 32, rows are padded to a power of two with 0 where it must be -Infinity",
    computes(() => (call) =>
      refusalOf(call) ?? (classesOf(call) > 32 ? paddedWithZeros(call) : evaluateReference(call))
    ),
  ),
  mutant(
    "cross_entropy/class_weight_in_512_constants",
    "Constant memory has room for 512 class weights: that of class 512 is read from class 0",
    mishears((call) =>
      call.inputs.class_weight ? readAt(call, "class_weight", (c) => c % 512) : call
    ),
  ),
  mutant(
    "softmax_focal_loss/rows_of_the_first_tile",
    "From 64 classes on a tile has 4096 logits, and all tiles read the rows of the first one",
    mishears((call) => {
      const classes = classesOf(call);
      const period = Math.max(Math.floor(4096 / classes), 1) * classes;
      return classes < 64 ? call : readAt(call, "pred", (i) => i % period);
    }),
  ),
  mutant(
    "cross_entropy/last_chunk_of_1024",
    "An online softmax over chunks of 1024 classes sets its sum in each chunk instead of adding",
    mishears((call) =>
      outOfSoftmax(call, (c, classes) => c < classes - ((classes - 1) % 1024 + 1))
    ),
  ),
  mutant(
    "cross_entropy/smoothing_over_padded_classes",
    "Beyond 32 classes smoothing divides by their number rounded up to whole warps",
    computes(() => (call) => {
      const right = evaluateReference(call);
      const classes = refusalOf(call) ? 0 : classesOf(call);
      const share = classes / (Math.ceil(classes / 32) * 32);
      if (classes <= 32 || share === 1 || smoothing(call) === 0) return right;
      const sharp = evaluateReference(withParam(call, "label_smoothing", 0));
      const flat = evaluateReference(withParam(call, "label_smoothing", 1));
      return mixed(call, 1 - smoothing(call), sharp, smoothing(call) * share, flat);
    }),
  ),
  mutant(
    "softmax_focal_loss/slopes_of_1000_classes",
    "The gradient's buffer is laid out for the 1000 classes of ImageNet",
    leavesSlopes((c) => c >= 1000),
  ),
  mutant(
    "cross_entropy/sixteen_unrolled",
    "The kernel unrolled for 16 classes ends its sum at the 15th",
    mishears((call) => classesOf(call) === 16 ? outOfSoftmax(call, (c) => c === 15) : call),
  ),
  mutant(
    "weighted_cross_entropy/slope_after_whole_warps",
    "Backward runs whole warps of classes: the one that 33, 97 or 513 have over gets no gradient",
    leavesSlopes((c, classes) => c > 0 && c === classes - 1 && c % 32 === 0),
  ),
  mutant(
    "softmax_focal_loss/alpha_of_128_classes",
    "The index of alpha has 7 bits: classes from 128 on have the alpha of an earlier one",
    mishears((call) =>
      call.inputs.alpha?.shape.length === 1 ? readAt(call, "alpha", (c) => c & 127) : call
    ),
  ),
];
