/**
 * Slopes that go through a narrower format, or through a scale that hard examples set, and vanish there.
 *
 * @module
 */
import type { Call } from "../../../src/spec/mod.ts";
import { roundTo } from "../../../src/tensor/mod.ts";
import { smoothing } from "../cross_entropy_calls.ts";
import {
  focalSlope,
  focalSlopes,
  gammaOf,
  hardSlopes,
  instead,
  rowSlopes,
} from "../easy_examples.ts";
import type { Mutant } from "../mutant.ts";
import { answers, type How, mutant } from "../write.ts";

const { abs, fround, log, max, round } = Math;

/** Rounds to half precision. */
function half(x: number): number {
  return roundTo(x, "f16");
}

/** Slopes by the logits, each by the largest of all. */
function besideTheLargest(slope: (g: number, largest: number, call: Call) => number): How {
  return answers(({ gradients }, call) => {
    if (gradients.pred === undefined) return {};
    const largest = gradients.pred.reduce((a, b) => max(a, abs(b)), 0);
    const pred = gradients.pred.map((g) => slope(g, largest, call));
    return { gradients: { ...gradients, pred } };
  });
}

/** The balance of a hard target. */
function balanceOf({ inputs: { target }, params: { alpha } }: Call, i: number): number {
  if (alpha === null || alpha === undefined) return 1;
  return target.data[i] === 1 ? alpha : 1 - alpha;
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "weighted_sigmoid_focal_loss/complement_of_a_half",
    "Beyond 5 the slope of a positive has 1 - p with p in half precision: from 9 on it is 0",
    focalSlopes((outcome, gamma, { inputs: { target } }, i) =>
      target.data[i] === 1 && outcome.lead > 5
        ? focalSlope({ ...outcome, q: 1 - half(outcome.p) }, gamma)
        : undefined
    ),
  ),
  mutant(
    "sigmoid_focal_loss/entropy_of_the_slope_in_half",
    "The entropy beside the modulating factor's slope is log(1 + e) in half precision, beyond 5",
    focalSlopes((outcome, gamma) => {
      const { lead, p, q } = outcome;
      return lead > 5 ? focalSlope({ ...outcome, nll: log(half(1 + q / p)) }, gamma) : undefined;
    }),
  ),
  mutant(
    "sigmoid_focal_loss/easy_slopes_stored_in_half",
    "Slopes of elements of p_t > 0.99 are stored in half precision, before their weight",
    hardSlopes((g, outcome, call, i) => {
      const slope = balanceOf(call, i) * focalSlope(outcome, gammaOf(call));
      return outcome.p > 0.99 ? instead(g, half(slope), slope) : g;
    }),
  ),
  mutant(
    "sigmoid_focal_loss/slopes_beside_hard_ones_flushed",
    "Slopes below 1e-7 of the largest are taken for its rounding, and set to 0",
    besideTheLargest((g, largest) => abs(g) < 1e-7 * largest ? 0 : g),
  ),
  mutant(
    "softmax_focal_loss/label_slope_of_a_half_complement",
    "Beyond 5 the label's slope has 1 - p_k with p_k in half precision; the other classes' is right",
    rowSlopes((g, entry, call) => {
      if (!entry.isLabel || !(entry.lead > 5)) return g;
      const gamma = gammaOf(call);
      const wrong = focalSlope({ ...entry, q: 1 - half(entry.p) }, gamma);
      return instead(g, wrong, focalSlope(entry, gamma));
    }),
  ),
  mutant(
    "softmax_focal_loss/little_slopes_flushed",
    "Slopes below 1e-8 are flushed to 0, before alpha",
    rowSlopes((g, entry, call) => {
      const row = focalSlope(entry, gammaOf(call));
      return (entry.isLabel ? row : row * entry.share) < 1e-8 ? 0 : g;
    }),
  ),
  mutant(
    "softmax_focal_loss/exponent_of_the_largest_slope",
    "A tensor's slopes share an exponent: those below 2^-12 of the largest are in steps of 2^-20 of it",
    besideTheLargest((g, largest) => {
      const step = largest * 2 ** -20;
      return abs(g) < largest * 2 ** -12 && step > 0 ? step * round(g / step) : g;
    }),
  ),
  mutant(
    "cross_entropy/easy_rows_in_fixed_point",
    "Slopes below 2^-10 of the largest are kept in fixed point, in steps of 2^-18 of it",
    besideTheLargest((g, largest) => {
      const step = largest * 2 ** -18;
      return abs(g) < largest * 2 ** -10 && step > 0 ? step * round(g / step) : g;
    }),
  ),
  mutant(
    "cross_entropy/label_slope_through_float32",
    "In double precision the label's slope is 1 - p with p in float32, beyond 10",
    rowSlopes((g, { lead, p, q, isLabel }, call) =>
      lead > 10 && isLabel && smoothing(call) === 0 ? instead(g, 1 - fround(p), q) : g
    ),
    { dtypes: ["f64"] },
  ),
  mutant(
    "binary_cross_entropy_with_logits/mean_drops_slopes_beside_hard_ones",
    "The mean scales slopes by the largest, and drops those below 2^-12 of it",
    besideTheLargest((g, largest, { reduction }) =>
      reduction === "mean" && abs(g) < largest * 2 ** -12 ? 0 : g
    ),
  ),
];
