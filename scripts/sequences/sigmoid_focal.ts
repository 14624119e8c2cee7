/**
 * Focal loss of logits, as libraries compute it.
 *
 * @module
 */
import { expLogistic, logSigmoid, plainTail, sigmoid, slopeOfParts, softplus } from "./logistic.ts";
import type { Operations } from "./operations.ts";
import type { Element, ElementSequence } from "./sequence.ts";

const loss = "sigmoid_focal_loss";
const value = { of: "element", loss, output: "value" } as const;
const byPred = { of: "element", loss, output: "pred" } as const;

const isUnweighted = ({ inputs }: Element) => inputs.weight === undefined;
const isHard = (given: Element) =>
  isUnweighted(given) && (given.inputs.target === 0 || given.inputs.target === 1);

/** α t + (1 - α) (1 - t); 1 without α. */
function balance(on: Operations, { inputs, params: { alpha } }: Element): number {
  const t = inputs.target!;
  if (alpha === null) return 1;
  return on.add(on.mul(alpha, t), on.mul(on.round(1 - alpha), on.sub(1, t)));
}

/** (1 - t) x - log σ(x). */
const byLogSigmoid = (on: Operations, { inputs }: Element) =>
  on.sub(on.mul(on.sub(1, inputs.target!), inputs.pred!), logSigmoid(on, inputs.pred!));

/** max(x, 0) - x t + log(1 + e^-|x|). */
const byPlainTail = (on: Operations, { inputs: { pred: x, target: t } }: Element) =>
  on.add(on.sub(Math.max(x!, 0), on.mul(x!, t!)), plainTail(on, x!));

/** 1 - (p t + (1 - p) (1 - t)). */
const oneMinusPt = (on: Operations, { inputs }: Element) => {
  const [p, t] = [sigmoid(on, inputs.pred!), inputs.target!];
  return on.sub(1, on.add(on.mul(p, t), on.mul(on.sub(1, p), on.sub(1, t))));
};

/** (1 - p) t + p (1 - t). */
const missed = (on: Operations, { inputs }: Element) => {
  const [p, t] = [sigmoid(on, inputs.pred!), inputs.target!];
  return on.add(on.mul(on.sub(1, p), t), on.mul(p, on.sub(1, t)));
};

/** t softplus(-x) + (1 - t) softplus(x). */
const bySoftplus = (on: Operations, { inputs: { pred: x, target: t } }: Element) =>
  on.add(on.mul(t!, softplus(on, -x!)), on.mul(on.sub(1, t!), softplus(on, x!)));

/** The logarithm of what is missed, (1 - p) t + p (1 - t), from its greater part; and its slope by x. */
function logSpace(on: Operations, { inputs: { pred: x, target: t } }: Element) {
  const [y, z] = t! >= 0.5 ? [t!, -x!] : [on.sub(1, t!), x!];
  const odds = on.sub(on.add(-z, on.log1p(-y)), on.log(y));
  const isHard = odds === -Infinity;
  const log = on.add(
    on.add(-softplus(on, -z), on.log(y)),
    isHard ? 0 : softplus(on, odds),
  );
  const byZ = on.sub(expLogistic(on, -z), isHard ? 0 : expLogistic(on, odds));
  return { log, slope: t! >= 0.5 ? -byZ : byZ };
}

type Part = (on: Operations, given: Element) => number;

/** The balanced power times the cross entropy. */
const product = (power: Part, entropy: Part): ElementSequence["compute"] => (on, given) =>
  on.mul(
    entropy(on, given),
    on.pow(power(on, given), given.params.gamma!),
    balance(on, given),
  );

/** σ - t. */
const sigmoidMinusTarget = (on: Operations, { inputs }: Element) =>
  on.sub(sigmoid(on, inputs.pred!), inputs.target!);

/** Its automatic derivative, given that of the cross entropy. */
const slope = (
  power: Part,
  entropy: Part,
  entropySlope: Part,
): ElementSequence["compute"] =>
(on, given) => {
  const { inputs, params, upstream } = given;
  const γ = params.gamma!;
  const [p, t] = [sigmoid(on, inputs.pred!), inputs.target!];
  const g = on.mul(upstream, balance(on, given));
  const q = power(on, given);
  const fromEntropy = on.mul(g, on.pow(q, γ), entropySlope(on, given));
  const byQ = γ === 0 ? 0 : on.mul(g, entropy(on, given), γ, on.pow(q, on.round(γ - 1)));
  const byP = on.sub(on.mul(byQ, on.sub(1, t)), on.mul(byQ, t));
  return on.add(fromEntropy, on.mul(byP, on.sub(1, p), p));
};

/** Where 1 - p_t does not round to 0, at which the slope of its power may be infinite. */
const isUnsaturated = (given: Element) => isUnweighted(given) && Math.abs(given.inputs.pred!) < 15;

/** All of them. */
export const sequences: readonly ElementSequence[] = [
  {
    ...value,
    library: "torchvision",
    file: "torchvision/ops/focal_loss.py",
    form: "paper_log_sigmoid",
    where: isUnweighted,
    compute: product(oneMinusPt, byLogSigmoid),
  },
  {
    ...byPred,
    library: "torchvision",
    file: "torchvision/ops/focal_loss.py",
    form: "paper_sigmoid_minus_target",
    where: isUnsaturated,
    compute: slope(oneMinusPt, byLogSigmoid, sigmoidMinusTarget),
  },
  {
    ...value,
    library: "mmDetection",
    file: "mmdet/models/losses/focal_loss.py",
    form: "direct_log_sigmoid",
    where: isUnweighted,
    compute: product(missed, byLogSigmoid),
  },
  {
    ...byPred,
    library: "mmDetection",
    file: "mmdet/models/losses/focal_loss.py",
    form: "direct_sigmoid_minus_target",
    where: isUnsaturated,
    compute: slope(missed, byLogSigmoid, sigmoidMinusTarget),
  },
  {
    ...value,
    library: "PaddlePaddle",
    file: "python/paddle/nn/functional/loss.py",
    form: "paper_log_one_plus",
    where: isUnweighted,
    compute: product(oneMinusPt, byPlainTail),
  },
  {
    ...byPred,
    library: "PaddlePaddle",
    file: "python/paddle/nn/functional/loss.py",
    form: "paper_sigmoid_minus_target",
    where: (given) => isUnsaturated(given) && given.inputs.pred !== 0,
    compute: slope(
      oneMinusPt,
      byPlainTail,
      (on, { inputs }) => slopeOfParts(on, inputs.pred!, inputs.target!),
    ),
  },
  {
    ...value,
    library: "optax",
    file: "optax/losses/_classification.py",
    form: "log_space_soft",
    where: isUnweighted,
    compute: (on, given) =>
      on.mul(
        on.exp(on.mul(given.params.gamma!, logSpace(on, given).log)),
        bySoftplus(on, given),
        balance(on, given),
      ),
  },
  {
    ...byPred,
    library: "optax",
    file: "optax/losses/_classification.py",
    form: "log_space_soft",
    where: isUnweighted,
    compute: (on, given) => {
      const { inputs, params, upstream } = given;
      const [x, t] = [inputs.pred!, inputs.target!];
      const { log, slope } = logSpace(on, given);
      const power = on.exp(on.mul(params.gamma!, log));
      const g = on.mul(upstream, balance(on, given));
      const arriving = on.mul(g, power);
      const fromEntropy = on.sub(
        on.mul(arriving, on.sub(1, t), expLogistic(on, x)),
        on.mul(arriving, t, expLogistic(on, -x)),
      );
      return on.add(
        fromEntropy,
        on.mul(g, bySoftplus(on, given), power, params.gamma!, slope),
      );
    },
  },
  {
    ...value,
    library: "mmcv",
    file: "mmcv/ops/csrc/common/cuda/sigmoid_focal_loss_cuda_kernel.cuh",
    form: "direct_logarithms",
    where: (given) => isHard(given) && Math.abs(given.inputs.pred!) < 8,
    compute: (on, given) => {
      const p = sigmoid(on, given.inputs.pred!);
      const n = on.sub(1, p);
      if (p === 0 || n === 0) return NaN;
      const { gamma } = given.params;
      const term = given.inputs.target === 1
        ? on.mul(on.pow(n, gamma!), on.log(p))
        : on.mul(on.pow(p, gamma!), on.log(n));
      return -on.mul(balance(on, given), term);
    },
  },
  {
    ...byPred,
    library: "mmcv",
    file: "mmcv/ops/csrc/common/cuda/sigmoid_focal_loss_cuda_kernel.cuh",
    form: "direct_sigmoid_minus_target",
    where: isHard,
    compute: (on, given) => {
      const p = sigmoid(on, given.inputs.pred!);
      const n = on.sub(1, p);
      if (p === 0 || n === 0) return NaN;
      const { gamma } = given.params;
      const term = given.inputs.target === 1
        ? on.mul(on.pow(n, gamma!), on.sub(n, on.mul(gamma!, p, on.log(p))))
        : on.mul(on.pow(p, gamma!), on.sub(on.mul(gamma!, n, on.log(n)), p));
      return -on.mul(balance(on, given), term, given.upstream);
    },
  },
  {
    ...value,
    library: "Keras",
    file: "keras/src/losses/losses.py",
    form: "paper",
    params: { clip: 1e-7 },
    where: isUnweighted,
    compute: product(oneMinusPt, (on, { inputs }) => {
      const p = Math.min(
        Math.max(sigmoid(on, inputs.pred!), on.round(1e-7)),
        on.round(1 - 1e-7),
      );
      const t = inputs.target!;
      return -on.add(on.mul(t, on.log(p)), on.mul(on.sub(1, t), on.log(on.sub(1, p))));
    }),
  },
];
