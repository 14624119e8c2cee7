/**
 * Mistakes with labels: those that are ignored, out of range, or too large for their type.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import { filled } from "../../../src/tensor/internal.ts";
import type { Mutant } from "../mutant.ts";
import { changed, computes, each, formula, hears, mutant, withNumbers } from "../write.ts";
import { countsIgnored, ignoredCount, isIgnored, smoothing } from "../cross_entropy_calls.ts";

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "cross_entropy/ignored_rows_in_the_mean",
    "Ignored rows count in what the mean divides by",
    computes(() => (call) => {
      const right = evaluateReference(call);
      const rows = call.inputs.label.data.length;
      const valid = rows - ignoredCount(call);
      return call.reduction === "mean" && valid > 0
        ? changed(right, call, each((x) => x * valid / rows))
        : right;
    }),
    { reported: ["open-mmlab/mmdetection#7367", "tracel-ai/burn#5568", "llvm/torch-mlir#3585"] },
  ),
  mutant(
    "cross_entropy/nothing_counts_explodes",
    "An epsilon in the mask's divisor makes a batch in which nothing counts huge",
    computes(() => (call) => {
      const right = evaluateReference(call);
      return ignoredCount(call) === call.inputs.label.data.length && call.reduction === "sum"
        ? changed(right, call, () => ({ value: [1e7] }))
        : right;
    }),
    { reported: ["keras-team/keras#21908"] },
  ),
  mutant(
    "cross_entropy/ignored_rows_count",
    "Ignored rows are taken for class 0",
    hears(countsIgnored),
    { reported: ["NVIDIA/TransformerEngine#2476", "onnx/onnx#2700", "PaddlePaddle/Paddle#17961"] },
  ),
  mutant(
    "cross_entropy/three_features_crash",
    "Class weights with smoothing gather the weight of the ignored label: index out of range",
    computes(() => (call) =>
      call.inputs.class_weight && smoothing(call) > 0 && ignoredCount(call) > 0
        ? { error: "index -100 is out of bounds" }
        : evaluateReference(call)
    ),
    { reported: ["pytorch/pytorch#69339"] },
  ),
  mutant(
    "cross_entropy/labels_clamped",
    "A label below 0 or beyond the classes is clamped",
    computes(() => (call) => {
      const classes = call.inputs.pred.shape[1];
      return evaluateReference(withNumbers(
        call,
        "label",
        (label) => isIgnored(call, label) ? label : Math.min(Math.max(label, 0), classes - 1),
      ));
    }),
    { reported: ["pytorch/pytorch#12670", "open-mmlab/mmdetection#2964"] },
  ),
  mutant(
    "cross_entropy/label_minus_1_wraps",
    "Label -1 is the last class",
    computes(() => (call) => {
      const classes = call.inputs.pred.shape[1];
      return evaluateReference(withNumbers(
        call,
        "label",
        (label) => label === -1 && !isIgnored(call, label) ? classes - 1 : label,
      ));
    }),
  ),
  mutant(
    "cross_entropy/only_minus_100_is_ignored",
    "An ignore_index other than -100 is not heeded",
    computes(() => (call) =>
      evaluateReference(call.params.ignore_index === -100 ? call : countsIgnored(call))
    ),
    { reported: ["keras-team/keras#19838"] },
  ),
  mutant(
    "cross_entropy/ignored_rows_have_a_gradient",
    "The gradient of ignored rows is not 0",
    computes(() => (call) => {
      const right = evaluateReference(call);
      const other = evaluateReference(countsIgnored(call));
      if (!("value" in right) || !("value" in other) || !other.gradients) return right;
      return { ...right, gradients: other.gradients };
    }),
    { reported: ["PaddlePaddle/Paddle#28622"] },
  ),
  mutant(
    "cross_entropy/weights_with_255_crash",
    "Class weights with an ignored label of 255 read out of range",
    computes(() => (call) =>
      call.inputs.class_weight && call.inputs.label.data.includes(255)
        ? { error: "index 255 is out of bounds" }
        : evaluateReference(call)
    ),
    { reported: ["PaddlePaddle/Paddle#34718"] },
  ),
  mutant(
    "cross_entropy/only_ignored_rows_count",
    "The mask of ignored rows is inverted",
    formula({ ignore: "label != ignore_index" }),
    { reported: ["awslabs/sockeye#200"] },
  ),
  mutant(
    "cross_entropy/minus_100_means_nothing_is_ignored",
    "The default -100 is taken for: ignore nothing",
    computes(() => (call) =>
      evaluateReference(call.params.ignore_index === -100 ? countsIgnored(call) : call)
    ),
    { reported: ["flagos-ai/FlagGems#73"] },
  ),
  mutant(
    "cross_entropy/labels_in_8_bits",
    "Labels are stored in 8 bits: class 128 and those after it wrap",
    computes(() => (call) => {
      const classes = call.inputs.pred.shape[1];
      return evaluateReference(withNumbers(
        call,
        "label",
        (label) => isIgnored(call, label) || label < 128 ? label : (label << 24 >> 24) % classes,
      ));
    }),
  ),
  mutant(
    "cross_entropy/labels_in_8_bits_without_sign",
    "Labels are stored in 8 bits: class 256 is class 0",
    computes(() => (call) =>
      evaluateReference(withNumbers(
        call,
        "label",
        (label) => isIgnored(call, label) || label < 0 ? label : label & 255,
      ))
    ),
  ),
  mutant(
    "weighted_cross_entropy/ignore_index_in_8_bits",
    "The ignored label is stored in 8 bits: 255 is -1",
    computes(() => (call) => {
      const rows = call.inputs.label.data;
      if (call.params.ignore_index !== 255 || !rows.includes(255)) return evaluateReference(call);
      const right = evaluateReference(call);
      return changed(right, call, each(() => NaN));
    }),
  ),
  mutant(
    "cross_entropy/nothing_counts_is_large",
    "The divisor of the mean is at least 1e-6, which hides that no row counts",
    computes(() => (call) =>
      call.reduction === "mean" && ignoredCount(call) === call.inputs.label.data.length
        ? { value: filled(call.dtype, [], 1e6) }
        : evaluateReference(call)
    ),
    { level: "may" },
  ),
];
