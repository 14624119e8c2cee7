/**
 * Slopes of regression losses that are wrong close to the target, where they are small.
 *
 * @module
 */
import type { Call } from "../../../src/spec/mod.ts";
import { roundTo } from "../../../src/tensor/mod.ts";
import { instead } from "../easy_examples.ts";
import type { Mutant } from "../mutant.ts";
import { slopesBy } from "../other_calls.ts";
import { mutant } from "../write.ts";

const { abs, fround } = Math;

/** How far a prediction is above its target. */
function differenceAt({ inputs: { pred, target } }: Call, i: number): number {
  return pred.data[i] - target.data[i];
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "mse_loss/small_slopes_in_half",
    "Slopes of differences below 1e-4 are stored in half precision, whose subnormals are coarse",
    slopesBy("pred", (g, i, call) => {
      const slope = 2 * differenceAt(call, i);
      return abs(slope) < 2e-4 ? instead(g, roundTo(slope, "f16"), slope) : g;
    }),
  ),
  mutant(
    "mse_loss/close_pairs_in_float32",
    "By the target, pairs that agree to six digits are subtracted in float32, in double precision",
    slopesBy("target", (g, i, call) => {
      const { pred, target } = call.inputs;
      const d = differenceAt(call, i);
      if (!(abs(d) < 1e-6 * abs(pred.data[i]))) return g;
      return instead(g, fround(pred.data[i]) - fround(target.data[i]), d);
    }),
    { dtypes: ["f64"] },
  ),
  mutant(
    "huber_loss/small_slopes_by_delta",
    "Within a tenth of delta the slope is d / delta, which is smooth L1's, in half precision",
    slopesBy("pred", (g, i, call) => {
      const delta = call.params.delta ?? 1;
      return abs(differenceAt(call, i)) < delta / 10 ? g / delta : g;
    }),
    { dtypes: ["f16"] },
  ),
  mutant(
    "huber_loss/target_without_slope_when_close",
    "By the target, differences within a thousandth of delta are done, and have no slope",
    slopesBy(
      "target",
      (g, i, call) => abs(differenceAt(call, i)) < (call.params.delta ?? 1) / 1000 ? 0 : g,
    ),
  ),
  mutant(
    "smooth_l1_loss/slope_by_a_coarse_table",
    "In bfloat16 d / beta is looked up in steps of 1/64, below 1/16",
    slopesBy("pred", (g, i, call) => {
      const slope = differenceAt(call, i) / (call.params.beta ?? 1);
      return abs(slope) < 1 / 16 ? instead(g, Math.round(64 * slope) / 64, slope) : g;
    }),
    { dtypes: ["bf16"] },
  ),
  mutant(
    "weighted_smooth_l1_loss/little_slopes_flushed",
    "Of a sum that is divided, slopes by the target below 1e-8 are flushed to 0",
    slopesBy("target", (g) => abs(g) < 1e-8 ? 0 : g),
  ),
  mutant(
    "weighted_smooth_l1_loss/small_slopes_squared",
    "Within a hundredth of beta a smoother start is blended in: the slope is (d / beta)^2",
    slopesBy("pred", (g, i, call) => {
      const slope = abs(differenceAt(call, i)) / (call.params.beta ?? 1);
      return slope < 0.01 ? g * slope : g;
    }),
  ),
];
