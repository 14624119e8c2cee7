/**
 * Mistakes in poly cross entropy: what epsilon multiplies, and whose probability that is.
 *
 * @module
 */
import type { Mutant } from "../mutant.ts";
import { answers, each, formula, hears, mutant, withParam } from "../write.ts";

const loss = "poly_cross_entropy";
const entropy = "(-sum(soft * log_softmax(pred)))";
const nll = "(highest - pred) + log_sum";

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    `${loss}/epsilon_ignored`,
    "epsilon is accepted, and never used",
    hears((call) => withParam(call, "epsilon", 0)),
  ),
  mutant(
    `${loss}/epsilon_of_the_module`,
    "epsilon is 2, whatever is said",
    hears((call) => withParam(call, "epsilon", 2)),
  ),
  mutant(
    `${loss}/epsilon_times_p`,
    "epsilon multiplies p in place of 1 - p",
    formula({ value: `${entropy} + epsilon * hit` }),
  ),
  mutant(
    `${loss}/epsilon_subtracted`,
    "epsilon (1 - p) is subtracted",
    formula({ value: `${entropy} - epsilon * miss` }),
  ),
  mutant(
    `${loss}/epsilon_not_negative`,
    "A negative epsilon is taken for 0",
    formula({ value: `${entropy} + max(epsilon, 0) * miss` }),
  ),
  mutant(
    `${loss}/absolute_epsilon`,
    "epsilon has lost its sign",
    formula({ value: `${entropy} + abs(epsilon) * miss` }),
  ),
  mutant(
    `${loss}/second_coefficient`,
    "epsilon is added to the second coefficient of the series, that of (1 - p)^2",
    formula({ value: `${entropy} + epsilon * miss^2` }),
  ),
  mutant(
    `${loss}/held_at_0`,
    "A loss below 0 is held there",
    formula({ value: `max(${entropy} + epsilon * miss, 0)` }),
  ),
  mutant(
    `${loss}/p_detached`,
    "The gradient takes p for a constant",
    formula({ value: `${entropy} + epsilon * stop_gradient(miss)` }),
  ),
  mutant(
    `${loss}/slope_of_the_cross_entropy`,
    "The gradient is (1 + epsilon)(p - target): the p in the factor is forgotten",
    formula({ gradient: { pred: "(1 + epsilon) * (p - soft)" } }),
  ),
  mutant(
    `${loss}/slope_by_p`,
    "The gradient is that by p_k, not by the logits: without the softmax's own",
    formula({ gradient: { pred: "p - soft - epsilon * onehot(label)" } }),
  ),
  mutant(
    `${loss}/smoothed_p`,
    "p is that of the smoothed target, as in timm, with no word of the dialect",
    hears((call) => withParam(call, "smoothed_p", 1)),
  ),
  mutant(
    `${loss}/smoothing_ignored`,
    "label_smoothing is accepted, and not applied",
    hears((call) => withParam(call, "label_smoothing", 0)),
  ),
  mutant(
    `${loss}/smoothing_of_the_others`,
    "The smoothing is spread over the other classes alone",
    formula({
      value:
        `where(C == 1, 0, (1 - label_smoothing) * softplus(margin) + label_smoothing / (C - 1) * sum((1 - onehot(label)) * (${nll}))) + epsilon * miss`,
    }),
  ),
  mutant(
    `${loss}/log_of_softmax_with_epsilon`,
    "1e-7 is added inside the logarithm of the softmax",
    formula({ value: "-sum(soft * log(p + 1e-7)) + epsilon * miss" }),
  ),
  mutant(
    `${loss}/poly_of_the_mean`,
    "epsilon's part is scaled by the number of classes",
    formula({ value: `${entropy} + epsilon / C * miss` }),
  ),
  mutant(
    `${loss}/mean_over_rows_and_classes`,
    "The mean divides by rows times classes",
    answers((numbers, { inputs: { pred }, reduction }) =>
      reduction === "mean" ? each((x) => x / pred.shape[1])(numbers) : {}
    ),
  ),
];
