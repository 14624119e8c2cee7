/**
 * Cross entropy of logits, as libraries compute it.
 *
 * @module
 */
import type { Operations } from "./operations.ts";
import type { Row, RowSequence } from "./sequence.ts";

const loss = "cross_entropy";
const value = { of: "row", loss, output: "value" } as const;
const byPred = { of: "row", loss, output: "pred" } as const;

const isUnweighted = ({ weights }: Row) => weights === undefined;
const smoothing = ({ params }: Row) => params.label_smoothing!;
const isIgnored = ({ label, params }: Row) => label === params.ignore_index;
const counts = (given: Row) => !isIgnored(given);
const isPlain = (given: Row) => counts(given) && isUnweighted(given) && smoothing(given) === 0;

/** The logits less their greatest, and what the exponentials of these come to. */
function shifted(on: Operations, { logits }: Row) {
  const most = Math.max(...logits);
  const rest = logits.map((x) => on.sub(x, most));
  const powers = rest.map((x) => on.exp(x));
  return { most, rest, powers, sum: on.sum(powers) };
}

/** (x - m) - log Σ e^(x - m). */
export function logSoftmax(on: Operations, given: Row): readonly number[] {
  const { rest, sum } = shifted(on, given);
  const log = on.log(sum);
  return rest.map((x) => on.sub(x, log));
}

/** e^(x - m) / Σ e^(x - m). */
export function softmax(on: Operations, given: Row): readonly number[] {
  const { powers, sum } = shifted(on, given);
  return powers.map((e) => on.div(e, sum));
}

/** The smoothed target: (1 - s) onehot + s / C. */
function target(on: Operations, given: Row): readonly number[] {
  const s = smoothing(given);
  const { length } = given.logits;
  return given.logits.map((_, c) =>
    on.add(c === given.label ? on.round(1 - s) : 0, on.round(s / length))
  );
}

const weight = ({ weights, label }: Row) => weights?.[label] ?? 1;
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

const isNear = (given: Row) =>
  counts(given) && Math.max(...given.logits) - Math.min(...given.logits) < 64;

/** All of them. */
export const sequences: readonly RowSequence[] = [
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
    ...byPred,
    library: "PyTorch",
    file: "aten/src/ATen/native/cuda/SoftMax.cu",
    form: "exp_log_softmax",
    where: counts,
    compute: (on, given) => {
      const { logits, label, weights, upstream: g } = given;
      const s = smoothing(given);
      const arriving = logits.map((_, c) => {
        const own = c === label ? on.mul(-g, on.round(1 - s), weight(given)) : 0;
        return on.add(own, on.mul(-g, on.round(s / logits.length), weights?.[c] ?? 1));
      });
      const sum = on.sum(arriving);
      return logSoftmax(on, given).map((x, c) => on.sub(arriving[c], on.mul(on.exp(x), sum)));
    },
  },
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
    ...byPred,
    library: "PaddlePaddle",
    file: "paddle/phi/kernels/cpu/cross_entropy_grad_kernel.cc",
    form: "softmax_minus_onehot",
    where: (given) => isNear(given) && smoothing(given) === 0,
    compute: (on, given) => {
      const arriving = on.mul(given.upstream, weight(given));
      return softmax(on, given).map((p, c) =>
        on.sub(on.mul(p, arriving), c === given.label ? arriving : 0)
      );
    },
  },
  {
    ...byPred,
    library: "PaddlePaddle",
    file: "paddle/phi/kernels/cpu/cross_entropy_grad_kernel.cc",
    form: "softmax_minus_target",
    where: (given) => isNear(given) && isUnweighted(given) && smoothing(given) > 0,
    compute: (on, given) => {
      const soft = target(on, given);
      return softmax(on, given).map((p, c) => on.mul(given.upstream, on.sub(p, soft[c])));
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
  {
    ...byPred,
    library: "optax",
    file: "optax/losses/_classification.py",
    form: "softmax_minus_onehot",
    where: isPlain,
    compute: (on, given) => {
      const { powers, sum } = shifted(on, given);
      const share = on.div(given.upstream, sum);
      return powers.map((e, c) => on.sub(on.mul(share, e), c === given.label ? given.upstream : 0));
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
    ...byPred,
    library: "optax",
    file: "jax/_src/nn/functions.py",
    form: "softmax_minus_target",
    where: (given) => counts(given) && isUnweighted(given),
    compute: (on, given) => {
      const { powers, sum } = shifted(on, given);
      const arriving = target(on, given).map((t) => on.mul(-given.upstream, t));
      const share = on.div(on.sum(arriving), sum);
      return powers.map((e, c) => on.sub(arriving[c], on.mul(share, e)));
    },
  },
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
    ...byPred,
    library: "TensorFlow",
    file: "tensorflow/core/kernels/xent_op.h",
    form: "softmax_minus_target",
    where: (given) => counts(given) && isUnweighted(given),
    compute: (on, given) => {
      const soft = target(on, given);
      return softmax(on, given).map((p, c) => on.mul(on.sub(p, soft[c]), given.upstream));
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
    ...byPred,
    library: "MLX",
    file: "python/mlx/nn/losses.py",
    form: "logsumexp_minus_mean",
    where: (given) => counts(given) && isUnweighted(given),
    compute: (on, given) => {
      const s = smoothing(given);
      const { upstream: g } = given;
      const mean = on.div(on.mul(-s, g), given.logits.length);
      return softmax(on, given).map((p, c) => {
        const own = c === given.label ? on.mul(on.round(1 - s), g) : 0;
        return on.add(on.sub(on.mul(g, p), own), mean);
      });
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
  {
    ...byPred,
    library: "ONNX Runtime",
    file: "orttraining/orttraining/training_ops/cpu/loss/softmax_cross_entropy_loss.cc",
    form: "exp_log_softmax",
    where: (given) => counts(given) && smoothing(given) === 0,
    compute: (on, given) => {
      const arriving = on.mul(weight(given), given.upstream);
      return logSoftmax(on, given).map((x, c) =>
        on.mul(on.sub(on.exp(x), c === given.label ? 1 : 0), arriving)
      );
    },
  },
];
