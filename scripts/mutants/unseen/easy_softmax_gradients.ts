/**
 * Slopes of cross entropy and of the softmax focal loss that are wrong in rows that are right already.
 *
 * @module
 */
import type { Call } from "../../../src/spec/mod.ts";
import { isIgnored, smoothing } from "../cross_entropy_calls.ts";
import { type Entry, focalSlope, gammaOf, instead, rowSlopes } from "../easy_examples.ts";
import type { Mutant } from "../mutant.ts";
import { type How, mutant } from "../write.ts";

/** Another slope of the focal loss in some rows, before alpha. */
function focalRows(slope: (entry: Entry, gamma: number) => number | undefined): How {
  return rowSlopes((g, entry, call) => {
    const gamma = gammaOf(call);
    const wrong = slope(entry, gamma);
    return wrong === undefined ? g : instead(g, wrong, focalSlope(entry, gamma));
  });
}

/** What a weighted cross entropy is divided by. */
function divisorOf(call: Call): number {
  const { weight, label } = call.inputs;
  const counted = [...weight.data].filter((w, i) => w > 0 && !isIgnored(call, label.data[i]));
  return call.params.avg_factor ?? Math.max(counted.length, 1);
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "softmax_focal_loss/sure_rows_are_done",
    "Rows of p_k > 0.9999 return early from the backward pass, whose array is zeros",
    rowSlopes((g, { p }) => p > 0.9999 ? 0 : g),
  ),
  mutant(
    "softmax_focal_loss/rivals_detached_when_easy",
    "Beyond 6 the modulating factor is a constant for the slopes by the other classes",
    focalRows(({ lead, isLabel, q }, gamma) => lead > 6 && !isLabel ? q ** gamma * q : undefined),
  ),
  mutant(
    "softmax_focal_loss/alpha_of_the_rival_when_easy",
    "The backward pass of rows beyond 6 gathers alpha by the runner-up, not by the label",
    rowSlopes((g, { lead, label, rival }, { inputs: { alpha } }) =>
      lead > 6 && alpha?.shape.length === 1 ? instead(g, alpha.data[rival], alpha.data[label]) : g
    ),
  ),
  mutant(
    "softmax_focal_loss/sure_labels_point_away",
    "The label's slope is p_k - 1 corrected by twice its rounding: beyond 9 it has the other sign",
    rowSlopes((g, { lead, isLabel }) => lead > 9 && isLabel ? -g : g),
  ),
  mutant(
    "softmax_focal_loss/slope_of_one_power_less",
    "Rows beyond 4 have q^(gamma - 1) in both parts of the slope, for it is factored out of one",
    focalRows((entry, gamma) =>
      gamma >= 1 && entry.lead > 4 ? focalSlope(entry, gamma) / entry.q : undefined
    ),
  ),
  mutant(
    "softmax_focal_loss/fractional_modulation_of_the_label_twice",
    "Where gamma is no whole number the label's slope has the modulating factor's twice, beyond 3",
    focalRows(({ lead, isLabel, p, q, nll }, gamma) =>
      gamma % 1 !== 0 && lead > 3 && isLabel ? q ** gamma * (2 * gamma * p * nll + q) : undefined
    ),
  ),
  mutant(
    "softmax_focal_loss/easy_rows_of_a_mean_are_plain",
    "The mean's backward pass falls back to the cross entropy's slope where q^gamma is below 1e-6",
    rowSlopes((g, entry, call) => {
      const gamma = gammaOf(call);
      if (call.reduction !== "mean" || !(entry.q ** gamma < 1e-6)) return g;
      return instead(g, entry.q, focalSlope(entry, gamma));
    }),
  ),
  mutant(
    "softmax_focal_loss/a_fifth_too_steep_in_half",
    "In half precision slopes of rows beyond 2.5 are scaled up by 1.2, against underflow, for good",
    rowSlopes((g, { lead }) => lead > 2.5 ? 1.2 * g : g),
    { dtypes: ["f16"] },
  ),
  mutant(
    "cross_entropy/sure_label_has_no_slope",
    "The label's softmax is taken for 1 above 0.9999, and its slope is 0; the other classes' are right",
    rowSlopes((g, { p, isLabel }, call) => p > 0.9999 && isLabel && smoothing(call) === 0 ? 0 : g),
  ),
  mutant(
    "cross_entropy/rivals_pruned",
    "The gradient is kept sparse: classes whose softmax is below 1e-4 have no slope",
    rowSlopes((g, { isLabel, q, share }, call) =>
      !isLabel && q * share < 1e-4 && smoothing(call) === 0 ? 0 : g
    ),
  ),
  mutant(
    "cross_entropy/easy_rows_by_the_mean_weight",
    "The backward pass of rows beyond 5 has the mean of the class weights for the label's",
    rowSlopes((g, { lead, label }, call) => {
      const weights = call.inputs.class_weight?.data;
      if (weights === undefined || smoothing(call) !== 0 || !(lead > 5)) return g;
      const mean = [...weights].reduce((a, b) => a + b, 0) / weights.length;
      return instead(g, mean, weights[label]);
    }),
  ),
  mutant(
    "cross_entropy/complement_is_a_power_of_2_in_bfloat16",
    "In bfloat16 the label's 1 - p is rounded up to a power of 2 beyond 3",
    rowSlopes((g, { lead, isLabel, q }, call) =>
      lead > 3 && isLabel && smoothing(call) === 0 ? instead(g, 2 ** Math.ceil(Math.log2(q)), q) : g
    ),
    { dtypes: ["bf16"] },
  ),
  mutant(
    "cross_entropy/sure_labels_done_in_half",
    "In half precision a label of p > 0.99 has no slope",
    rowSlopes((g, { p, isLabel }, call) => p > 0.99 && isLabel && smoothing(call) === 0 ? 0 : g),
    { dtypes: ["f16"] },
  ),
  mutant(
    "weighted_cross_entropy/weight_at_most_1_when_easy",
    "The backward pass clips the weights of easy rows to 1, lest they drown the hard ones",
    rowSlopes((g, { lead, row }, { inputs: { weight } }) =>
      lead > 5 && weight.data[row] > 1 ? g / weight.data[row] : g
    ),
  ),
  mutant(
    "weighted_cross_entropy/sure_rows_not_divided",
    "Not reduced, rows beyond 6 take a branch of the backward pass that is not divided by avg_factor",
    rowSlopes((g, { lead }, call) =>
      lead > 6 && call.reduction === "none" ? g * divisorOf(call) : g
    ),
  ),
  mutant(
    "weighted_cross_entropy/rivals_point_away",
    "Beyond 7 the slopes of the other classes have the label's sign",
    rowSlopes((g, { lead, isLabel }) => lead > 7 && !isLabel ? -g : g),
  ),
  mutant(
    "weighted_cross_entropy/runner_up_takes_all",
    "In rows beyond 7 what all other classes share goes to the highest of them",
    rowSlopes((g, { lead, isLabel, of, rival, share }) => {
      if (isLabel || !(lead > 7)) return g;
      return of === rival ? g / share : 0;
    }),
  ),
  mutant(
    "weighted_cross_entropy/slope_of_at_least_a_millionth",
    "Slopes are kept from vanishing: none of an easy row is below 1e-6, before its weight",
    rowSlopes((g, { lead, isLabel, q, share }) => {
      const right = isLabel ? q : q * share;
      return lead > 5 && right < 1e-6 ? instead(g, 1e-6, right) : g;
    }),
  ),
  mutant(
    "weighted_cross_entropy/easy_rows_dropped_in_double",
    "In double precision rows beyond 20 are taken for exact, and have no slope",
    rowSlopes((g, { lead }) => lead > 20 ? 0 : g),
    { dtypes: ["f64"] },
  ),
];
