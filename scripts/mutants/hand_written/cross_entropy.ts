/**
 * Mistakes in cross entropy: ignored labels, class weights, smoothing, and all of them together.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/reference.ts";
import type { Call, Result } from "../../../src/spec/mod.ts";
import { filled, tensor } from "../../../src/tensor/mod.ts";
import type { Mutant } from "../mutant.ts";
import {
  answers,
  changed,
  computes,
  each,
  formula,
  hears,
  mutant,
  type Numbers,
  withNumbers,
  without,
  withParam,
} from "../write.ts";

function isIgnored(call: Call, label: number): boolean {
  return label === call.params.ignore_index;
}

function ignoredCount(call: Call): number {
  return [...call.inputs.label.data].filter((label) => isIgnored(call, label)).length;
}

function smoothing(call: Call): number {
  return call.params.label_smoothing ?? 0;
}

/** The label that is ignored, taken for class 0. */
function countsIgnored(call: Call): Call {
  const unused = { ...call.params, ignore_index: -12345 };
  const heard = withNumbers(call, "label", (label) => isIgnored(call, label) ? 0 : label);
  return { ...heard, params: unused };
}

function numbersOf(result: Result): Numbers | undefined {
  if (!("value" in result)) return undefined;
  const gradients = Object.entries(result.gradients ?? {}).map(([name, t]) => [name, [...t.data]]);
  return { value: [...result.value.data], gradients: Object.fromEntries(gradients) };
}

/** a·one + b·other: the loss is linear in the two parts of a smoothed target. */
function mixed(call: Call, a: number, one: Result, b: number, other: Result): Result {
  const more = numbersOf(other);
  if (more === undefined) return one;
  return changed(one, call, ({ value, gradients }) => ({
    value: value.map((x, i) => a * x + b * more.value[i]),
    gradients: Object.fromEntries(
      Object.entries(gradients).map(([name, list]) => [
        name,
        list.map((x, i) => a * x + b * more.gradients[name][i]),
      ]),
    ),
  }));
}

/** Smoothing that spreads `share(s)` over the classes and leaves `rest(s)` for the label. */
function smoothedBy(rest: (s: number) => number, share: (s: number, call: Call) => number) {
  return computes(() => (call) => {
    const s = smoothing(call);
    if (s === 0) return evaluateReference(call);
    const hard = evaluateReference(withParam(call, "label_smoothing", 0));
    const flat = evaluateReference(withParam(call, "label_smoothing", 1));
    return mixed(call, rest(s), hard, share(s, call), flat);
  });
}

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

/** All of them. */
export const crossEntropy: readonly Mutant[] = [
  mutant(
    "cross_entropy/upstream_ignored",
    "The backward pass ignores the gradient from above",
    computes(() => (call) => {
      const { upstream: _, ...rest } = call;
      return evaluateReference(rest);
    }),
    { reported: ["051"] },
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
    { reported: ["069"] },
  ),
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
    { reported: ["070", "141", "146"] },
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
    { reported: ["085"] },
  ),
  mutant(
    "cross_entropy/upstream_other_than_1",
    "The gradient is lost where the gradient from above is not 1",
    answers(({ gradients }, { upstream }) =>
      upstream?.data.some((g) => g !== 1)
        ? { gradients: each(() => 0)({ value: [], gradients }).gradients }
        : {}
    ),
    { reported: ["097"] },
  ),
  mutant(
    "cross_entropy/ignored_rows_count",
    "Ignored rows are taken for class 0",
    hears(countsIgnored),
    { reported: ["098", "149", "155"] },
  ),
  mutant(
    "cross_entropy/no_gradient_without_reduction",
    'With reduction "none" the gradient is 0',
    answers(({ gradients }, { reduction }) =>
      reduction === "none" ? { gradients: each(() => 0)({ value: [], gradients }).gradients } : {}
    ),
    { reported: ["099"] },
  ),
  mutant(
    "cross_entropy/three_features_crash",
    "Class weights with smoothing gather the weight of the ignored label: index out of range",
    computes(() => (call) =>
      call.inputs.class_weight && smoothing(call) > 0 && ignoredCount(call) > 0
        ? { error: "index -100 is out of bounds" }
        : evaluateReference(call)
    ),
    { reported: ["101"] },
  ),
  mutant(
    "cross_entropy/channels_last",
    "Logits of rank 3 and more are read as if the classes lay on the last axis",
    hears(channelsLast),
    { reported: ["102"] },
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
    { reported: ["109", "206"] },
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
    "cross_entropy/mean_over_valid_rows",
    "A mean with class weights divides by the number of rows",
    formula({ denominators: { mean: { of: "valid_rows" } } }),
    { reported: ["111", "147"] },
  ),
  mutant(
    "cross_entropy/no_maximum_subtracted",
    "log Σ exp(x) without subtracting the maximum",
    formula({
      value: "sum(class_weight * soft * (log(sum(exp(pred))) - pred))",
    }, "plain"),
    { reported: ["117"] },
  ),
  mutant(
    "cross_entropy/softmax_overflows_in_the_gradient",
    "The gradient's softmax does not subtract the maximum",
    formula({
      gradient: {
        pred: "sum(class_weight * soft) * exp(pred) / sum(exp(pred)) - class_weight * soft",
      },
    }, "plain"),
    { reported: ["125"] },
  ),
  mutant(
    "cross_entropy/smoothing_over_the_last_axis",
    "The number of classes for smoothing is read from the last axis",
    smoothedBy(
      (s) => 1 - s,
      (s, { inputs: { pred } }) => s * pred.shape[1] / (pred.shape.at(-1) ?? 1),
    ),
    { reported: ["131"] },
  ),
  mutant(
    "cross_entropy/smoothing_in_float32",
    "label_smoothing is a float32 whatever format is computed in",
    hears((call) => withParam(call, "label_smoothing", Math.fround(smoothing(call)))),
    { reported: ["133"], dtypes: ["f64"] },
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
    { reported: ["134", "194"] },
  ),
  mutant(
    "cross_entropy/only_minus_100_is_ignored",
    "An ignore_index other than -100 is not heeded",
    computes(() => (call) =>
      evaluateReference(call.params.ignore_index === -100 ? call : countsIgnored(call))
    ),
    { reported: ["135"] },
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
    { reported: ["151"] },
  ),
  mutant(
    "cross_entropy/weights_with_255_crash",
    "Class weights with an ignored label of 255 read out of range",
    computes(() => (call) =>
      call.inputs.class_weight && call.inputs.label.data.includes(255)
        ? { error: "index 255 is out of bounds" }
        : evaluateReference(call)
    ),
    { reported: ["153"] },
  ),
  mutant(
    "cross_entropy/weight_of_the_predicted_class",
    "The weight is that of the largest logit's class",
    formula({
      let: { w: "sum(class_weight * onehot_argmax(pred))" },
    }),
    { reported: ["154"] },
  ),
  mutant(
    "cross_entropy/ignored_rows_are_smoothed",
    "The smoothing term counts ignored rows",
    computes(() => (call) => {
      const right = evaluateReference(call);
      const s = smoothing(call);
      if (s === 0 || ignoredCount(call) === 0 || call.reduction === "mean") return right;
      const flat = withParam(call, "label_smoothing", 1);
      const all = evaluateReference(countsIgnored(flat));
      const counted = evaluateReference(flat);
      return mixed(call, 1, mixed(call, 1, right, s, all), -s, counted);
    }),
    { reported: ["158"] },
  ),
  mutant(
    "cross_entropy/only_ignored_rows_count",
    "The mask of ignored rows is inverted",
    formula({ ignore: "label != ignore_index" }),
    { reported: ["159"] },
  ),
  mutant(
    "cross_entropy/no_smoothing",
    "label_smoothing has no effect",
    hears((call) => withParam(call, "label_smoothing", 0)),
    { reported: ["161"] },
  ),
  mutant(
    "cross_entropy/minus_100_means_nothing_is_ignored",
    "The default -100 is taken for: ignore nothing",
    computes(() => (call) =>
      evaluateReference(call.params.ignore_index === -100 ? countsIgnored(call) : call)
    ),
    { reported: ["162"] },
  ),
  mutant(
    "cross_entropy/smoothing_over_two",
    "Half of the smoothing for every class, as if there were two",
    smoothedBy((s) => 1 - s, (s, { inputs: { pred } }) => s * pred.shape[1] / 2),
  ),
  mutant(
    "cross_entropy/smoothing_over_others",
    "Smoothing is spread over the C - 1 other classes",
    formula({
      value: "(1 - label_smoothing) * w * softplus(margin) + where(C == 1, 0, label_smoothing / " +
        "(C - 1) * sum(where(onehot(label) == 1, 0, class_weight * ((highest - pred) + log_sum))))",
    }),
  ),
  mutant(
    "cross_entropy/weight_dropped_under_smoothing",
    "The smoothing term does not weigh the classes",
    formula({
      value:
        "(1 - label_smoothing) * w * softplus(margin) + label_smoothing / C * sum((highest - pred) + log_sum)",
      denominators: { mean: { of: "sum_of_label_weights" } },
    }),
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
    { reported: ["078"] },
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
