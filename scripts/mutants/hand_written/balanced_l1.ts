/**
 * Mistakes in balanced L1.
 *
 * @module
 */
import type { Mutant } from "../mutant.ts";
import { answers, formula, hears, mutant, withParam } from "../write.ts";

const inside = "alpha / b * (b * a + 1) * log1p(b * a / beta) - alpha * a";

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "balanced_l1_loss/smooth_at_the_end",
    "The slope at beta is that of beta = 1: the curve is believed to be smooth",
    formula({
      gradient: {
        pred: "where(a < beta, alpha * log1p(b * a / beta), gamma) * where(pred < target, -1, 1)",
      },
    }),
  ),
  mutant(
    "balanced_l1_loss/curve_of_the_paper",
    "The curve is the paper's, for beta = 1, whatever beta is",
    formula({ value: "where(a < beta, alpha / b * (b * a + 1) * log1p(b * a) - alpha * a, line)" }),
  ),
  mutant(
    "balanced_l1_loss/line_without_constant",
    "The line lacks its constant, so that the loss jumps",
    formula({ value: `where(a < beta, ${inside}, gamma * a)` }),
  ),
  mutant(
    "balanced_l1_loss/constant_of_the_paper",
    "The constant of the line is gamma / b - alpha, whatever beta is",
    formula({ value: `where(a < beta, ${inside}, gamma * a + gamma / b - alpha)` }),
  ),
  mutant(
    "balanced_l1_loss/quotient_upside_down",
    "b is made of alpha / gamma",
    formula({ let: { b: "expm1(alpha / gamma)" } }),
  ),
  mutant(
    "balanced_l1_loss/power_without_one",
    "b is e^(gamma / alpha), without the one taken off",
    formula({ let: { b: "exp(gamma / alpha)" } }),
  ),
  mutant(
    "balanced_l1_loss/never_negative",
    "The loss is clamped at 0, which it may be below where beta > 1",
    formula({ value: `max(where(a < beta, ${inside}, line), 0)` }),
  ),
  mutant(
    "balanced_l1_loss/mean_over_weights",
    "The mean divides by the sum of the weights",
    formula({ denominators: { mean: { of: "sum_of_weights", given_by: "avg_factor" } } }),
  ),
  mutant(
    "balanced_l1_loss/avg_factor_ignored",
    "avg_factor is ignored",
    hears((call) => withParam(call, "avg_factor", null)),
  ),
  mutant(
    "balanced_l1_loss/epsilon_on_the_given_factor",
    "float32's epsilon is added to avg_factor, undeclared: 0 is 1.19e-7 then",
    formula({
      denominators: {
        mean: { of: "elements", given_by: "avg_factor", given_plus: 1.1920928955078125e-7 },
      },
    }),
  ),
  mutant(
    "balanced_l1_loss/slope_not_weighted",
    "The gradient lacks the weight",
    answers(({ gradients }, { inputs: { weight } }) => ({
      gradients: weight === undefined ? gradients : Object.fromEntries(
        Object.entries(gradients).map(([name, slope]) => [
          name,
          slope.map((x, i) => weight.data[i] === 0 ? x : x / weight.data[i]),
        ]),
      ),
    })),
  ),
];
