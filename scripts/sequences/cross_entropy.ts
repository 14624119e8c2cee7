/**
 * Cross entropy of logits, as libraries compute it: the values.
 *
 * @module
 */
import type { Operations } from "./operations.ts";
import { counts, isNear, isPlain, isUnweighted, smoothing, target, weight } from "./rows.ts";
import type { Row, RowSequence } from "./sequence.ts";
import { logSoftmax, shifted, softmax } from "./softmax.ts";

const value = { of: "row", loss: "cross_entropy", output: "value" } as const;

const dot = (on: Operations, a: readonly number[], b: readonly number[]) =>
  on.sum(a.map((x, i) => on.mul(x, b[i])));

/** -Σ target log softmax, weighted by class. */
const softEntropy = (on: Operations, given: Row, logs: readonly number[]) => {
  const soft = target(on, given);
  return [-on.sum(logs.map((x, c) => on.mul(x, soft[c], given.weights?.[c] ?? 1)))];
};

/** (1 - s) times the label's, s / C times all. */
const parts: RowSequence["compute"] = (on, given) => {
  const { logits, label, weights } = given;
  const s = smoothing(given);
  const logs = logSoftmax(on, given);
  const own = on.mul(-logs[label], weight(given));
  if (s === 0) return [own];
  const all = -on.sum(logs.map((x, c) => on.mul(x, weights?.[c] ?? 1)));
  return [on.add(on.mul(on.round(1 - s), own), on.mul(all, on.round(s / logits.length)))];
};

/** The values. */
export const values: readonly RowSequence[] = [
  ...[
    { library: "PyTorch", file: "aten/src/ATen/native/cpu/LogSoftmaxKernelImpl.h" },
    { library: "PyTorch", file: "aten/src/ATen/native/cuda/SoftMax.cu" },
  ].map((at): RowSequence => ({
    ...at,
    ...value,
    form: "log_softmax",
    where: counts,
    compute: parts,
  })),
  {
    ...value,
    library: "PaddlePaddle",
    file: "paddle/phi/kernels/cpu/cross_entropy_kernel.cc",
    form: "log_of_softmax",
    where: (given) => isNear(given) && (isUnweighted(given) || smoothing(given) === 0),
    compute: (on, given) => {
      const logs = softmax(on, given).map((p) => on.log(p));
      if (smoothing(given) > 0) return softEntropy(on, given, logs);
      return [on.mul(-logs[given.label], weight(given))];
    },
  },
  {
    ...value,
    library: "optax",
    file: "optax/losses/_classification.py",
    form: "logsumexp",
    where: isPlain,
    compute: (on, given) => {
      const { most, sum } = shifted(on, given);
      return [on.sub(on.add(on.log(sum), most), given.logits[given.label])];
    },
  },
  ...[
    { library: "optax", file: "optax/losses/_classification.py" },
    { library: "Keras", file: "keras/src/backend/jax/nn.py" },
    { library: "burn", file: "crates/burn-nn/src/loss/cross_entropy.rs" },
  ].map((at): RowSequence => ({
    ...at,
    ...value,
    form: "soft_log_softmax",
    where: (given) => counts(given) && (at.library === "burn" || isUnweighted(given)),
    compute: (on, given) => softEntropy(on, given, logSoftmax(on, given)),
  })),
  {
    ...value,
    library: "TensorFlow",
    file: "tensorflow/core/kernels/xent_op.h",
    form: "soft_log_softmax",
    where: (given) => counts(given) && isUnweighted(given),
    compute: (on, given) => {
      const { rest, sum } = shifted(on, given);
      const log = on.log(sum);
      return [dot(on, target(on, given), rest.map((x) => on.sub(log, x)))];
    },
  },
  {
    ...value,
    library: "MLX",
    file: "python/mlx/nn/losses.py",
    form: "logsumexp_minus_mean",
    where: (given) => counts(given) && isUnweighted(given),
    compute: (on, given) => {
      const { rest, sum } = shifted(on, given);
      const s = smoothing(given);
      const log = on.log(sum);
      const score = rest[given.label];
      if (s === 0) return [on.sub(log, score)];
      const mean = on.div(on.sum(rest), rest.length);
      return [on.add(on.sub(log, on.mul(on.round(1 - s), score)), on.mul(-mean, s))];
    },
  },
  {
    ...value,
    library: "tinygrad",
    file: "tinygrad/mixin/op.py",
    form: "log_softmax",
    where: (given) => counts(given) && isUnweighted(given),
    compute: (on, given) => {
      const s = smoothing(given);
      const logs = logSoftmax(on, given);
      const mean = on.div(on.sum(logs), logs.length);
      return [-on.add(on.mul(on.round(1 - s), logs[given.label]), on.mul(s, mean))];
    },
  },
  ...[
    { library: "candle", file: "candle-nn/src/loss.rs" },
    {
      library: "ONNX Runtime",
      file: "orttraining/orttraining/training_ops/cpu/loss/softmax_cross_entropy_loss.cc",
    },
  ].map((at): RowSequence => ({
    ...at,
    ...value,
    form: "log_softmax",
    where: (given) =>
      counts(given) && smoothing(given) === 0 &&
      (at.library !== "candle" || isUnweighted(given)),
    compute: (on, given) => [on.mul(-logSoftmax(on, given)[given.label], weight(given))],
  })),
];
