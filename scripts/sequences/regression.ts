/**
 * Losses of a difference, as libraries compute them.
 *
 * @module
 */
import type { Operations } from "./operations.ts";
import type { Element, ElementSequence } from "./sequence.ts";

type Compute = ElementSequence["compute"];

const difference = (on: Operations, { inputs }: Element) => on.sub(inputs.pred!, inputs.target!);
const distance = (on: Operations, given: Element) => Math.abs(difference(on, given));
const beta = ({ params }: Element) => params.beta!;
const delta = ({ params }: Element) => params.delta!;

/** |x| > δ is linear; Paddle, Keras and candle take the parabola where |x| = δ, PyTorch the line: they meet. */
const huber: Compute = (on, given) => {
  const d = distance(on, given);
  const δ = delta(given);
  return d < δ ? on.mul(0.5, d, d) : on.mul(δ, on.sub(d, on.mul(0.5, δ)));
};

const huberExpanded: Compute = (on, given) => {
  const d = distance(on, given);
  const δ = delta(given);
  return d <= δ ? on.mul(0.5, d, d) : on.sub(on.mul(δ, d), on.mul(0.5, on.mul(δ, δ)));
};

const huberSlope: Compute = (on, given) => {
  const x = difference(on, given);
  const δ = delta(given);
  const { upstream: g } = given;
  return Math.abs(x) < δ ? on.mul(x, g) : on.mul(Math.sign(x), g, δ);
};

const smoothL1: Compute = (on, given) => {
  const d = distance(on, given);
  const β = beta(given);
  return d < β ? on.div(on.mul(0.5, d, d), β) : on.sub(d, on.mul(0.5, β));
};

/** Huber, divided by β. */
const huberOverBeta: Compute = (on, given) => {
  const β = beta(given);
  return on.div(huber(on, { ...given, params: { delta: β } }), β);
};

/** The gradient from above is divided first. */
const huberOverBetaSlope: Compute = (on, given) => {
  const β = beta(given);
  const upstream = on.div(given.upstream, β);
  return huberSlope(on, { ...given, params: { delta: β }, upstream });
};

const value = { of: "element", output: "value" } as const;
const byPred = { of: "element", output: "pred" } as const;

/** All of them. */
export const sequences: readonly ElementSequence[] = [
  ...[
    { library: "PyTorch", file: "torch/nn/functional.py" },
    { library: "PaddlePaddle", file: "python/paddle/nn/functional/loss.py" },
    { library: "MLX", file: "python/mlx/nn/losses.py" },
    { library: "Keras", file: "keras/src/losses/losses.py" },
  ].map((at): ElementSequence => ({
    ...at,
    ...value,
    loss: "l1_loss",
    form: "textbook",
    compute: distance,
  })),
  {
    ...byPred,
    loss: "l1_loss",
    library: "PyTorch",
    file: "tools/autograd/derivatives.yaml",
    form: "textbook",
    where: ({ inputs }) => inputs.pred !== inputs.target,
    compute: (on, given) => on.mul(given.upstream, Math.sign(difference(on, given))),
  },
  ...[
    { library: "PyTorch", file: "aten/src/ATen/native/cpu/BinaryOpsKernel.cpp" },
    { library: "PaddlePaddle", file: "python/paddle/nn/functional/loss.py" },
    { library: "optax", file: "optax/losses/_regression.py" },
    { library: "Keras", file: "keras/src/losses/losses.py" },
    { library: "MLX", file: "python/mlx/nn/losses.py" },
    { library: "burn", file: "crates/burn-nn/src/loss/mse.rs" },
    { library: "candle", file: "candle-nn/src/loss.rs" },
  ].map((at): ElementSequence => ({
    ...at,
    ...value,
    loss: "mse_loss",
    form: "textbook",
    where: ({ inputs }) => inputs.weight === undefined,
    compute: (on, given) => {
      const d = difference(on, given);
      return on.mul(d, d);
    },
  })),
  {
    ...byPred,
    loss: "mse_loss",
    library: "PyTorch",
    file: "aten/src/ATen/native/cuda/PointwiseOpsKernel.cu",
    form: "textbook",
    where: ({ inputs }) => inputs.weight === undefined,
    compute: (on, given) => on.mul(2, difference(on, given), given.upstream),
  },
  ...[
    { library: "PyTorch", file: "aten/src/ATen/native/cpu/BinaryOpsKernel.cpp" },
    { library: "MLX", file: "python/mlx/nn/losses.py" },
    { library: "burn", file: "crates/burn-nn/src/loss/smooth_l1.rs" },
  ].map((at): ElementSequence => ({
    ...at,
    ...value,
    loss: "smooth_l1_loss",
    form: "textbook",
    compute: smoothL1,
  })),
  {
    ...value,
    loss: "smooth_l1_loss",
    library: "PaddlePaddle",
    file: "python/paddle/nn/functional/loss.py",
    form: "huber_over_beta",
    compute: huberOverBeta,
  },
  {
    ...byPred,
    loss: "smooth_l1_loss",
    library: "PaddlePaddle",
    file: "paddle/phi/kernels/impl/huber_loss_grad_kernel_impl.h",
    form: "huber_over_beta",
    compute: huberOverBetaSlope,
  },
  {
    ...byPred,
    loss: "smooth_l1_loss",
    library: "PyTorch",
    file: "aten/src/ATen/native/cuda/PointwiseOpsKernel.cu",
    form: "textbook",
    compute: (on, given) => {
      const x = difference(on, given);
      const β = beta(given);
      const { upstream: g } = given;
      return Math.abs(x) > β ? on.mul(Math.sign(x), g) : on.div(on.mul(x, g), β);
    },
  },
  ...[
    { library: "PyTorch", file: "aten/src/ATen/native/cpu/BinaryOpsKernel.cpp" },
    { library: "PaddlePaddle", file: "paddle/phi/kernels/impl/huber_loss_kernel_impl.h" },
  ].map((at): ElementSequence => ({
    ...at,
    ...value,
    loss: "huber_loss",
    form: "textbook",
    compute: huber,
  })),
  ...[
    { library: "PyTorch", file: "aten/src/ATen/native/cuda/PointwiseOpsKernel.cu" },
    { library: "PaddlePaddle", file: "paddle/phi/kernels/impl/huber_loss_grad_kernel_impl.h" },
  ].map((at): ElementSequence => ({
    ...at,
    ...byPred,
    loss: "huber_loss",
    form: "textbook",
    compute: huberSlope,
  })),
  ...[
    { library: "optax", file: "optax/losses/_regression.py" },
    { library: "MLX", file: "python/mlx/nn/losses.py" },
    { library: "TensorFlow", file: "tensorflow/python/ops/losses/losses_impl.py" },
  ].map((at): ElementSequence => ({
    ...at,
    ...value,
    loss: "huber_loss",
    form: "parts",
    compute: (on, given) => {
      const d = distance(on, given);
      const near = Math.min(d, delta(given));
      return on.add(on.mul(0.5, near, near), on.mul(delta(given), on.sub(d, near)));
    },
  })),
  ...[
    { library: "Keras", file: "keras/src/losses/losses.py" },
    { library: "candle", file: "candle-nn/src/loss.rs" },
    { library: "burn", file: "crates/burn-nn/src/loss/huber.rs" },
  ].map((at): ElementSequence => ({
    ...at,
    ...value,
    loss: "huber_loss",
    form: "expanded",
    compute: huberExpanded,
  })),
];
