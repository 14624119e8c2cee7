/**
 * Mistakes in losses of what a mask finds wrongly and what it misses: Tversky's and Jaccard's.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call, Result } from "../../../src/spec/mod.ts";
import type { Mutant } from "../mutant.ts";
import { pooled } from "../pooled_rows.ts";
import { answers, changed, computes, formula, hears, mutant, withParam } from "../write.ts";

/** The mean of the rows' plain losses, to the power gamma. */
function gammaOfMean(call: Call): Result {
  if (call.reduction !== "mean") return evaluateReference(call);
  const { gamma } = call.params;
  const plain = evaluateReference(withParam(call, "gamma", 1));
  return changed(plain, call, ({ value: [mean], gradients }) => ({
    value: [mean ** gamma!],
    gradients: {
      pred: gradients.pred?.map((x) => x * gamma! * mean ** (gamma! - 1)) ?? [],
    },
  }));
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "tversky_loss/prices_exchanged",
    "alpha weighs what is missed, as in some papers",
    hears((call) =>
      withParam(withParam(call, "alpha", call.params.beta), "beta", call.params.alpha)
    ),
  ),
  mutant(
    "tversky_loss/gamma_of_the_mean",
    "gamma is the exponent of the mean",
    computes(() => gammaOfMean),
  ),
  mutant(
    "tversky_loss/gamma_inverted",
    "The exponent is 1 / gamma, as Abraham and Khan write it",
    formula({ value: "lost^(1 / gamma)" }),
  ),
  mutant(
    "tversky_loss/gamma_of_the_index",
    "gamma is the exponent of the index, not of what it lacks to 1",
    formula({ value: "1 - kept^gamma" }),
  ),
  mutant("tversky_loss/gamma_ignored", "gamma is ignored", formula({ value: "lost" })),
  mutant(
    "tversky_loss/gamma_detached",
    "The modulation is no part of the gradient",
    formula({ gradient: { pred: "lost^(gamma - 1) * step" } }),
  ),
  mutant(
    "tversky_loss/smooth_below_alone",
    "smooth stands below alone",
    formula({ value: "(1 - found / norm)^gamma" }),
  ),
  mutant(
    "tversky_loss/smooth_above_alone",
    "smooth stands above alone",
    formula({ value: "max(1 - (found + smooth) / (norm - smooth), 0)^gamma" }),
  ),
  mutant(
    "tversky_loss/found_is_the_lesser",
    "What is found is the lesser of both, the same for hard targets alone",
    formula({ let: { found: "sum(min(pred, target), P)" } }),
  ),
  mutant(
    "tversky_loss/target_empty_is_zero",
    "A row without target is left out: worth 0, as an absent class is",
    formula({ value: "where(sum(target, P) == 0, 0, lost^gamma)" }),
  ),
  mutant(
    "tversky_loss/prices_sum_to_one",
    "beta is taken for 1 - alpha",
    hears((call) => withParam(call, "beta", Math.max(1 - (call.params.alpha ?? 0), 0))),
  ),
  mutant(
    "tversky_loss/dice",
    "Both prices are 1/2",
    formula({ let: { norm: "found + (wrong + missed) / 2 + smooth" } }),
  ),
  mutant("tversky_loss/pooled", "All rows are one mask", computes(() => pooled)),
  mutant(
    "tversky_loss/mean_over_entries",
    "The mean divides by the number of entries",
    answers(({ value, gradients }, { reduction, inputs }) => {
      const entries = reduction === "mean" ? inputs.pred.shape[1] : 1;
      return {
        value: value.map((x) => x / entries),
        gradients: { pred: gradients.pred?.map((x) => x / entries) ?? [] },
      };
    }),
  ),
  mutant(
    "tversky_loss/norm_detached",
    "The norm is no part of the gradient",
    formula({ gradient: { pred: "-gamma * lost^(gamma - 1) * target / norm" } }),
  ),
  mutant(
    "jaccard_loss/dice",
    "The intersection counts twice, as in dice",
    formula({ value: "1 - (2 * found + smooth) / (area + target_area + smooth)" }),
  ),
  mutant(
    "jaccard_loss/union_is_both_areas",
    "The union counts the intersection twice",
    formula({ value: "1 - (found + smooth) / (area + target_area + smooth)" }),
  ),
  mutant(
    "jaccard_loss/smooth_below_alone",
    "smooth stands below alone",
    formula({ value: "1 - found / norm" }),
  ),
  mutant(
    "jaccard_loss/smooth_halved",
    "smooth is added to twice both sides",
    formula({ value: "1 - (2 * found + smooth) / (2 * (norm - smooth) + smooth)" }),
  ),
  mutant(
    "jaccard_loss/found_is_the_lesser",
    "What is found is the lesser of both, the same for hard targets alone",
    formula({
      value: "1 - (sum(min(pred, target), P) + smooth) / (sum(max(pred, target), P) + smooth)",
    }),
  ),
  mutant(
    "jaccard_loss/target_empty_is_zero",
    "A row without target is left out: worth 0, as an absent class is",
    formula({ value: "where(target_area == 0, 0, lost)" }),
  ),
  mutant(
    "jaccard_loss/logarithm",
    "The logarithm of the index",
    formula({ value: "-log(kept)" }),
  ),
  mutant("jaccard_loss/squared", "The loss is squared", formula({ value: "lost^2" })),
  mutant("jaccard_loss/pooled", "All rows are one mask", computes(() => pooled)),
  mutant(
    "jaccard_loss/union_detached",
    "The union is no part of the gradient",
    formula({ gradient: { pred: "-target / norm" } }),
  ),
];
