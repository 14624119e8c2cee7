/**
 * Slopes of the sigmoid focal loss that are wrong where the logit is right already, and nowhere else.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call } from "../../../src/spec/mod.ts";
import {
  focalSlope,
  focalSlopes,
  gammaOf,
  hardSlopes,
  instead,
  outcomeAt,
  outcomeOf,
} from "../easy_examples.ts";
import type { Mutant } from "../mutant.ts";
import { slopesBy } from "../other_calls.ts";
import { changed, computes, type How, mutant } from "../write.ts";

/** The slope of a soft target, before balance and weight: of the modulating factor, and of the entropy. */
function softSlope(x: number, t: number, gamma: number, modulation: number): number {
  const [positive, negative] = [outcomeOf(x), outcomeOf(-x)];
  const q = t * positive.q + (1 - t) * positive.p;
  const entropy = t * positive.nll + (1 - t) * negative.nll;
  return q ** gamma * (gamma * modulation * entropy + positive.p - t);
}

/** Another slope of the modulating factor, relative to it, for some soft targets. */
function softSlopes(modulation: (right: number, x: number, t: number) => number): How {
  return slopesBy("pred", (g, i, call) => {
    const { pred, target } = call.inputs;
    const [x, t] = [pred.data[i], target.data[i]];
    if (!(t > 0 && t < 1) || (call.params.clip ?? null) !== null) return g;
    const { p, q } = outcomeOf(x);
    const right = p * q * (1 - 2 * t) / (t * q + (1 - t) * p);
    const gamma = gammaOf(call);
    return instead(
      g,
      softSlope(x, t, gamma, modulation(right, x, t)),
      softSlope(x, t, gamma, right),
    );
  });
}

/** The balance of the other class, over that of the element's own. */
function otherBalance({ inputs: { target }, params: { alpha } }: Call, i: number): number {
  if (alpha === null || alpha === undefined) return 1;
  return target.data[i] === 1 ? (1 - alpha) / alpha : alpha / (1 - alpha);
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "sigmoid_focal_loss/sure_positives_are_done",
    "The backward pass returns early for positives of p > 0.9999",
    hardSlopes((g, { p }, { inputs: { target } }, i) => target.data[i] === 1 && p > 0.9999 ? 0 : g),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/easy_background_is_done",
    "Negatives of p < 0.001 are left out of the backward pass, to spare time",
    hardSlopes((g, { q }, { inputs: { target } }, i) => target.data[i] === 0 && q < 1e-3 ? 0 : g),
  ),
  mutant(
    "sigmoid_focal_loss/modulation_detached_when_easy",
    "Beyond 6 the modulating factor is taken for a constant: only the entropy is differentiated",
    focalSlopes(({ lead, q }, gamma) => lead > 6 ? q ** gamma * q : undefined),
  ),
  mutant(
    "sigmoid_focal_loss/modulation_slope_twice_when_easy",
    "Where p_t > 0.99 the slope of the modulating factor is added by both branches",
    focalSlopes(({ p, q, nll }, gamma) =>
      p > 0.99 ? q ** gamma * (2 * gamma * p * nll + q) : undefined
    ),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/exponent_not_lowered_when_easy",
    "Beyond 5 the power rule is gamma q^gamma, not gamma q^(gamma - 1)",
    focalSlopes(({ lead, p, q, nll }, gamma) =>
      lead > 5 ? q ** gamma * (gamma * p * q * nll + q) : undefined
    ),
  ),
  mutant(
    "sigmoid_focal_loss/other_balance_when_easy",
    "The branch of the backward pass beyond 5 has alpha and 1 - alpha exchanged",
    hardSlopes((g, { lead }, call, i) => lead > 5 ? instead(g, otherBalance(call, i), 1) : g),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/easy_slopes_point_away",
    "Beyond 8 the slope is p_t - 1 with the sign of the logit, where it should have the other one",
    hardSlopes((g, { lead }) => lead > 8 ? -g : g),
  ),
  mutant(
    "sigmoid_focal_loss/easy_slopes_divided_twice",
    "The mean divides the slopes of easy elements twice, in their own branch and at the end",
    hardSlopes((g, { lead }, { inputs, reduction }) =>
      reduction === "mean" && lead > 4 ? g / inputs.pred.data.length : g
    ),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/whole_exponent_when_easy",
    "Beyond 3 the power of the backward pass is by multiplication, and gamma is cut to a whole number",
    focalSlopes((outcome, gamma) =>
      outcome.lead > 3
        ? focalSlope(outcome, gamma) * outcome.q ** (Math.trunc(gamma) - gamma)
        : undefined
    ),
  ),
  mutant(
    "sigmoid_focal_loss/small_exponent_detached",
    "For 0 < gamma < 1 the slope of q^gamma is left out beyond 3, lest q^(gamma - 1) explode",
    focalSlopes(({ lead, q }, gamma) =>
      gamma > 0 && gamma < 1 && lead > 3 ? q ** gamma * q : undefined
    ),
  ),
  mutant(
    "sigmoid_focal_loss/soft_positives_as_hard",
    "Targets above 0.9 have the modulating slope of a positive, -p, which holds at 1 alone",
    softSlopes((right, x, t) => t > 0.9 ? -outcomeOf(x).p : right),
  ),
  mutant(
    "sigmoid_focal_loss/soft_modulation_unsigned",
    "The slope of q for a soft target is taken by its magnitude: above 1/2 it has the other sign",
    softSlopes((right, x, t) => t > 0.5 && x > 2 ? -right : right),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/default_exponent_when_easy",
    "The backward pass of easy elements, beyond 6, was written for gamma = 2",
    focalSlopes((outcome) => outcome.lead > 6 ? focalSlope(outcome, 2) : undefined),
  ),
  mutant(
    "sigmoid_focal_loss/exponent_of_the_call_before",
    "The branch for logits beyond 4 has the gamma of the call before, which the kernel was compiled for",
    computes(() => {
      let before: number | undefined;
      return (call) => {
        const stale = before ?? gammaOf(call);
        before = gammaOf(call);
        return changed(evaluateReference(call), call, ({ gradients }) => {
          if (gradients.pred === undefined) return {};
          const pred = gradients.pred.map((g, i) => {
            const outcome = outcomeAt(call, i);
            if (!(outcome.lead > 4)) return g;
            return instead(g, focalSlope(outcome, stale), focalSlope(outcome, gammaOf(call)));
          });
          return { gradients: { ...gradients, pred } };
        });
      };
    }),
  ),
  mutant(
    "sigmoid_focal_loss/slope_cut_as_in_float32",
    "Double precision stops at 17, where p_t is 1 in float32",
    hardSlopes((g, { lead }) => lead > 17 ? 0 : g),
    { dtypes: ["f64"] },
  ),
  mutant(
    "sigmoid_focal_loss/sure_is_1_in_bfloat16",
    "In bfloat16 p_t > 0.95 is taken for 1, and has no slope",
    hardSlopes((g, { p }) => p > 0.95 ? 0 : g),
    { dtypes: ["bf16"] },
  ),
  mutant(
    "weighted_sigmoid_focal_loss/easy_slopes_doubled_in_half",
    "Slopes of easy elements are kept twice as large in half precision, and not halved at the end",
    hardSlopes((g, { lead }) => lead > 2.5 ? 2 * g : g),
    { dtypes: ["f16"] },
  ),
];
