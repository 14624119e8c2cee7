/**
 * Mistakes in smoothed binary cross entropy: where the smoothing goes.
 *
 * @module
 */
import type { Mutant } from "../mutant.ts";
import { formula, hears, mutant, withNumbers, withParam } from "../write.ts";

const loss = "smoothed_bce";
const value = "t * softplus(-pred) + f * softplus(pred)";

/** Another target T; 1 − T is what is left of it. */
function smoothed(t: string) {
  return formula({ let: { t, f: `1 - (${t})` }, value });
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    `${loss}/smoothing_ignored`,
    "smoothing is accepted, and not applied",
    hears((call) => withParam(call, "smoothing", 0)),
  ),
  mutant(
    `${loss}/always_a_tenth`,
    "smoothing is 0.1, whatever is said",
    hears((call) => withParam(call, "smoothing", 0.1)),
  ),
  mutant(
    `${loss}/classes_ignored`,
    "Targets move towards 1/2, whatever the classes",
    hears((call) => withParam(call, "classes", 2)),
  ),
  mutant(
    `${loss}/flipped`,
    "The share goes to the opposite target, with no word of the dialect",
    hears((call) => withParam(call, "flip", 1)),
  ),
  mutant(
    `${loss}/share_of_the_others`,
    "The smoothing is spread over the other classes alone",
    smoothed("target * keep + (1 - target) * smoothing / max(classes - 1, 1)"),
  ),
  mutant(
    `${loss}/whole_share`,
    "Every class gets the whole smoothing",
    smoothed("target * keep + smoothing"),
  ),
  mutant(
    `${loss}/positives_alone`,
    "Only positives are smoothed: nothing is added to negatives",
    smoothed("target * keep"),
  ),
  mutant(
    `${loss}/negatives_not_lowered`,
    "The share is added, and nothing taken off",
    smoothed("min(target + smoothing / classes, 1)"),
  ),
  mutant(
    `${loss}/soft_targets_kept`,
    "Targets between 0 and 1 are taken for smoothed already",
    formula({
      let: {
        keep: "where(target * (1 - target) > 0, 1, 1 - smoothing)",
        to_positive: "where(target * (1 - target) > 0, 0, smoothing / classes)",
        f: "1 - t",
      },
      value,
    }),
  ),
  mutant(
    `${loss}/thresholded`,
    "Targets are made 0 or 1 before they are smoothed",
    hears((call) => withNumbers(call, "target", (t) => t > 0.5 ? 1 : t <= 0.5 ? 0 : t)),
  ),
  mutant(
    `${loss}/thresholded_after`,
    "Targets are made 0 or 1 after they are smoothed, as timm's threshold does",
    formula({ value: "where(t > 0.5, softplus(-pred), softplus(pred))" }),
  ),
  mutant(
    `${loss}/smoothed_twice`,
    "Targets are smoothed twice",
    smoothed("(target * keep + smoothing / classes) * keep + smoothing / classes"),
  ),
  mutant(
    `${loss}/entropy_taken_off`,
    "The entropy of the smoothed target is taken off, so that the least is 0",
    formula({
      value: `${value} + where(t * f == 0, 0, t * log(t) + f * log(f))`,
    }),
  ),
  mutant(
    `${loss}/slope_of_the_target_itself`,
    "The gradient is that of the target before it was smoothed",
    formula({ gradient: { pred: "sigmoid(pred) - target" } }),
  ),
  mutant(
    `${loss}/clipped`,
    "The probability is clipped to [1e-7, 1 - 1e-7]",
    formula({
      let: { p: "min(max(sigmoid(pred), 1e-7), 1 - 1e-7)" },
      value: "-(t * log(p) + f * log(1 - p))",
    }),
  ),
];
