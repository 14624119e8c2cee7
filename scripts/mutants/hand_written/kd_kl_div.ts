/**
 * Mistakes in knowledge distillation: the temperature, the mean over classes, and the direction.
 *
 * @module
 */
import type { Call } from "../../../src/spec/mod.ts";
import type { Mutant } from "../mutant.ts";
import { formula, hears, mutant, withNumbers, without } from "../write.ts";

const loss = "kd_kl_div_loss";
const divergence = "sum(q * (log_softmax(s) - log_softmax(x)))";

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    `${loss}/batchmean`,
    "The classes are added up, not averaged",
    formula({ value: `square * ${divergence}` }),
  ),
  mutant(
    `${loss}/square_left_out`,
    "The divergence is not multiplied by the temperature's square",
    formula({ value: `${divergence} / C` }),
  ),
  mutant(
    `${loss}/square_left_out_of_the_gradient`,
    "The gradient is not multiplied by the temperature's square",
    formula({ gradient: { pred: "(p - q) / (C * temperature)" } }),
  ),
  mutant(
    `${loss}/temperature_once`,
    "The divergence is multiplied by the temperature, not by its square",
    formula({ value: `temperature * ${divergence} / C` }),
  ),
  mutant(
    `${loss}/reversed`,
    "The expectation is the student's",
    formula({ value: "square / C * sum(p * (log_softmax(x) - log_softmax(s)))" }),
  ),
  mutant(
    `${loss}/teacher_not_tempered`,
    "The teacher's logits are not divided by the temperature",
    formula({ let: { s: "soft" }, value: `square / C * ${divergence}` }),
  ),
  mutant(
    `${loss}/student_not_tempered`,
    "The student's logits are not divided by the temperature",
    formula({ let: { x: "pred" }, value: `square / C * ${divergence}` }),
  ),
  mutant(
    `${loss}/without_entropy`,
    "The teacher's own entropy is left out: cross entropy",
    formula({ value: "-square / C * sum(q * log_softmax(x))" }),
  ),
  mutant(
    `${loss}/teacher_as_probabilities`,
    "The teacher's logits are taken for probabilities",
    formula({
      let: { q: "max(soft, 0)" },
      value: "square / C * sum(q * (log(where(q == 0, 1, q)) - log_softmax(x)))",
    }),
  ),
  mutant(
    `${loss}/log_of_softmax`,
    "The logarithm of a softmax that underflows",
    formula({ value: "square / C * sum(q * (log_q - log(softmax(x))))" }, "plain"),
  ),
  mutant(
    `${loss}/student_from_teacher_first`,
    "Two logits of a class are subtracted before those of a row: 0 and 1 are alike beside 1e308",
    formula({
      let: {
        drop: "(d - sum(onehot_argmax(soft) * d)) / temperature",
        is_near: "min(drop - sum(q * drop)) > -4",
      },
    }),
    { dtypes: ["f64"] },
  ),
  mutant(
    `${loss}/epsilon_in_the_logarithms`,
    "An epsilon is added to both shares before the logarithm",
    formula({ value: "square / C * sum(q * (log(q + 1e-8) - log(p + 1e-8)))" }),
  ),
  mutant(
    `${loss}/temperature_at_least_1`,
    "Temperatures below 1 are raised to 1",
    hears((call) => {
      const { temperature } = call.params;
      const isCold = typeof temperature === "number" && temperature > 0 && temperature < 1;
      return isCold ? { ...call, params: { ...call.params, temperature: 1 } } : call;
    }),
  ),
  mutant(
    `${loss}/axis_of_rows`,
    "Where there are as many rows as classes the softmax goes along the rows",
    hears((call) => {
      const [rows, classes] = call.inputs.pred.shape;
      if (rows !== classes || call.inputs.weight !== undefined) return call;
      const turned = (given: Call, name: string) =>
        withNumbers(
          given,
          name,
          (_, i) => given.inputs[name].data[(i % rows) * rows + Math.floor(i / rows)],
        );
      return turned(turned(call, "pred"), "soft");
    }),
  ),
  mutant(
    `${loss}/mean_over_rows_and_classes`,
    "The mean divides by rows times classes, after the mean over the classes",
    formula({ value: `square / C * ${divergence} / C` }),
  ),
  mutant(
    `${loss}/weight_ignored`,
    "weight is accepted, and not applied",
    hears((call) => without(call, "weight")),
  ),
];
