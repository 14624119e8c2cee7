/**
 * Mistakes in equalization loss v2: weights of positives, of negatives and of the background, and the divisor.
 *
 * @module
 */
import type { Mutant } from "../mutant.ts";
import { answers, each, formula, hears, mutant, withParam } from "../write.ts";

const loss = "eqlv2_loss";
const entropies = "(max(pred, 0) - pred * onehot(label) + log1p(exp(-abs(pred))))";
const weighed = (positive: string, negative: string) =>
  formula({ value: `sum(where(onehot(label) == 1, ${positive}, ${negative}) * ${entropies})` });

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(`${loss}/not_weighed`, "Nothing is weighed", weighed("1", "1")),
  mutant(`${loss}/positives_alone`, "Negatives weigh 1", weighed("positive", "1")),
  mutant(`${loss}/negatives_alone`, "Positives weigh 1", weighed("1", "negative")),
  mutant(
    `${loss}/background_weighed`,
    "The background has a weight by its ratio, too",
    weighed("1 + alpha * sigmoid(-steepness)", "sigmoid(steepness)"),
  ),
  mutant(
    `${loss}/first_class_is_background`,
    "The first class, not the last one, is the background",
    weighed(
      "where(index() == 0, 1, 1 + alpha * sigmoid(-steepness))",
      "where(index() == 0, 1, sigmoid(steepness))",
    ),
  ),
  mutant(
    `${loss}/weights_exchanged`,
    "Positives have the weights of negatives",
    weighed("negative", "positive"),
  ),
  mutant(
    `${loss}/ratio_turned`,
    "Weights fall as the ratio rises",
    weighed(
      "where(index() == C - 1, 1, 1 + alpha * sigmoid(steepness))",
      "where(index() == C - 1, 1, sigmoid(-steepness))",
    ),
  ),
  mutant(
    `${loss}/mu_outside`,
    "mu is taken from gamma times the ratio",
    weighed(
      "where(index() == C - 1, 1, 1 + alpha * sigmoid(-(gamma * ratio - mu)))",
      "where(index() == C - 1, 1, sigmoid(gamma * ratio - mu))",
    ),
  ),
  mutant(
    `${loss}/mean_over_classes`,
    "The sum is divided by the classes, too",
    formula({ value: `sum(weight * ${entropies}) / C` }),
  ),
  mutant(
    `${loss}/not_divided`,
    "The sum is not divided by the rows",
    answers((numbers, { inputs }) => each((x) => x * inputs.pred.shape[0])(numbers)),
  ),
  mutant(
    `${loss}/gamma_fixed`,
    "gamma is 12, whatever is asked",
    hears((call) => withParam(call, "gamma", 12)),
  ),
  mutant(
    `${loss}/mu_fixed`,
    "mu is 0.8, whatever is asked",
    hears((call) => withParam(call, "mu", 0.8)),
  ),
  mutant(
    `${loss}/alpha_fixed`,
    "alpha is 4, whatever is asked",
    hears((call) => withParam(call, "alpha", 4)),
  ),
];
