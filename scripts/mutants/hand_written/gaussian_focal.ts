/**
 * Mistakes in Gaussian focal loss: where centres begin, which exponent is whose, what eps stands beside.
 *
 * @module
 */
import type { Mutant } from "../mutant.ts";
import { answers, each, formula, hears, mutant, without, withParam } from "../write.ts";

const positive = "pos_weight * positive * -log_p * (1 - pred)^alpha";
const negative = "neg_weight * negative * decay * -log_not * pred^alpha";

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "gaussian_focal_loss/threshold",
    "Targets above 0.99 are centres, and no dialect is declared",
    hears((call) => withParam(call, "threshold", 0.99)),
  ),
  mutant(
    "gaussian_focal_loss/nearly_one_is_a_centre",
    "A target within 1e-6 of 1 is a centre",
    formula({
      let: { positive: "where(target > 1 - 1e-6, 1, 0)" },
      value: `${positive} + ${negative}`,
    }),
  ),
  mutant(
    "gaussian_focal_loss/centres_are_no_negatives",
    "At gamma = 0 a centre is a positive only: 0^0 is taken for 0",
    formula({ value: `where(target == 1, ${positive}, ${negative})` }),
  ),
  mutant(
    "gaussian_focal_loss/swapped_exponents",
    "alpha and gamma have changed places",
    hears((call) => ({
      ...call,
      params: { ...call.params, alpha: call.params.gamma ?? 4, gamma: call.params.alpha ?? 2 },
    })),
  ),
  mutant(
    "gaussian_focal_loss/fixed_exponents",
    "The exponents are 2 and 4, whatever is said",
    hears((call) => ({ ...call, params: { ...call.params, alpha: 2, gamma: 4 } })),
  ),
  mutant(
    "gaussian_focal_loss/no_decay",
    "Negatives near a centre count like any other",
    formula({ value: `${positive} + neg_weight * negative * -log_not * pred^alpha` }),
  ),
  mutant(
    "gaussian_focal_loss/decay_of_the_distance",
    "The decay is t^gamma",
    formula({ let: { decay: "target^gamma" }, value: `${positive} + ${negative}` }),
  ),
  mutant(
    "gaussian_focal_loss/soft_positives",
    "Positives are weighed by their target, as in cross entropy",
    formula({ let: { positive: "target" }, value: `${positive} + ${negative}` }),
  ),
  mutant(
    "gaussian_focal_loss/exponents_of_the_hit",
    "Easy elements are played up: p^alpha of positives",
    formula({
      value: "pos_weight * positive * -log_p * pred^alpha + " +
        "neg_weight * negative * decay * -log_not * (1 - pred)^alpha",
    }),
  ),
  mutant(
    "gaussian_focal_loss/without_eps",
    "No eps is added",
    hears((call) => withParam(call, "eps", 0)),
  ),
  mutant(
    "gaussian_focal_loss/eps_as_a_bound",
    "eps is the least that the logarithms' arguments may be",
    formula({
      let: { log_p: "log(max(pred, eps))", log_not: "log(max(1 - pred, eps))" },
      value: `${positive} + ${negative}`,
    }),
  ),
  mutant(
    "gaussian_focal_loss/clipped_to_1e-4",
    "Probabilities are clipped to 1e-4, as CenterNet does",
    formula({
      let: {
        log_p: "log(max(pred, 1e-4) + eps)",
        log_not: "log(1 - min(pred, 0.9999) + eps)",
      },
      value: `${positive} + ${negative}`,
    }),
  ),
  mutant(
    "gaussian_focal_loss/eps_left_out_of_the_complement",
    "eps stands in the first logarithm alone: infinite at p = 1",
    formula({ let: { log_not: "log1p(-pred)" }, value: `${positive} + ${negative}` }),
  ),
  mutant(
    "gaussian_focal_loss/modulation_detached",
    "The gradient takes the powers of p for constants",
    formula({
      gradient: {
        pred: "-pos_weight * positive * (1 - pred)^alpha / (pred + eps) + " +
          "neg_weight * negative * decay * pred^alpha / (1 - pred + eps)",
      },
    }),
  ),
  mutant(
    "gaussian_focal_loss/weights_swapped",
    "pos_weight is of negatives, and neg_weight of positives",
    hears((call) => ({
      ...call,
      params: {
        ...call.params,
        pos_weight: call.params.neg_weight ?? 1,
        neg_weight: call.params.pos_weight ?? 1,
      },
    })),
  ),
  mutant(
    "gaussian_focal_loss/of_a_logit",
    "The probability is taken for a logit",
    formula({
      let: { log_p: "log_sigmoid(pred)", log_not: "log_sigmoid(-pred)" },
      value: `${positive} + ${negative}`,
    }),
  ),
  mutant(
    "gaussian_focal_loss/mean_over_centres",
    "The mean divides by the number of centres, as CenterNet does",
    answers(({ value, gradients }, { inputs, params, reduction }) => {
      if (reduction !== "mean" || params.avg_factor != null) return {};
      const centres = Array.from(inputs.target.data).filter((t) => t === 1).length;
      return each((x) => x * inputs.target.data.length / Math.max(centres, 1))({
        value,
        gradients,
      });
    }),
  ),
  mutant(
    "gaussian_focal_loss/weight_not_applied",
    "Weights are accepted, and not applied",
    hears((call) => without(call, "weight")),
  ),
  mutant(
    "gaussian_focal_loss/avg_factor_ignored",
    "avg_factor is accepted, and ignored",
    hears((call) => withParam(call, "avg_factor", null)),
  ),
  mutant(
    "gaussian_focal_loss/avg_factor_with_sum",
    "A sum accepts avg_factor, and does nothing with it",
    hears((call) => call.reduction === "sum" ? withParam(call, "avg_factor", null) : call),
    { level: "should" },
  ),
];
