/**
 * Mistakes in the gradients of L1, smooth L1 and Huber.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import { roundTo } from "../../../src/tensor/mod.ts";
import type { Mutant } from "../mutant.ts";
import { answers, computes, formula, mutant } from "../write.ts";

/** A loss whose backward pass takes the gradient from above for ones. */
const ignoresUpstream = computes(() => (call) => {
  const { upstream: _, ...rest } = call;
  return evaluateReference(rest);
});

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "huber_loss/upstream_ignored",
    "The backward pass ignores the gradient from above",
    ignoresUpstream,
    { reported: ["chainer/chainer#1175"] },
  ),
  mutant(
    "smooth_l1_loss/upstream_ignored",
    "The backward pass ignores the gradient from above",
    ignoresUpstream,
    { reported: ["pytorch/pytorch#94226"] },
  ),
  mutant(
    "l1_loss/sign_as_quotient",
    "The sign is d / |d|: NaN at 0",
    formula({
      gradient: {
        pred: "(pred - target) / abs(pred - target)",
        target: "(target - pred) / abs(pred - target)",
      },
    }, "plain"),
    { reported: ["tracel-ai/burn#1441"] },
  ),
  mutant(
    "huber_loss/masked_branch_leaks",
    "Branches are chosen by multiplying with a mask: 0 times the other's NaN is NaN",
    formula({
      gradient: {
        pred:
          "where(d <= delta, 1, 0) * (pred - target) + where(d <= delta, 0, 1) * delta * (pred - target) / d",
      },
    }, "plain"),
    { reported: ["tracel-ai/burn#1441", "pytorch/pytorch#121416"] },
  ),
  mutant(
    "huber_loss/wrong_slope_at_delta",
    "The slope at |d| = delta is 0",
    formula({
      gradient: { pred: "where(d == delta, 0, where(d < delta, 1, delta / d) * (pred - target))" },
    }),
  ),
  mutant(
    "smooth_l1_loss/slope_of_the_other_branch",
    "The slope of the line within beta, and of the parabola beyond",
    formula({
      gradient: { pred: "where(d < beta, (pred - target) / d, (pred - target) / beta)" },
    }),
  ),
  mutant(
    "smooth_l1_loss/slope_without_beta",
    "The slope within beta is d, as for beta = 1",
    formula({
      gradient: { pred: "where(d < beta, pred - target, where(pred < target, -1, 1))" },
    }),
  ),
  mutant(
    "huber_loss/slope_of_1",
    "The slope beyond delta is 1, as for delta = 1",
    formula({
      gradient: { pred: "where(d <= delta, pred - target, where(pred < target, -1, 1))" },
    }),
  ),
  mutant(
    "smooth_l1_loss/slope_of_quarters",
    "The slope is the sum of four quarters, each of which is rounded: among the subnormals 2 becomes 0",
    answers(({ gradients }, { dtype }) => ({
      gradients: {
        ...gradients,
        pred: gradients.pred?.map((g) => 4 * roundTo(g / 4, dtype)) ?? [],
      },
    })),
  ),
  mutant(
    "l1_loss/same_gradient_for_target",
    "The gradient by the target has the sign of that by the prediction",
    answers(({ gradients }) => ({ gradients: { ...gradients, target: gradients.pred ?? [] } })),
  ),
];
