/**
 * Slopes of binary cross entropy that are wrong where the prediction is right already.
 *
 * @module
 */
import type { Call } from "../../../src/spec/mod.ts";
import { hardSlopes, instead, outcomeAt, outcomeOf } from "../easy_examples.ts";
import type { Mutant } from "../mutant.ts";
import { slopesBy } from "../other_calls.ts";
import { type How, mutant } from "../write.ts";

/** A logit and what its slope is made of. */
interface Logit {
  readonly x: number;
  /** As given. */
  readonly target: number;
  /** After smoothing. */
  readonly t: number;
  readonly posWeight: number;
  /** The sigmoid, and 1 less it. */
  readonly above: number;
  readonly below: number;
}

function logitAt({ inputs: { pred, target, pos_weight }, params }: Call, i: number): Logit {
  const x = pred.data[i];
  const smoothing = params.label_smoothing ?? 0;
  const { p, q } = outcomeOf(x);
  return {
    x,
    target: target.data[i],
    t: target.data[i] * (1 - smoothing) + smoothing / 2,
    posWeight: pos_weight?.data[i % pos_weight.data.length] ?? 1,
    above: p,
    below: q,
  };
}

/** The slope by a logit, before weights. */
function slopeOf({ t, posWeight, above, below }: Logit): number {
  return (1 - t) * above - posWeight * t * below;
}

/** The right answer, but for the slopes by some logits, which are those of others. */
function logitSlopes(mistake: (logit: Logit) => Partial<Logit>): How {
  return slopesBy("pred", (g, i, call) => {
    const logit = logitAt(call, i);
    return instead(g, slopeOf({ ...logit, ...mistake(logit) }), slopeOf(logit));
  });
}

/** Of the two ends of the sigmoid the small one is 0 beyond a logit. */
function withoutTail(end: number): How {
  return logitSlopes(({ x }) => x > end ? { below: 0 } : x < -end ? { above: 0 } : {});
}

/** Slopes by probabilities or targets of the loss that no dialect changes. */
function plainSlopes(
  name: "pred" | "target",
  slope: (g: number, p: number, t: number) => number,
): How {
  return slopesBy(name, (g, i, { inputs: { pred, target }, params }) => {
    const { epsilon, clip, log_floor, slope_floor } = params;
    const isPlain = !epsilon && [clip, log_floor, slope_floor].every((x) => (x ?? null) === null);
    return isPlain ? slope(g, pred.data[i], target.data[i]) : g;
  });
}

/** Whether a row by class has a logit that is on the wrong side by 1 or more. */
function isHardRow(call: Call, i: number): boolean {
  const classes = call.inputs.pred.shape[1];
  const first = i - i % classes;
  return Array.from({ length: classes }, (_, c) => outcomeAt(call, first + c))
    .some(({ lead }) => lead < -1);
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "binary_cross_entropy_with_logits/tail_beyond_8_is_0",
    "The small end of the sigmoid is 0 beyond 8, where a table ends",
    withoutTail(8),
  ),
  mutant(
    "binary_cross_entropy_with_logits/dead_band",
    "Slopes within 0.001 are taken for noise, and set to 0",
    logitSlopes((logit) => Math.abs(slopeOf(logit)) < 1e-3 ? { above: 0, below: 0 } : {}),
  ),
  mutant(
    "binary_cross_entropy_with_logits/easy_slopes_not_smoothed",
    "Beyond 6 on its target's side a logit takes the branch of hard targets, whatever the smoothing",
    logitSlopes(({ x, target }) =>
      target === 1 && x > 6 || target === 0 && x < -6 ? { t: target } : {}
    ),
  ),
  mutant(
    "binary_cross_entropy_with_logits/no_pos_weight_when_easy",
    "The branch of the backward pass for positives beyond 5 leaves out pos_weight",
    logitSlopes(({ x, target }) => target === 1 && x > 5 ? { posWeight: 1 } : {}),
  ),
  mutant(
    "binary_cross_entropy_with_logits/slope_by_target_clamped",
    "The slope by the target is the logit of a probability clamped to 1e-6: at most 13.8",
    slopesBy("target", (g, i, { inputs: { pred, pos_weight } }) => {
      const x = pred.data[i];
      return pos_weight ? g : instead(g, Math.min(Math.max(x, -13.8155), 13.8155), x);
    }),
  ),
  mutant(
    "binary_cross_entropy_with_logits/no_slope_by_target_when_easy",
    "Beyond 8 on its target's side a logit is left out of the backward pass by the target",
    slopesBy("target", (g, i, call) => outcomeAt(call, i).lead > 8 ? 0 : g),
  ),
  mutant(
    "binary_cross_entropy_with_logits/tail_of_float32_in_double",
    "The small end of the sigmoid is 0 beyond 17 in double precision, as it is beside 1 in float32",
    withoutTail(17),
    { dtypes: ["f64"] },
  ),
  mutant(
    "binary_cross_entropy_with_logits/sure_is_1_in_bfloat16",
    "In bfloat16 hard targets have no slope beyond 4",
    hardSlopes((g, { lead }, { params }) => lead > 4 && !params.label_smoothing ? 0 : g),
    { dtypes: ["bf16"] },
  ),
  mutant(
    "binary_cross_entropy_by_class/easy_classes_of_hard_rows",
    "In a row that has a hard class only hard ones are trained: those beyond 5 have no slope",
    hardSlopes((g, { lead }, call, i) => lead > 5 && isHardRow(call, i) ? 0 : g),
  ),
  mutant(
    "binary_cross_entropy_by_class/easy_negatives_by_pos_weight",
    "The branch of the backward pass beyond 6 is one for both targets, and has pos_weight",
    logitSlopes(({ x, target, posWeight, above }) =>
      target === 0 && x < -6 ? { above: posWeight * above } : {}
    ),
  ),
  mutant(
    "binary_cross_entropy_by_class/background_below_1e_4_is_done",
    "Negatives of p < 1e-4 are masked out of the gradient",
    hardSlopes((g, { q }, { inputs: { target }, params }, i) =>
      target.data[i] === 0 && q < 1e-4 && !params.label_smoothing ? 0 : g
    ),
  ),
  mutant(
    "binary_cross_entropy_by_class/easy_slopes_quintupled_in_half",
    "In half precision the slopes of positives beyond 3 are scaled by 5, and never back",
    hardSlopes((g, { lead }, { inputs: { target } }, i) =>
      target.data[i] === 1 && lead > 3 ? 5 * g : g
    ),
    { dtypes: ["f16"] },
  ),
  mutant(
    "binary_cross_entropy/sure_and_right_is_done",
    "A probability within 0.001 of its hard target has no slope",
    slopesBy("pred", (g, i, { inputs: { pred, target } }) => {
      const [p, t] = [pred.data[i], target.data[i]];
      return t === 1 && p > 0.999 || t === 0 && p < 0.001 ? 0 : g;
    }),
  ),
  mutant(
    "binary_cross_entropy/dead_band_around_the_target",
    "A probability within 1e-4 of a soft target has no slope",
    plainSlopes("pred", (g, p, t) => t > 0 && t < 1 && Math.abs(p - t) < 1e-4 ? 0 : g),
  ),
  mutant(
    "binary_cross_entropy/slope_of_small_negatives_is_1",
    "1 / (1 - p) is taken for 1 where p < 1/8 and the target is 0",
    plainSlopes("pred", (g, p, t) => t === 0 && p < 0.125 ? g * (1 - p) : g),
  ),
  mutant(
    "binary_cross_entropy/slope_by_target_dead_at_a_half",
    "The slope by the target, a difference of logarithms, is flushed where p is within 0.001 of 1/2",
    plainSlopes("target", (g, p) => Math.abs(p - 0.5) < 1e-3 ? 0 : g),
  ),
];
