/**
 * Binary cross entropy of logits, as libraries compute it: the values.
 *
 * @module
 */
import {
  logAddExp,
  logSigmoid,
  logSumSigmoid,
  plainTail,
  sigmoid,
  softplus,
  tail,
} from "./logistic.ts";
import type { Operations } from "./operations.ts";
import type { Element, ElementSequence } from "./sequence.ts";

/** The loss that they are of. */
export const loss = "binary_cross_entropy_with_logits";
const value = { of: "element", loss, output: "value" } as const;

/** Without weights of terms, and without smoothing. */
export const isPlain = ({ inputs, params }: Element) =>
  inputs.weight === undefined && !(params.label_smoothing! > 0);
/** Without a weight of positives, too. */
export const isUnweighted = (given: Element) =>
  isPlain(given) && given.inputs.pos_weight === undefined;

/** 1 + (w - 1) t, where a weight is given. */
export function logWeight(on: Operations, { inputs }: Element): number {
  const { target, pos_weight: w } = inputs;
  return w === undefined ? 1 : on.add(on.mul(on.sub(w, 1), target!), 1);
}

/** 1 - t. */
export const other = (on: Operations, { inputs }: Element) => on.sub(1, inputs.target!);

/** The values. */
export const values: readonly ElementSequence[] = [
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
    ...value,
    library: "MLX",
    file: "python/mlx/nn/losses.py",
    form: "softplus_minus_product",
    where: isUnweighted,
    compute: (on, { inputs }) =>
      on.sub(softplus(on, inputs.pred!), on.mul(inputs.pred!, inputs.target!)),
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
];
