/**
 * Mistakes in L1, smooth L1 and Huber.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call, Result } from "../../../src/spec/mod.ts";
import { tensor } from "../../../src/tensor/mod.ts";
import { filled } from "../../../src/tensor/internal.ts";
import type { Mutant } from "../mutant.ts";
import {
  answers,
  changed,
  computes,
  each,
  formula,
  hears,
  mutant,
  withNumbers,
  withParam,
} from "../write.ts";

/** [N, 1] − [N] is [N, N]: the loss of every prediction with every target. */
function broadcast(call: Call): Result {
  const { pred, target } = call.inputs;
  const sizes = [pred, target].map(({ shape }) => shape.length);
  if (pred.data.length !== target.data.length || sizes[0] === sizes[1]) {
    return evaluateReference(call);
  }
  const n = pred.data.length;
  const spread = (from: (i: number) => number) =>
    tensor(call.dtype, [n * n], Array.from({ length: n * n }, (_, i) => from(i)));
  const inputs = {
    pred: spread((i) => pred.data[i % n]),
    target: spread((i) => target.data[Math.floor(i / n)]),
  };
  return evaluateReference({ ...call, inputs, gradients: false });
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "smooth_l1_loss/zero_beta_divides",
    "beta = 0 is taken, and divides 0 by 0 at d = 0",
    computes(() => (call) => {
      if (call.params.beta !== 0) return evaluateReference(call);
      const { beta: _, ...params } = call.params;
      const limit = evaluateReference({ ...call, loss: "l1_loss", params });
      return changed(limit, call, each((x) => x === 0 ? NaN : x));
    }),
    { reported: ["pytorch/pytorch#96813"] },
  ),
  mutant(
    "smooth_l1_loss/negative_beta_accepted",
    "A negative beta is taken as its magnitude",
    hears((call) => withParam(call, "beta", Math.abs(call.params.beta ?? 1))),
  ),
  mutant(
    "smooth_l1_loss/parabola_without_beta",
    "The parabola is not divided by beta: a jump for beta other than 1",
    formula({ value: "where(d < beta, 0.5 * d^2, d - 0.5 * beta)" }),
    { reported: ["pytorch/pytorch#17447"] },
  ),
  mutant(
    "smooth_l1_loss/line_without_beta",
    "The line does not use beta: a jump for beta other than 1",
    formula({ value: "where(d < beta, 0.5 * d^2 / beta, d - 0.5)" }),
    { reported: ["keras-team/keras-cv#920"] },
  ),
  mutant(
    "smooth_l1_loss/no_abs",
    "abs is missing: every negative difference is on the parabola",
    formula({ let: { d: "pred - target" } }),
    { reported: ["ml-explore/mlx-swift#209"] },
  ),
  mutant(
    "huber_loss/one_sided_condition",
    "e <= delta in place of |e| <= delta",
    formula({ value: "where(pred - target <= delta, 0.5 * d^2, delta * (d - 0.5 * delta))" }),
    { reported: ["marlbenchmark/on-policy#47"] },
  ),
  mutant(
    "smooth_l1_loss/no_half",
    "x^2 in place of x^2 / 2",
    formula({ value: "where(d < beta, d^2 / beta, d - 0.5 * beta)" }),
    { reported: ["PaddlePaddle/PaddleOCR#2335"] },
  ),
  mutant(
    "huber_loss/float64_crashes",
    "delta is a float32 whatever the inputs are, so float64 fails",
    computes(() => () => ({ error: "expected float32, got float64" })),
    { reported: ["tensorflow/tensorflow#39123"], dtypes: ["f64"] },
  ),
  mutant(
    "huber_loss/delta_forgotten",
    "delta is lost on the way: always 1",
    hears((call) => withParam(call, "delta", 1)),
    { reported: ["keras-team/keras#23286"] },
  ),
  mutant(
    "smooth_l1_loss/huber",
    "Huber's loss is taken for smooth L1",
    formula({ value: "where(d <= beta, 0.5 * d^2, beta * (d - 0.5 * beta))" }),
    { reported: ["google/automl#75"] },
  ),
  mutant(
    "smooth_l1_loss/beta_is_sigma",
    "The parameter is the older sigma: beta = 1 / sigma^2",
    formula({ value: "where(d < 1 / beta^2, 0.5 * (beta * d)^2, d - 0.5 / beta^2)" }),
    { reported: ["google/automl#75"] },
  ),
  mutant(
    "smooth_l1_loss/sum_refused",
    'reduction "sum" always fails',
    computes(() => (call) =>
      call.reduction === "sum"
        ? { rejected: 'avg_factor can not be used with reduction="sum"' }
        : evaluateReference(call)
    ),
    { reported: ["open-mmlab/mmdetection#10919"] },
  ),
  mutant(
    "huber_loss/n_by_1_minus_n",
    "[N, 1] - [N] is broadcast to [N, N]",
    computes(() => broadcast),
    { reported: ["manzilzaheer/DeepSets#1"] },
  ),
  mutant(
    "smooth_l1_loss/n_by_1_minus_n",
    "[N, 1] - [N] is broadcast to [N, N]",
    computes(() => broadcast),
    { reported: ["pytorch/pytorch#16045", "google-deepmind/optax@b517eddd"] },
  ),
  mutant(
    "smooth_l1_loss/half_inside_the_square",
    "(d / 2)^2 in place of d^2 / 2",
    formula({ value: "where(d < beta, (0.5 * d)^2 / beta, d - 0.5 * beta)" }),
  ),
  mutant(
    "smooth_l1_loss/beta_inside_the_square",
    "(d / beta)^2 / 2 in place of d^2 / (2 beta)",
    formula({ value: "where(d < beta, 0.5 * (d / beta)^2, d - 0.5 * beta)" }),
  ),
  mutant(
    "smooth_l1_loss/line_from_0",
    "The line is not lowered by beta / 2: a jump at d = beta",
    formula({ value: "where(d <= beta, 0.5 * d^2 / beta, d)" }),
  ),
  mutant(
    "smooth_l1_loss/wrong_value_at_beta",
    "d = beta itself falls between the branches",
    formula({ value: "where(d < beta, 0.5 * d^2 / beta, where(d == beta, 0, d - 0.5 * beta))" }),
  ),
  mutant(
    "l1_loss/empty_is_0",
    "The loss of nothing is 0, the mean of nothing too",
    computes(() => (call) =>
      call.inputs.pred.data.length === 0 && call.inputs.target.data.length === 0
        ? { value: filled(call.dtype, call.reduction === "none" ? [0] : [], 0) }
        : evaluateReference(call)
    ),
    { level: "should" },
  ),
  mutant(
    "l1_loss/squared",
    "The squared difference in place of the absolute one",
    formula({ value: "(pred - target)^2" }),
  ),
  mutant(
    "smooth_l1_loss/tiny_beta_is_no_beta",
    "beta below 1e-5 is taken for 0",
    formula({ value: "where(beta < 1e-5, 0, where(d < beta, 0.5 * d^2 / beta, d - 0.5 * beta))" }),
  ),
  mutant(
    "smooth_l1_loss/small_differences_flushed",
    "Differences below 1e-8 are taken for 0",
    formula({ let: { d: "where(abs(pred - target) < 1e-8, 0, abs(pred - target))" } }),
  ),
  mutant(
    "smooth_l1_loss/subnormals_flushed",
    "Subnormal inputs and results are flushed to 0",
    computes(() => (call) => {
      const flush = (x: number) => Math.abs(x) < 2 ** -14 ? 0 : x;
      const heard = withNumbers(withNumbers(call, "pred", flush), "target", flush);
      return evaluateReference(heard);
    }),
    { dtypes: ["f16"] },
  ),
  mutant(
    "l1_loss/rounded_to_half",
    "Half precision inside, whatever format is asked for",
    answers(each(Math.f16round)),
  ),
];
