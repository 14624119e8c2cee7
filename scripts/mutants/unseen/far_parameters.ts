/**
 * Parameters that are handled well at their usual values, and clamped, cut or misread beyond.
 *
 * @module
 */
import { roundTo } from "../../../src/tensor/mod.ts";
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call } from "../../../src/spec/mod.ts";
import { isIgnored } from "../cross_entropy_calls.ts";
import type { Mutant } from "../mutant.ts";
import { mishears } from "../valid_calls.ts";
import { computes, hears, type How, mutant, withNumbers, withParam } from "../write.ts";

/** One parameter taken for another number; null stays. */
function takes(name: string, f: (x: number) => number | null): How {
  return mishears((call) => {
    const given = call.params[name] ?? null;
    return given === null ? call : withParam(call, name, f(given));
  });
}

/** Whether the label that is ignored is one of the classes. */
function ignoresAClass({ inputs: { pred }, params }: Call): boolean {
  const ignored = params.ignore_index ?? -100;
  return ignored >= 0 && ignored < pred.shape[1];
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "smooth_l1_loss/beta_clamped",
    "beta is clamped to [0.001, 10], against a division by zero",
    takes("beta", (beta) => Math.min(Math.max(beta, 1e-3), 10)),
  ),
  mutant(
    "smooth_l1_loss/beta_as_half",
    "beta is stored as half: 0.11 is rounded, 1e-9 is the least one, 70000 the largest",
    takes("beta", (beta) => Math.min(Math.max(roundTo(beta, "f16"), 2 ** -24), 65504)),
  ),
  mutant(
    "huber_loss/whole_delta_beyond_10",
    "Beyond 10, where deltas are taken for pixels, delta is cut to a whole number",
    takes("delta", (delta) => delta > 10 ? Math.floor(delta) : delta),
  ),
  mutant(
    "huber_loss/delta_at_most_64",
    "delta is kept in an 8-bit table of quarters: 63.75 is the largest one",
    takes("delta", (delta) => Math.min(delta, 63.75)),
  ),
  mutant(
    "weighted_smooth_l1_loss/small_beta_is_none",
    "A beta below 0.0005 takes the branch of the plain L1",
    takes("beta", (beta) => beta < 5e-4 ? 1e-30 : beta),
  ),
  mutant(
    "sigmoid_focal_loss/gamma_at_most_10",
    "gamma is clamped to 10, since the power underflows anyway",
    takes("gamma", (gamma) => Math.min(gamma, 10)),
  ),
  mutant(
    "softmax_focal_loss/power_by_a_loop_of_8",
    "A whole gamma is a product in a loop that is unrolled for at most 8 factors",
    takes("gamma", (gamma) => Number.isInteger(gamma) ? Math.min(gamma, 8) : gamma),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/gamma_beyond_5_is_whole",
    "A gamma beyond 5 takes the power by squaring, which has no room for its fraction",
    takes("gamma", (gamma) => gamma > 5 ? Math.floor(gamma) : gamma),
  ),
  mutant(
    "sigmoid_focal_loss/alpha_of_0_is_none",
    "if alpha: an alpha of 0 is no balancing",
    takes("alpha", (alpha) => alpha === 0 ? null : alpha),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/alpha_of_1_is_none",
    "An alpha of 1 is taken for a weight of 1: no balancing",
    takes("alpha", (alpha) => alpha === 1 ? null : alpha),
  ),
  mutant(
    "weighted_cross_entropy/avg_factor_as_uint8",
    "avg_factor counts boxes in a uint8, at least 1: 256 is 1 and 300 is 44",
    takes("avg_factor", (factor) => factor < 256 ? factor : Math.max(factor & 255, 1)),
  ),
  mutant(
    "weighted_smooth_l1_loss/avg_factor_as_int8",
    "A whole avg_factor is an int8, of which the magnitude is taken: 200 is 56",
    takes(
      "avg_factor",
      (factor) => Number.isInteger(factor) ? Math.max(Math.abs(factor << 24 >> 24), 1) : factor,
    ),
  ),
  mutant(
    "cross_entropy/all_negative_labels_ignored",
    "Any negative label is ignored, whatever ignore_index says: -1 is not refused",
    hears((call) => {
      const ignored = call.params.ignore_index ?? -100;
      return withNumbers(call, "label", (label) => label < 0 ? ignored : label);
    }),
  ),
  mutant(
    "cross_entropy/ignored_class_counts",
    "The mask of ignored rows is of labels outside of the classes: an ignored class counts",
    mishears((call) => ignoresAClass(call) ? withParam(call, "ignore_index", -100) : call),
  ),
  mutant(
    "softmax_focal_loss/ignored_label_beyond_classes_refused",
    "Labels are checked before the ignored ones are taken out; -100 and 255 alone are excepted",
    computes(() => (call) => {
      const ignored = call.params.ignore_index ?? -100;
      const isKnown = ignored === -100 || ignored === 255 || ignoresAClass(call);
      return !isKnown && [...call.inputs.label.data].includes(ignored)
        ? { rejected: `label ${ignored} is out of range` }
        : evaluateReference(call);
    }),
  ),
  mutant(
    "weighted_cross_entropy/ignored_minus_1_is_the_last_class",
    "A negative ignore_index other than -100 has its rows gathered from the end, and counted",
    mishears((call) => {
      const ignored = call.params.ignore_index ?? -100;
      const last = call.inputs.pred.shape[1] - 1;
      if (ignored >= 0 || ignored === -100) return call;
      const gathered = withNumbers(call, "label", (k) => isIgnored(call, k) ? last : k);
      return withParam(gathered, "ignore_index", -100);
    }),
  ),
  mutant(
    "cross_entropy/little_smoothing_is_none",
    "A smoothing below 0.01 takes the branch without smoothing",
    takes("label_smoothing", (smoothing) => smoothing < 0.01 ? 0 : smoothing),
  ),
  mutant(
    "cross_entropy/smoothing_in_percent",
    "The smoothing is configured in whole percent: 0.995 is 1, 0.001 is 0",
    takes("label_smoothing", (smoothing) => Math.round(100 * smoothing) / 100),
  ),
  mutant(
    "binary_cross_entropy/epsilon_at_most_a_thousandth",
    "epsilon is clamped to 0.001, beyond which it is taken for a slip",
    takes("epsilon", (epsilon) => Math.min(epsilon, 1e-3)),
  ),
  mutant(
    "binary_cross_entropy_with_logits/smoothing_at_most_a_half",
    "Smoothing beyond 0.5 is clamped, as if the targets changed sides there",
    takes("label_smoothing", (smoothing) => Math.min(smoothing, 0.5)),
  ),
];
