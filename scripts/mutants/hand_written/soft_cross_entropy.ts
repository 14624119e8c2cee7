/**
 * Mistakes in soft cross entropy: rows that do not sum to 1, class weights, smoothing, and the softmax.
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
  withParam,
} from "../write.ts";

const loss = "soft_cross_entropy";

/** The entries of an input with the class axis in another place. */
function turned(call: Call, name: string, at: (i: number) => number): Call {
  const { data } = call.inputs[name];
  return withNumbers(call, name, (_, i) => data[at(i)]);
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    `${loss}/slope_of_whole_rows`,
    "The slope is p - t, as if every row of the target summed to 1",
    formula({ gradient: { pred: "softmax(pred) - t" } }),
  ),
  mutant(
    `${loss}/lse_not_scaled`,
    "log Σ exp(x) - Σ t x, as if every row of the target summed to 1",
    formula({ value: "sum(class_weight) / C * logsumexp(pred) - sum(t * pred)" }),
  ),
  mutant(
    `${loss}/target_normalised`,
    "A row of the target is divided by its sum",
    formula({ let: { soft: "where(sum(target) == 0, 0, target / sum(target))" } }),
  ),
  mutant(
    `${loss}/softmax_of_the_target`,
    "The target is taken for logits",
    formula({ let: { soft: "softmax(target)" } }),
  ),
  mutant(
    `${loss}/hard_target`,
    "The likeliest class of the target is taken for its label",
    formula({
      let: { soft: "(1 - label_smoothing) * onehot_argmax(target) + label_smoothing / C" },
    }),
  ),
  mutant(
    `${loss}/divergence`,
    "The target's entropy is subtracted",
    formula({
      value: "sum(t * log(where(soft == 0, 1, soft))) - sum(t * log_softmax(pred))",
    }),
  ),
  mutant(
    `${loss}/mean_of_classes`,
    "A term is the mean over the classes",
    formula({ value: "-sum(t * log_softmax(pred)) / C" }),
  ),
  mutant(
    `${loss}/binary`,
    "Every class is a binary cross entropy",
    formula({ value: "sum(class_weight * (softplus(pred) - soft * pred))" }),
  ),
  mutant(
    `${loss}/smoothing_without_the_label`,
    "Smoothing gives a/(C - 1) to the classes",
    formula({
      let: {
        soft: "(1 - label_smoothing) * target + where(C == 1, 0, label_smoothing / (C - 1))",
      },
    }),
  ),
  mutant(
    `${loss}/smoothing_ignored`,
    "label_smoothing is accepted, and not applied",
    hears((call) => withParam(call, "label_smoothing", 0)),
  ),
  mutant(
    `${loss}/smoothing_after_the_weights`,
    "The even share of smoothing has no class weight",
    formula({
      let: { t: "class_weight * (1 - label_smoothing) * target + label_smoothing / C" },
    }),
  ),
  mutant(
    `${loss}/weight_ignored`,
    "Class weights are accepted, and not applied",
    hears((call) => without(call, "class_weight")),
  ),
  mutant(
    `${loss}/weight_squared`,
    "The class weight is applied twice",
    formula({ let: { t: "class_weight^2 * soft" } }),
  ),
  mutant(
    `${loss}/weight_not_in_the_sum`,
    "The slope's softmax is multiplied by the sum of the target without its weights",
    formula({ gradient: { pred: "softmax(pred) * sum(soft) - t" } }),
  ),
  mutant(
    `${loss}/weight_of_the_likeliest_class`,
    "A row has the weight of its target's likeliest class",
    formula({ let: { t: "sum(class_weight * onehot_argmax(target)) * soft" } }),
  ),
  mutant(
    `${loss}/mean_over_the_weights`,
    "The mean divides by the sum of the weights of the likeliest classes, as with labels",
    computes(() => (call) => {
      const right = evaluateReference(call);
      const { pred, target, class_weight } = call.inputs;
      const [n, c, ...rest] = pred.shape;
      if (call.reduction !== "mean" || !class_weight || rest.length > 0) return right;
      const likeliest = Array.from({ length: n }, (_, i) => {
        const row = Array.from(target.data.slice(i * c, (i + 1) * c));
        return class_weight.data[row.indexOf(Math.max(...row))];
      });
      const total = likeliest.reduce((a, b) => a + b, 0);
      return total > 0 ? changed(right, call, each((x) => x * n / total)) : right;
    }),
  ),
  mutant(
    `${loss}/mean_over_every_entry`,
    "The mean divides by rows times classes",
    answers((numbers, { reduction, inputs }) =>
      reduction === "mean" ? each((x) => x / inputs.pred.shape[1])(numbers) : {}
    ),
  ),
  mutant(
    `${loss}/mean_over_the_first_axis`,
    "A mean over [N, C, d] divides by N, not by N·d",
    answers((numbers, { reduction, inputs: { pred } }) => {
      const [n, c] = pred.shape;
      return reduction === "mean" ? each((x) => x * pred.data.length / (n * c))(numbers) : {};
    }),
  ),
  mutant(
    `${loss}/no_maximum_subtracted`,
    "log Σ exp(x) without subtracting the maximum",
    formula({ value: "sum(t * (log(sum(exp(pred))) - pred))" }, "plain"),
  ),
  mutant(
    `${loss}/log_of_softmax`,
    "The logarithm of a softmax that underflows",
    formula({ value: "-sum(t * log(softmax(pred)))" }, "plain"),
  ),
  mutant(
    `${loss}/epsilon_in_the_logarithm`,
    "An epsilon is added to the softmax before the logarithm",
    formula({ value: "-sum(t * log(softmax(pred) + 1e-7))" }),
  ),
  mutant(
    `${loss}/axis_of_rows`,
    "Where there are as many rows as classes the softmax goes along the rows",
    hears((call) => {
      const [n, c, ...rest] = call.inputs.pred.shape;
      if (n !== c || rest.length > 0) return call;
      const at = (i: number) => i % c * c + Math.floor(i / c);
      return turned(turned(call, "pred", at), "target", at);
    }),
  ),
  mutant(
    `${loss}/channels_last`,
    "Rows of rank 3 and more are read as if the classes lay on the last axis",
    hears((call) => {
      const [, c, ...rest] = call.inputs.pred.shape;
      const inner = rest.reduce((product, length) => product * length, 1);
      const at = (i: number) => {
        const first = Math.floor(i / (c * inner)) * c * inner;
        return first + (i % inner) * c + Math.floor(i / inner) % c;
      };
      return turned(turned(call, "pred", at), "target", at);
    }),
  ),
  mutant(
    `${loss}/target_clamped`,
    "Targets are clamped to [1e-6, 1]",
    formula({
      let: { soft: "(1 - label_smoothing) * max(target, 1e-6) + label_smoothing / C" },
    }),
  ),
];
