/**
 * Binary cross entropy of logits, as libraries compute it.
 *
 * @module
 */
import {
  expLogistic,
  logAddExp,
  logSigmoid,
  logSumSigmoid,
  mirroredSigmoid,
  plainTail,
  sigmoid,
  slopeOfParts,
  softplus,
  tail,
} from "./logistic.ts";
import type { Operations } from "./operations.ts";
import type { Element, ElementSequence } from "./sequence.ts";

const loss = "binary_cross_entropy_with_logits";
const value = { of: "element", loss, output: "value" } as const;
const byPred = { of: "element", loss, output: "pred" } as const;
const byTarget = { of: "element", loss, output: "target" } as const;

const isPlain = ({ inputs, params }: Element) =>
  inputs.weight === undefined && !(params.label_smoothing! > 0);
const isUnweighted = (given: Element) => isPlain(given) && given.inputs.pos_weight === undefined;

/** 1 + (w - 1) t, where a weight is given. */
function logWeight(on: Operations, { inputs }: Element): number {
  const { target, pos_weight: w } = inputs;
  return w === undefined ? 1 : on.add(on.mul(on.sub(w, 1), target!), 1);
}

const other = (on: Operations, { inputs }: Element) => on.sub(1, inputs.target!);

/** σ - t; with a weight w, (w t + 1 - t) σ - w t. */
const sigmoidMinusTarget = (on: Operations, { inputs, upstream: g }: Element) => {
  const { pred, target, pos_weight: w } = inputs;
  const p = sigmoid(on, pred!);
  if (w === undefined) return on.mul(on.sub(p, target!), g);
  const t = on.mul(w, target!);
  return on.mul(on.sub(on.mul(on.sub(on.add(t, 1), target!), p), t), g);
};

/** All of them. */
export const sequences: readonly ElementSequence[] = [
  {
    ...value,
    library: "PyTorch",
    file: "aten/src/ATen/native/Loss.cpp",
    form: "log_sigmoid",
    where: isPlain,
    compute: (on, given) =>
      on.sub(
        on.mul(other(on, given), given.inputs.pred!),
        on.mul(logSigmoid(on, given.inputs.pred!), logWeight(on, given)),
      ),
  },
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
    ...value,
    library: "PaddlePaddle",
    file: "paddle/phi/kernels/cpu/sigmoid_cross_entropy_with_logits_kernel.cc",
    form: "log_one_plus",
    where: isUnweighted,
    compute: (on, { inputs }) => {
      const [x, t] = [inputs.pred!, inputs.target!];
      return on.add(on.sub(Math.max(x, 0), on.mul(x, t)), plainTail(on, x));
    },
  },
  {
    ...value,
    library: "PaddlePaddle",
    file: "paddle/phi/kernels/cpu/sigmoid_cross_entropy_with_logits_kernel.cc",
    form: "log_sum",
    where: (given) => isPlain(given) && given.inputs.pos_weight !== undefined,
    compute: (on, given) => {
      const x = given.inputs.pred!;
      const weighted = on.mul(logWeight(on, given), -logSumSigmoid(on, x));
      return on.add(on.mul(other(on, given), x), weighted);
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
    ...value,
    library: "TensorFlow",
    file: "tensorflow/python/ops/nn_impl.py",
    form: "frameworks",
    where: isPlain,
    compute: (on, given) => {
      const [x, t] = [given.inputs.pred!, given.inputs.target!];
      if (given.inputs.pos_weight === undefined) {
        return on.add(on.sub(Math.max(x, 0), on.mul(x, t)), tail(on, x));
      }
      const weighted = on.mul(logWeight(on, given), on.add(tail(on, x), Math.max(-x, 0)));
      return on.add(on.mul(other(on, given), x), weighted);
    },
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
  ...[
    { library: "optax", file: "optax/losses/_classification.py" },
    { library: "Keras", file: "keras/src/backend/jax/ops/nn.py" },
  ].map((at): ElementSequence => ({
    ...at,
    ...value,
    form: "stable",
    where: isUnweighted,
    compute: (on, given) => {
      const [x, t] = [given.inputs.pred!, given.inputs.target!];
      return on.add(
        on.mul(t, softplus(on, -x)),
        on.mul(other(on, given), softplus(on, x)),
      );
    },
  })),
  {
    ...byPred,
    library: "optax",
    file: "jax/_src/numpy/ufuncs.py",
    form: "stable",
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
    ...value,
    library: "MLX",
    file: "python/mlx/nn/losses.py",
    form: "softplus_minus_product",
    where: isUnweighted,
    compute: (on, { inputs }) =>
      on.sub(softplus(on, inputs.pred!), on.mul(inputs.pred!, inputs.target!)),
  },
  {
    ...byPred,
    library: "MLX",
    file: "mlx/primitives.cpp",
    form: "complements",
    where: isUnweighted,
    compute: (on, { inputs, upstream: g }) =>
      on.sub(
        on.mul(g, on.sub(1, mirroredSigmoid(on, -inputs.pred!))),
        on.mul(g, inputs.target!),
      ),
  },
  {
    ...value,
    library: "burn",
    file: "crates/burn-nn/src/loss/binary_cross_entropy.rs",
    form: "log_sum",
    where: isUnweighted,
    compute: (on, given) =>
      on.sub(on.mul(other(on, given), given.inputs.pred!), logSumSigmoid(on, given.inputs.pred!)),
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
    ...value,
    library: "candle",
    file: "candle-nn/src/loss.rs",
    form: "direct",
    where: isUnweighted,
    compute: (on, given) => {
      const p = sigmoid(on, given.inputs.pred!);
      if (p === 1 || p === 0) return NaN;
      const positive = on.mul(given.inputs.target!, on.log(p));
      return -on.add(positive, on.mul(other(on, given), on.log(on.sub(1, p))));
    },
  },
  {
    ...value,
    library: "tinygrad",
    file: "tinygrad/mixin/op.py",
    form: "logaddexp",
    where: isPlain,
    compute: (on, given) => {
      const { pred: x, target: t, pos_weight: w = 1 } = given.inputs;
      const positive = on.mul(w, t!, logAddExp(on, -x!));
      return on.add(positive, on.mul(other(on, given), logAddExp(on, x!)));
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
