/**
 * Cross entropy of logits, as libraries compute it: the gradients.
 *
 * @module
 */
import { counts, isNear, isPlain, isUnweighted, smoothing, target, weight } from "./rows.ts";
import type { RowSequence } from "./sequence.ts";
import { logSoftmax, shifted, softmax } from "./softmax.ts";

const byPred = { of: "row", loss: "cross_entropy", output: "pred" } as const;

/** The gradients. */
export const slopes: readonly RowSequence[] = [
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
