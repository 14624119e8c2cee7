/**
 * Mistakes in varifocal loss: what alpha and the quality weigh, and where positives begin.
 *
 * @module
 */
import type { Mutant } from "../mutant.ts";
import { answers, each, formula, hears, mutant, without, withParam } from "../write.ts";

const negative = "alpha * p^gamma * softplus(pred)";

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "varifocal_loss/alpha_on_positives",
    "alpha weighs positives, too",
    formula({ value: `where(target > 0, alpha * m * bce, ${negative})` }),
  ),
  mutant(
    "varifocal_loss/alpha_of_focal_loss",
    "Negatives are weighed by 1 - alpha, as in focal loss",
    formula({
      let: { focus: "where(target > 0, m, (1 - alpha) * p^gamma)" },
      value: "focus * bce",
    }),
  ),
  mutant(
    "varifocal_loss/quality_weighs_negatives",
    "The quality weighs every term: a negative, of quality 0, costs nothing",
    formula({
      value: "where(target > 0, m * bce, where(iou_weighted == 1, 0, alpha * p^gamma) * bce)",
    }),
  ),
  mutant(
    "varifocal_loss/positives_focused",
    "Positives are focused by |q - p|^gamma, as in quality focal loss",
    formula({ value: `where(target > 0, m * abs(target - p)^gamma * bce, ${negative})` }),
  ),
  mutant(
    "varifocal_loss/all_focused",
    "alpha p^gamma stands before every term, and the quality is added to it",
    formula({ value: "(where(target > 0, m, 0) + alpha * p^gamma) * bce" }),
  ),
  mutant(
    "varifocal_loss/positive_from_a_thousandth",
    "A quality below 1e-3 counts as none",
    formula({ value: `where(target > 1e-3, m * bce, ${negative})` }),
  ),
  mutant(
    "varifocal_loss/tiny_quality_is_a_negative",
    "A quality that is not normal in float32 counts as none",
    formula({ value: `where(target >= 1.1754943508222875e-38, m * bce, ${negative})` }),
  ),
  mutant(
    "varifocal_loss/hard_positives",
    "A positive is taken for one of quality 1 within the logarithms",
    formula({ value: `where(target > 0, m * softplus(-pred), ${negative})` }),
  ),
  mutant(
    "varifocal_loss/modulation_detached",
    "The gradient takes p^gamma for a constant",
    formula({
      gradient: { pred: "where(target > 0, m * (p - target), alpha * p^gamma * p)" },
    }),
  ),
  mutant(
    "varifocal_loss/power_rule_at_0",
    "The gradient has gamma p^(gamma - 1), which is infinite where p underflows and gamma < 1, times 0",
    formula({
      gradient: {
        pred: "where(target > 0, m * (p - target), " +
          "alpha * (p^gamma * p + gamma * p^(gamma - 1) * softplus(pred) * p * (1 - p)))",
      },
    }, "plain"),
  ),
  mutant(
    "varifocal_loss/log_of_1_minus_p",
    "The entropy by log(p) and log(1 - p): cancellation, and infinity from logit 17 on",
    formula({
      let: { bce: "-(target * log(p) + (1 - target) * log(1 - p))" },
      value: "focus * bce",
    }),
  ),
  mutant(
    "varifocal_loss/always_iou_weighted",
    "iou_weighted is accepted, and always on",
    hears((call) => withParam(call, "iou_weighted", 1)),
  ),
  mutant(
    "varifocal_loss/weight_squared",
    "The weight is applied twice, which weights of 0 and 1 hide",
    formula({ wrap: "weight * weight * base" }),
  ),
  mutant(
    "varifocal_loss/weight_not_applied",
    "Weights are accepted, and not applied",
    hears((call) => without(call, "weight")),
  ),
  mutant(
    "varifocal_loss/mean_over_qualities",
    "The mean divides by the sum of the qualities, as its callers do",
    answers(({ value, gradients }, { inputs, params, reduction }) => {
      if (reduction !== "mean" || params.avg_factor != null) return {};
      const total = Array.from(inputs.target.data).reduce((sum, q) => sum + q, 0);
      return each((x) => x * inputs.target.data.length / Math.max(total, 1))({ value, gradients });
    }),
  ),
  mutant(
    "varifocal_loss/rows_of_means",
    "The means over the last axis are added up, as ultralytics does",
    answers(({ value, gradients }, { inputs, params, reduction }) => {
      const { shape } = inputs.pred;
      const rows = shape.slice(0, -1).reduce((product, n) => product * n, 1);
      return reduction === "mean" && params.avg_factor == null
        ? each((x) => x * rows)({ value, gradients })
        : {};
    }),
  ),
  mutant(
    "varifocal_loss/avg_factor_ignored",
    "avg_factor is accepted, and ignored",
    hears((call) => withParam(call, "avg_factor", null)),
  ),
  mutant(
    "varifocal_loss/avg_factor_with_epsilon",
    "float32's epsilon is added to avg_factor, and no dialect is declared",
    formula({
      denominators: {
        mean: { of: "elements", given_by: "avg_factor", given_plus: 1.1920928955078125e-7 },
      },
    }),
  ),
  mutant(
    "varifocal_loss/avg_factor_divides_terms",
    "Terms that are not reduced are divided by avg_factor, too",
    formula({
      denominators: {
        mean: { of: "elements", given_by: "avg_factor" },
        none: { of: "elements", given_by: "avg_factor" },
      },
    }),
  ),
  mutant(
    "varifocal_loss/avg_factor_with_sum",
    "A sum accepts avg_factor, and does nothing with it",
    hears((call) => call.reduction === "sum" ? withParam(call, "avg_factor", null) : call),
    { level: "should" },
  ),
];
