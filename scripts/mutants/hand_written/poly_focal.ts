/**
 * Mistakes in poly focal loss: what epsilon multiplies, and what gamma and alpha are of.
 *
 * @module
 */
import type { Mutant } from "../mutant.ts";
import { answers, each, formula, hears, mutant, withNumbers, withParam } from "../write.ts";

const loss = "poly_focal_loss";

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    `${loss}/epsilon_ignored`,
    "epsilon is accepted, and never used",
    hears((call) => withParam(call, "epsilon", 0)),
  ),
  mutant(
    `${loss}/epsilon_times_p`,
    "epsilon multiplies p_t in place of 1 - p_t",
    formula({ value: "balance * q^gamma * (bce + epsilon * (1 - q))" }),
  ),
  mutant(
    `${loss}/epsilon_not_negative`,
    "A negative epsilon is taken for 0",
    hears((call) => withParam(call, "epsilon", Math.max(call.params.epsilon ?? 2, 0))),
  ),
  mutant(
    `${loss}/second_coefficient`,
    "epsilon is added to the second coefficient of the series, that of (1 - p_t)^2",
    formula({ value: "balance * q^gamma * (bce + epsilon * q^2)" }),
  ),
  mutant(
    `${loss}/held_at_0`,
    "A loss below 0 is held there",
    formula({ value: "max(balance * q^gamma * (bce + epsilon * q), 0)" }),
  ),
  mutant(
    `${loss}/polynomial_not_focused`,
    "gamma turns down the cross entropy alone",
    formula({ value: "balance * (q^gamma * bce + epsilon * q)" }),
  ),
  mutant(
    `${loss}/polynomial_to_gamma`,
    "The polynomial has the power gamma, not gamma + 1",
    formula({ value: "balance * (q^gamma * bce + epsilon * q^gamma)" }),
  ),
  mutant(
    `${loss}/polynomial_not_balanced`,
    "alpha weighs the cross entropy alone",
    formula({ value: "q^gamma * (balance * bce + epsilon * q)" }),
  ),
  mutant(
    `${loss}/alpha_of_positives_alone`,
    "alpha weighs positives, negatives have 1",
    formula({
      let: { balance: "where(given(alpha), alpha * target + (1 - target), 1)" },
      value: "balance * q^gamma * (bce + epsilon * q)",
    }),
  ),
  mutant(
    `${loss}/alpha_zero_is_none`,
    "alpha = 0 switches the balance off, as what is falsy does",
    hears((call) => call.params.alpha === 0 ? withParam(call, "alpha", null) : call),
  ),
  mutant(
    `${loss}/alpha_none_is_half`,
    "Without alpha both outcomes have 1/2",
    hears((call) => call.params.alpha === null ? withParam(call, "alpha", 0.5) : call),
  ),
  mutant(
    `${loss}/hard_targets`,
    "A soft target is taken for the nearer outcome where 1 - p_t is made",
    formula({
      let: { q: "where(target < 0.5, p, n)" },
      value: "balance * q^gamma * (bce + epsilon * q)",
    }),
  ),
  mutant(
    `${loss}/rounded_targets`,
    "Targets are rounded to whole numbers",
    hears((call) => withNumbers(call, "target", Math.round)),
  ),
  mutant(
    `${loss}/modulation_detached`,
    "The gradient takes the power for a constant",
    formula({ gradient: { pred: "balance * q^gamma * slope" } }),
  ),
  mutant(
    `${loss}/p_detached`,
    "The gradient takes the polynomial's p for a constant",
    formula({ value: "balance * q^gamma * (bce + epsilon * stop_gradient(q))" }),
  ),
  mutant(
    `${loss}/power_rule_at_0`,
    "The gradient has gamma (1 - p_t)^(gamma - 1), which is infinite where p_t rounds to 1, times 0",
    formula({ value: "balance * missed^gamma * (bce + epsilon * missed)" }, "plain"),
  ),
  mutant(
    `${loss}/mean_over_rows`,
    "The mean divides by the length of the first axis, as timm's batchmean does",
    answers(({ value, gradients }, { inputs: { pred }, reduction }) =>
      reduction === "mean" && pred.shape.length > 1
        ? each((x) => x * pred.data.length / (pred.shape[0] ?? 1))({ value, gradients })
        : {}
    ),
  ),
];
