/**
 * Mistakes in asymmetric loss: whose exponent is whose, and what the margin and the floor are of.
 *
 * @module
 */
import type { Mutant } from "../mutant.ts";
import { answers, each, formula, hears, mutant, without, withParam } from "../write.ts";

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "asymmetric_loss/mixed_logarithms",
    "Of a soft target the logarithms are mixed, not the probabilities, as timm does",
    formula({
      value:
        "w^g * (target * min(softplus(-pred), -log(eps)) + (1 - target) * min(nll_not, -log(eps)))",
    }),
  ),
  mutant(
    "asymmetric_loss/gamma_pos_of_the_module",
    "gamma_pos is 0, the default of mmPretrain's module",
    hears((call) => withParam(call, "gamma_pos", 0)),
  ),
  mutant(
    "asymmetric_loss/swapped_exponents",
    "The exponents have changed places",
    formula({
      let: { g: "gamma_neg * target + gamma_pos * (1 - target)" },
      value: "w^g * floored",
    }),
  ),
  mutant(
    "asymmetric_loss/hard_exponents",
    "A soft target has the exponent of the nearer outcome",
    formula({
      let: { g: "where(target < 0.5, gamma_neg, gamma_pos)" },
      value: "w^g * floored",
    }),
  ),
  mutant(
    "asymmetric_loss/margin_in_the_logarithm_alone",
    "The power of negatives is of the probability without the margin taken off",
    formula({ value: "(target * n + (1 - target) * p)^g * floored" }),
  ),
  mutant(
    "asymmetric_loss/margin_in_the_power_alone",
    "The logarithm of negatives knows no margin",
    formula({ value: "w^g * min(where(target == 0, softplus(pred), nll), -log(eps))" }),
  ),
  mutant(
    "asymmetric_loss/margin_of_both",
    "The margin is taken off positives, too",
    formula({
      let: {
        w: "target * max(n - clip, 0) + (1 - target) * m",
        likely: "target * min(p + clip, 1) + (1 - target) * min(n + clip, 1)",
      },
      value: "w^g * min(-log(likely), -log(eps))",
    }),
  ),
  mutant(
    "asymmetric_loss/margin_not_held_at_0",
    "The probability of a negative may fall below 0 by the margin",
    formula({
      let: { m: "p - clip", nll_not: "-log1p(-m)" },
      value: "abs(w)^g * min(where(target == 0, nll_not, nll), -log(eps))",
    }),
  ),
  mutant(
    "asymmetric_loss/margin_scaled",
    "What is left above the margin is scaled to 0 … 1",
    formula({
      let: { m: "max(p - clip, 0) / (1 - clip)" },
      value: "w^g * min(where(target == 0, -log(max(1 - m, eps)), nll), -log(eps))",
    }),
  ),
  mutant(
    "asymmetric_loss/eps_added",
    "eps is added inside the logarithm, not its argument's least",
    formula({ value: "w^g * -log(likely + eps)" }),
  ),
  mutant(
    "asymmetric_loss/no_floor",
    "The logarithm has no floor",
    formula({ value: "w^g * nll" }),
  ),
  mutant(
    "asymmetric_loss/flat_below_the_floor",
    "Below the floor the whole gradient is 0, that of the power included",
    formula({
      gradient: { pred: "where(likely < eps, 0, w^g * (g * turn * floored + own))" },
    }),
  ),
  mutant(
    "asymmetric_loss/slope_below_the_floor",
    "The gradient of the logarithm goes on below its floor",
    formula({
      let: { own: "where(target == 1, -n, where(target == 0, own_not, dw / likely))" },
      gradient: { pred: "w^g * (g * turn * floored + own)" },
    }),
  ),
  mutant(
    "asymmetric_loss/focal_detached",
    "The gradient takes the power for a constant, as with timm's disable_torch_grad_focal_loss",
    formula({ gradient: { pred: "w^g * own" } }),
  ),
  mutant(
    "asymmetric_loss/power_rule_at_0",
    "The gradient has g w^(g - 1), which is infinite within the margin for exponents below 1, times 0",
    formula({
      value: "w^g * floored",
      gradient: { pred: "g * w^(g - 1) * dw * floored + w^g * own" },
    }, "plain"),
  ),
  mutant(
    "asymmetric_loss/batchmean",
    "The mean divides by the length of the first axis, as timm's default does",
    answers(({ value, gradients }, { inputs, params, reduction }) => {
      const { shape, data } = inputs.pred;
      return reduction === "mean" && params.avg_factor == null
        ? each((x) => x * data.length / (shape[0] ?? 1))({ value, gradients })
        : {};
    }),
  ),
  mutant(
    "asymmetric_loss/weight_not_applied",
    "Weights are accepted, and not applied",
    hears((call) => without(call, "weight")),
  ),
  mutant(
    "asymmetric_loss/avg_factor_ignored",
    "avg_factor is accepted, and ignored",
    hears((call) => withParam(call, "avg_factor", null)),
  ),
  mutant(
    "asymmetric_loss/avg_factor_with_sum",
    "A sum accepts avg_factor, and does nothing with it",
    hears((call) => call.reduction === "sum" ? withParam(call, "avg_factor", null) : call),
    { level: "should" },
  ),
];
