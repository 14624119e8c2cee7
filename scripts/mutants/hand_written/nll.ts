/**
 * Mistakes in negative log likelihood: what pred is, whose weight counts, and what is looked at.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call } from "../../../src/spec/mod.ts";
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

const loss = "nll_loss";
const weight = "take(class_weight, label)";

/** How many rows a call has, and how many of them count. */
function rowsOf({ inputs: { label }, params }: Call): readonly [all: number, counted: number] {
  const counted = label.data.filter((k: number) => k !== params.ignore_index).length;
  return [label.data.length, counted];
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    `${loss}/softmax_inside`,
    "A log-softmax is applied to what is a logarithm already",
    formula({ value: `${weight} * take(-log_softmax(pred), label)` }),
  ),
  mutant(
    `${loss}/log_inside`,
    "The logarithm is taken of what is one already",
    formula({ value: `-(${weight} * log(abs(take(pred, label))))` }),
  ),
  mutant(
    `${loss}/not_negated`,
    "The log likelihood itself",
    formula({ value: `${weight} * take(pred, label)` }),
  ),
  mutant(
    `${loss}/never_negative`,
    "Logarithms above 0 are clamped to 0",
    formula({ value: `-(${weight} * min(take(pred, label), 0))` }),
  ),
  mutant(
    `${loss}/slope_of_probability`,
    "The gradient is that by the probability, -1/p",
    formula({ gradient: { pred: `-${weight} * onehot(label) * exp(-pred)` } }),
  ),
  mutant(
    `${loss}/slope_of_logit`,
    "The gradient is that by the logit, p - 1 at the label",
    formula({ gradient: { pred: `${weight} * (exp(pred) - onehot(label))` } }),
  ),
  mutant(
    `${loss}/slope_for_every_class`,
    "Every class has the label's slope",
    formula({ gradient: { pred: `-${weight}` } }),
  ),
  mutant(
    `${loss}/weight_of_the_predicted_class`,
    "The weight is that of the likeliest class",
    formula({ value: "-(sum(class_weight * onehot_argmax(pred)) * take(pred, label))" }),
  ),
  mutant(
    `${loss}/weight_squared`,
    "The class weight is applied twice",
    formula({ value: `-(${weight}^2 * take(pred, label))` }),
  ),
  mutant(
    `${loss}/weight_not_in_the_gradient`,
    "The gradient has no class weight",
    formula({ gradient: { pred: "-onehot(label)" } }),
  ),
  mutant(
    `${loss}/weight_ignored`,
    "Class weights are accepted, and not applied",
    hears((call) => without(call, "class_weight")),
  ),
  mutant(
    `${loss}/mean_over_valid_rows`,
    "A mean with class weights divides by the number of rows",
    formula({ denominators: { mean: { of: "valid_rows" } } }),
  ),
  mutant(
    `${loss}/mean_over_the_first_axis`,
    "A mean over [N, C, d] divides by N, not by N·d",
    answers((numbers, { reduction, inputs: { label } }) =>
      reduction === "mean"
        ? each((x) => x * label.data.length / Math.max(label.shape[0], 1))(numbers)
        : {}
    ),
  ),
  mutant(
    `${loss}/mean_over_rows_and_classes`,
    "The mean divides by rows times classes",
    computes(() => (call) => {
      const right = evaluateReference(call);
      const { pred } = call.inputs;
      return call.reduction === "mean"
        ? changed(right, call, each((x) => x / pred.shape[1]))
        : right;
    }),
  ),
  mutant(
    `${loss}/ignored_rows_in_the_mean`,
    "Ignored rows count in what the mean divides by",
    computes(() => (call) => {
      const right = evaluateReference(call);
      const [all, counted] = rowsOf(call);
      return call.reduction === "mean" && counted > 0
        ? changed(right, call, each((x) => x * counted / all))
        : right;
    }),
  ),
  mutant(
    `${loss}/ignored_rows_count`,
    "Ignored rows are taken for class 0",
    hears((call) => ({
      ...withNumbers(call, "label", (k) => k === call.params.ignore_index ? 0 : k),
      params: { ...call.params, ignore_index: -100 },
    })),
  ),
  mutant(
    `${loss}/ignored_label_is_always_the_default`,
    "ignore_index is accepted, and -100 alone is ignored: other labels are clamped to the classes",
    hears((call) => {
      const classes = call.inputs.pred.shape[1];
      const clamped = withNumbers(
        call,
        "label",
        (k) => k !== -100 && k === call.params.ignore_index ? Math.min(k, classes - 1) : k,
      );
      return { ...clamped, params: { ...call.params, ignore_index: -100 } };
    }),
  ),
  mutant(
    `${loss}/label_wraps`,
    "A label below 0 counts from the last class",
    hears((call) => {
      const classes = call.inputs.pred.shape[1];
      const wraps = (k: number) => k < 0 && k >= -classes && k !== call.params.ignore_index;
      return withNumbers(call, "label", (k) => wraps(k) ? k + classes : k);
    }),
  ),
  mutant(
    `${loss}/label_clamped`,
    "A label beyond the classes is clamped",
    hears((call) => {
      const last = call.inputs.pred.shape[1] - 1;
      return withNumbers(
        call,
        "label",
        (k) => k === call.params.ignore_index ? k : Math.min(k, last),
      );
    }),
  ),
  mutant(
    `${loss}/channels_last`,
    "Rows of rank 3 and more are read as if the classes lay on the last axis",
    hears((call) => {
      const { pred } = call.inputs;
      const [, c, ...rest] = pred.shape;
      const inner = rest.reduce((product, length) => product * length, 1);
      return withNumbers(call, "pred", (_, i) => {
        const row = Math.floor(i / (c * inner));
        const k = Math.floor(i / inner) % c;
        return pred.data[row * c * inner + (i % inner) * c + k];
      });
    }),
  ),
  mutant(
    `${loss}/axis_of_rows`,
    "Where there are as many rows as classes the class is looked up along the rows",
    hears((call) => {
      const { pred } = call.inputs;
      const [n, c, ...rest] = pred.shape;
      return n === c && rest.length === 0
        ? withNumbers(call, "pred", (_, i) => pred.data[i % c * c + Math.floor(i / c)])
        : call;
    }),
  ),
];
