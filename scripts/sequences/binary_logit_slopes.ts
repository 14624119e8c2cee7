/**
 * Binary cross entropy of logits, as libraries compute it: the gradients.
 *
 * @module
 */
import { isPlain, isUnweighted, logWeight, loss, other } from "./binary_logits.ts";
import { expLogistic, logSigmoid, mirroredSigmoid, sigmoid, slopeOfParts } from "./logistic.ts";
import type { Operations } from "./operations.ts";
import type { Element, ElementSequence } from "./sequence.ts";

const byPred = { of: "element", loss, output: "pred" } as const;
const byTarget = { of: "element", loss, output: "target" } as const;

/** σ - t; with a weight w, (w t + 1 - t) σ - w t. */
const sigmoidMinusTarget = (on: Operations, { inputs, upstream: g }: Element) => {
  const { pred, target, pos_weight: w } = inputs;
  const p = sigmoid(on, pred!);
  if (w === undefined) return on.mul(on.sub(p, target!), g);
  const t = on.mul(w, target!);
  return on.mul(on.sub(on.mul(on.sub(on.add(t, 1), target!), p), t), g);
};

/** The gradients. */
export const slopes: readonly ElementSequence[] = [
  {
    ...byPred,
    library: "PyTorch",
    file: "torch/csrc/autograd/FunctionsManual.cpp",
    form: "sigmoid_minus_target",
    where: isPlain,
    compute: sigmoidMinusTarget,
  },
  {
    ...byTarget,
    library: "PyTorch",
    file: "torch/csrc/autograd/FunctionsManual.cpp",
    form: "stable",
    where: isPlain,
    compute: (on, { inputs, upstream: g }) => {
      const { pred: x, pos_weight: w } = inputs;
      if (w === undefined) return on.mul(x!, -g);
      return on.mul(on.sub(logSigmoid(on, -x!), on.mul(w, logSigmoid(on, x!))), g);
    },
  },
  {
    ...byPred,
    library: "PaddlePaddle",
    file: "paddle/phi/kernels/cpu/sigmoid_cross_entropy_with_logits_grad_kernel.cc",
    form: "stable",
    where: (given) => isUnweighted(given) && given.inputs.pred !== 0,
    compute: (on, { inputs, upstream }) =>
      on.mul(upstream, slopeOfParts(on, inputs.pred!, inputs.target!)),
  },
  {
    ...byPred,
    library: "PaddlePaddle",
    file: "paddle/phi/kernels/cpu/sigmoid_cross_entropy_with_logits_grad_kernel.cc",
    form: "log_sum",
    where: (given) => isPlain(given) && given.inputs.pos_weight !== undefined,
    compute: (on, given) => {
      const x = given.inputs.pred!;
      const m = Math.max(-x, 0);
      const [a, b] = [on.exp(-m), on.exp(on.sub(-x, m))];
      const side = x < 0 ? -1 : 0;
      const share = on.div(on.add(on.mul(a, -side), on.mul(b, -1 - side)), on.add(a, b));
      const slope = on.add(
        on.mul(logWeight(on, given), on.add(share, side)),
        other(on, given),
      );
      return on.mul(given.upstream, slope);
    },
  },
  {
    ...byPred,
    library: "PaddlePaddle",
    file: "paddle/phi/kernels/gpu/sigmoid_cross_entropy_with_logits_grad_kernel.cu",
    form: "sigmoid_minus_target",
    where: isUnweighted,
    compute: sigmoidMinusTarget,
  },
  {
    ...byPred,
    library: "TensorFlow",
    file: "tensorflow/python/ops/nn_impl.py",
    form: "frameworks",
    where: isUnweighted,
    compute: (on, { inputs, upstream: g }) => {
      const [x, t] = [inputs.pred!, inputs.target!];
      const e = on.exp(-Math.abs(x));
      const share = on.mul(on.mul(g, on.div(1, on.add(1, e))), e);
      const fromTail = x >= 0 ? -share : share;
      return on.sum([on.mul(-g, t), fromTail, x >= 0 ? g : 0]);
    },
  },
  {
    ...byPred,
    library: "optax",
    file: "jax/_src/numpy/ufuncs.py",
    form: "exp_log_sigmoid",
    where: isUnweighted,
    compute: (on, given) => {
      const [x, t] = [given.inputs.pred!, given.inputs.target!];
      const { upstream: g } = given;
      return on.add(
        on.mul(-g, t, expLogistic(on, -x)),
        on.mul(g, other(on, given), expLogistic(on, x)),
      );
    },
  },
  {
    ...byPred,
    library: "MLX",
    file: "mlx/primitives.cpp",
    form: "complement_minus_target",
    where: isUnweighted,
    compute: (on, { inputs, upstream: g }) =>
      on.sub(
        on.mul(g, on.sub(1, mirroredSigmoid(on, -inputs.pred!))),
        on.mul(g, inputs.target!),
      ),
  },
  {
    ...byPred,
    library: "burn",
    file: "crates/burn-backend/src/backend/ops/activation.rs",
    form: "complements",
    where: isUnweighted,
    compute: (on, given) => {
      const { pred: x } = given.inputs;
      const m = Math.max(-x!, 0);
      const z = on.add(on.exp(-m), on.exp(on.sub(-x!, m)));
      const rest = on.sub(1, on.div(1, z));
      const slope = x! > 0 ? rest : on.sub(1, rest);
      const { upstream: g } = given;
      return on.sub(on.mul(g, other(on, given)), on.mul(g, slope));
    },
  },
  {
    ...byPred,
    library: "tinygrad",
    file: "tinygrad/mixin/gradient.py",
    form: "logaddexp",
    where: (given) => isPlain(given) && given.inputs.pred !== 0,
    compute: (on, given) => {
      const { pred, target: t, pos_weight: w = 1 } = given.inputs;
      const { upstream: g } = given;
      /** By x, of what arrives at the logarithm. */
      const slope = (x: number, arriving: number) => {
        const m = Math.max(x, 0);
        const [a, b] = [on.exp(on.sub(x, m)), on.exp(-m)];
        const each = on.mul(arriving, on.div(1, on.add(a, b)));
        const [byX, byZero] = [on.mul(each, a), on.mul(each, b)];
        return x > 0 ? on.sum([byX, arriving, -byX, -byZero]) : byX;
      };
      const positive = slope(-pred!, on.mul(g, w, t!));
      return on.sub(slope(pred!, on.mul(g, other(on, given))), positive);
    },
  },
];
