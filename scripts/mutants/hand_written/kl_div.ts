/**
 * Mistakes in the Kullback-Leibler divergence of entries.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Mutant } from "../mutant.ts";
import { answers, changed, computes, each, formula, mutant } from "../write.ts";

const loss = "kl_div_loss";

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    `${loss}/exchanged`,
    "The expectation is taken under the prediction: pred and target are in each other's place",
    formula({ value: "exp(pred) * (pred - log_of_target)" }),
  ),
  mutant(
    `${loss}/log_target`,
    "The target is taken for a logarithm, too",
    formula({ value: "exp(target) * (target - pred)" }),
  ),
  mutant(
    `${loss}/log_of_log`,
    "The logarithm of pred is taken once more, of what it is above 2^-126",
    formula({ value: "target * (log_of_target - log(max(pred, 1.1754944e-38)))" }),
  ),
  mutant(
    `${loss}/without_entropy`,
    "The target's own entropy is left out: cross entropy",
    formula({ value: "-(target * pred)" }),
  ),
  mutant(
    `${loss}/nan_at_0`,
    "0 log 0 is NaN",
    computes(() => (call) => {
      const { target } = call.inputs;
      const isOne = call.reduction === "none";
      return changed(evaluateReference(call), call, ({ value }) => ({
        value: value.map((x, i) =>
          (isOne ? target.data[i] === 0 : target.data.some((t: number) => t === 0)) ? NaN : x
        ),
      }));
    }),
  ),
  mutant(
    `${loss}/epsilon_in_the_logarithm`,
    "An epsilon is added to the target before the logarithm",
    formula({ value: "target * (log(target + 1e-8) - pred)" }),
  ),
  mutant(
    `${loss}/clipped`,
    "The target is clipped to [1e-7, 1]",
    formula({ let: { kept: "min(max(target, 1e-7), 1)" }, value: "kept * (log(kept) - pred)" }),
  ),
  mutant(
    `${loss}/mean_over_first_axis`,
    "The mean divides by the length of the first axis alone: batchmean",
    answers((numbers, { inputs: { pred }, reduction }) => {
      const { shape, data } = pred;
      const [rows = 1] = shape;
      return each((x) => reduction === "mean" ? x * data.length / rows : x)(numbers);
    }),
  ),
  mutant(
    `${loss}/never_negative`,
    "Entries below 0 are cut off",
    formula({ value: "max(target * (log_of_target - pred), 0)" }),
  ),
  mutant(
    `${loss}/slope_of_softmax`,
    "The gradient is that of a softmax before it, e^x - t",
    formula({ gradient: { pred: "exp(pred) - target" } }),
  ),
];
