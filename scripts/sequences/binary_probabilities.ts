/**
 * Binary cross entropy of probabilities, as libraries compute it.
 *
 * @module
 */
import type { Operations } from "./operations.ts";
import type { Element, ElementSequence } from "./sequence.ts";

const loss = "binary_cross_entropy";
const value = { of: "element", loss, output: "value" } as const;
const byPred = { of: "element", loss, output: "pred" } as const;

const floored = { log_floor: -100, slope_floor: 1e-12 };

/** t log p + (1 - t) log q, negated. */
const entropy = (on: Operations, { inputs }: Element, logP: number, logQ: number) =>
  -on.add(on.mul(inputs.target!, logP), on.mul(on.sub(1, inputs.target!), logQ));

/** Both logarithms, of p and of 1 - p as it stands, not below -100. */
const flooredEntropy: ElementSequence["compute"] = (on, given) => {
  const p = given.inputs.pred!;
  return entropy(on, given, Math.max(on.log(p), -100), Math.max(on.log(on.sub(1, p)), -100));
};

/** (p - t) / max((1 - p) p, 1e-12). */
const quotient: ElementSequence["compute"] = (on, { inputs, upstream: g }) => {
  const [p, t] = [inputs.pred!, inputs.target!];
  const below = Math.max(on.mul(on.sub(1, p), p), on.round(1e-12));
  return on.div(on.mul(g, on.sub(p, t)), below);
};

const isInside = ({ inputs }: Element) => inputs.pred! > 0 && inputs.pred! < 1;

/** All of them. */
export const sequences: readonly ElementSequence[] = [
  ...[
    { library: "PyTorch", file: "aten/src/ATen/native/Loss.cpp" },
    { library: "burn", file: "crates/burn-nn/src/loss/binary_cross_entropy.rs" },
  ].map((at): ElementSequence => ({
    ...at,
    ...value,
    form: "stable",
    params: floored,
    compute: (on, given) => {
      const p = given.inputs.pred!;
      return entropy(on, given, Math.max(on.log(p), -100), Math.max(on.log1p(-p), -100));
    },
  })),
  ...[
    { library: "PaddlePaddle", file: "paddle/phi/kernels/cpu/bce_loss_kernel.cc" },
    { library: "MLX", file: "python/mlx/nn/losses.py" },
  ].map((at): ElementSequence => ({
    ...at,
    ...value,
    form: "textbook",
    params: floored,
    compute: flooredEntropy,
  })),
  ...[
    { library: "PyTorch", file: "aten/src/ATen/native/Loss.cpp" },
    { library: "PaddlePaddle", file: "paddle/phi/kernels/cpu/bce_loss_grad_kernel.cc" },
  ].map((at): ElementSequence => ({
    ...at,
    ...byPred,
    form: "stable",
    params: floored,
    compute: quotient,
  })),
  {
    of: "element",
    loss,
    output: "target",
    library: "PyTorch",
    file: "torch/csrc/autograd/FunctionsManual.cpp",
    form: "stable",
    params: floored,
    where: isInside,
    compute: (on, { inputs, upstream: g }) =>
      on.mul(-on.log(on.div(inputs.pred!, on.sub(1, inputs.pred!))), g),
  },
  {
    ...byPred,
    library: "MLX",
    file: "mlx/primitives.cpp",
    form: "textbook",
    where: isInside,
    compute: (on, { inputs, upstream: g }) => {
      const [p, t] = [inputs.pred!, inputs.target!];
      return on.add(on.div(on.mul(-g, t), p), on.div(on.mul(g, on.sub(1, t)), on.sub(1, p)));
    },
  },
  {
    ...value,
    library: "tinygrad",
    file: "tinygrad/mixin/op.py",
    form: "textbook",
    where: isInside,
    compute: (on, given) => {
      const p = given.inputs.pred!;
      return entropy(on, given, on.log(p), on.log(on.sub(1, p)));
    },
  },
  {
    ...value,
    library: "Keras",
    file: "keras/src/backend/jax/nn.py",
    form: "textbook",
    params: { clip: 1e-7 },
    compute: (on, given) => {
      const least = on.round(1e-7);
      const p = Math.min(Math.max(given.inputs.pred!, least), on.round(1 - 1e-7));
      return entropy(on, given, on.log(p), on.log(on.sub(1, p)));
    },
  },
];
