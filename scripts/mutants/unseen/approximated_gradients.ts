/**
 * Slopes by approximations that are good where people look, and poor in the tails.
 *
 * @module
 */
import { smoothing } from "../cross_entropy_calls.ts";
import {
  focalSlope,
  focalSlopes,
  gammaOf,
  hardSlopes,
  instead,
  outcomeOf,
  rowSlopes,
} from "../easy_examples.ts";
import type { Mutant } from "../mutant.ts";
import { slopesBy } from "../other_calls.ts";
import { mutant } from "../write.ts";

const { exp, floor, log1p, max, min, round } = Math;

/** What a focal loss makes of exp(-lead), for a lead above 0. */
function outcomeOfTail(e: number): Parameters<typeof focalSlope>[0] {
  return { p: 1 / (1 + e), q: e / (1 + e), nll: log1p(e) };
}

/** The hyperbolic tangent by a continued fraction of seven steps. */
function quickTanh(x: number): number {
  const s = x * x;
  const over = x * (135135 + s * (17325 + s * (378 + s)));
  const under = 135135 + s * (62370 + s * (3150 + s * 28));
  return min(max(over / under, -1), 1);
}

/** exp by the bits of a float: the mantissa is a line between powers of 2. */
function quickExp(x: number): number {
  const power = x / Math.LN2;
  const whole = floor(power);
  return 2 ** whole * (1 + power - whole);
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "sigmoid_focal_loss/leading_term_of_the_slope",
    "Beyond 3 the slope is the first term of its series, (gamma + 1) exp(-(gamma + 1) x)",
    focalSlopes(({ lead }, gamma) => lead > 3 ? (gamma + 1) * exp(-(gamma + 1) * lead) : undefined),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/first_term_of_log1p",
    "The backward pass has exp(-x) for log1p(exp(-x)) beyond 1",
    focalSlopes((outcome, gamma) =>
      outcome.lead > 1 ? focalSlope({ ...outcome, nll: exp(-outcome.lead) }, gamma) : undefined
    ),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/exp_by_a_table_in_double",
    "In double precision the backward pass looks exp up in steps of 1/4096, beyond 4",
    focalSlopes(({ lead }, gamma) =>
      lead > 4 ? focalSlope(outcomeOfTail(exp(-round(4096 * lead) / 4096)), gamma) : undefined
    ),
    { dtypes: ["f64"] },
  ),
  mutant(
    "sigmoid_focal_loss/tail_of_a_line_in_half",
    "In half precision 1 - p_t is a line between powers of 2 beyond 2, by the bits of the exponent",
    focalSlopes(({ lead }, gamma) =>
      lead > 2 ? focalSlope(outcomeOfTail(quickExp(-lead)), gamma) : undefined
    ),
    { dtypes: ["f16"] },
  ),
  mutant(
    "binary_cross_entropy_with_logits/slope_by_a_quick_tanh",
    "The sigmoid of the slope is (1 + tanh(x / 2)) / 2, with tanh by a fraction that is good within 4",
    hardSlopes((g, { lead, q }, { params }) =>
      lead > 4 && !params.label_smoothing ? instead(g, (1 - quickTanh(lead / 2)) / 2, q) : g
    ),
  ),
  mutant(
    "binary_cross_entropy_with_logits/tail_by_a_table_in_half",
    "In half precision the sigmoid beyond 4 is looked up in steps of 1/4",
    hardSlopes((g, { lead, q }, { params }) =>
      lead > 4 && !params.label_smoothing ? instead(g, outcomeOf(round(4 * lead) / 4).q, q) : g
    ),
    { dtypes: ["f16"] },
  ),
  mutant(
    "binary_cross_entropy_by_class/sigmoid_is_exp_below_minus_2",
    "The slope of a negative below -2 is exp(x), as if 1 + exp(x) were 1",
    slopesBy(
      "pred",
      (g, i, { inputs: { pred, target }, params }) =>
        target.data[i] === 0 && pred.data[i] < -2 && !params.label_smoothing
          ? g * (1 + exp(pred.data[i]))
          : g,
    ),
  ),
  mutant(
    "softmax_focal_loss/exp_as_a_limit",
    "The backward pass of rows beyond 6 has (1 + x / 1024)^1024 for exp(x)",
    rowSlopes((g, entry, call) => {
      const gamma = gammaOf(call);
      if (!(entry.lead > 6)) return g;
      const e = max(1 - entry.lead / 1024, 0) ** 1024;
      return instead(g, focalSlope(outcomeOfTail(e), gamma), focalSlope(entry, gamma));
    }),
  ),
  mutant(
    "cross_entropy/label_slope_is_the_term",
    "Above 0.8 the label's 1 - p is taken for -log p, the term that is at hand",
    rowSlopes((g, { p, isLabel, nll, q }, call) =>
      p > 0.8 && isLabel && smoothing(call) === 0 ? instead(g, nll, q) : g
    ),
  ),
  mutant(
    "weighted_cross_entropy/rivals_by_a_quick_exp",
    "In rows beyond 4 the other classes' slopes are by an exp of the bits of a float, within 6 %",
    rowSlopes((g, { lead, isLabel, gap }) =>
      lead > 4 && !isLabel ? instead(g, quickExp(gap), exp(gap)) : g
    ),
  ),
];
