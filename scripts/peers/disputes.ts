/**
 * Where libraries differ on purpose, and a check must take a side: named as such, not as faults.
 *
 * @module
 */
import type { Counterexample, Judged } from "../../src/runner/mod.ts";
import { matches } from "../../src/runner/internal.ts";
import type { Source } from "./record.ts";

/** A known dispute of convention. */
export interface Dispute {
  /** The names of the implementations that are known for it, as they announce themselves. */
  readonly of: readonly string[];
  /** A pattern of check ids. */
  readonly check: string;
  /** What the failing input must be for the dispute to explain it; absent = any. */
  readonly when?: (counterexample: Counterexample) => boolean;
  /** What is done differently. */
  readonly what: string;
  /** Where the library says so, or does so. */
  readonly source: Source;
}

const github = "https://github.com";

/** Every known dispute that no dialect of a spec names. */
export const disputes: readonly Dispute[] = [
  {
    of: ["PyTorch"],
    check: "smooth_l1_loss/rejects/param_out_of_range.beta",
    when: ({ trial }) => trial.calls[0].params.beta === 0,
    what: "beta = 0 is L1",
    source: {
      title: "torch.nn.SmoothL1Loss",
      url: "https://docs.pytorch.org/docs/stable/generated/torch.nn.SmoothL1Loss.html",
    },
  },
  {
    of: ["Keras"],
    check: "cross_entropy/rejects/shapes_differ.pred.label",
    what: "a last axis of length 1 is squeezed",
    source: {
      title: "squeeze_or_expand_to_same_rank",
      url: `${github}/keras-team/keras/blob/master/keras/src/losses/loss.py`,
    },
  },
  {
    of: ["PyTorch"],
    check: "*/rejects/shapes_differ.*",
    what: "shapes that differ are broadcast; the L1 family warns",
    source: {
      title: "torch.nn.functional",
      url: `${github}/pytorch/pytorch/blob/main/torch/nn/functional.py`,
    },
  },
  {
    of: ["optax"],
    check: "*/rejects/shapes_differ.*",
    what: "shapes that differ are broadcast",
    source: {
      title: "optax.losses",
      url: `${github}/google-deepmind/optax/tree/main/optax/losses`,
    },
  },
  {
    of: ["Keras"],
    check: "*/rejects/shapes_differ.*",
    what: "shapes that differ are squeezed, expanded and broadcast",
    source: {
      title: "squeeze_or_expand_to_same_rank",
      url: `${github}/keras-team/keras/blob/master/keras/src/losses/loss.py`,
    },
  },
  {
    of: ["optax"],
    check: "cross_entropy/rejects/label_out_of_range.label",
    what: "a label below 0 counts from the last class, one that is too large is NaN",
    source: {
      title: "jax.numpy.take_along_axis",
      url: "https://docs.jax.dev/en/latest/_autosummary/jax.numpy.take_along_axis.html",
    },
  },
  {
    of: ["ONNX reference evaluator"],
    check: "cross_entropy/rejects/label_out_of_range.label",
    what:
      "the standard leaves labels out of range undefined; one below 0 counts from the last class",
    source: {
      title: "SoftmaxCrossEntropyLoss",
      url: "https://onnx.ai/onnx/operators/onnx__SoftmaxCrossEntropyLoss.html",
    },
  },
];

/**
 * Where a library tells of what its dialect names.
 *
 * @param implementation the name that it announces
 * @param name a parameter of the dialect, or `reduction`
 * @returns `undefined` where no other place is known than the spec, which defines every dialect
 */
export function dialectSource(implementation: string, name: string): Source | undefined {
  return dialectSources[`${implementation} ${name}`];
}

const dialectSources: Readonly<Record<string, Source>> = {
  "PyTorch log_floor": {
    title: "torch.nn.BCELoss",
    url: "https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html",
  },
  "PyTorch slope_floor": {
    title: "EPSILON",
    url: `${github}/pytorch/pytorch/blob/main/aten/src/ATen/native/Loss.cpp`,
  },
  "Keras clip": { title: "keras.config.epsilon", url: "https://keras.io/api/utils/config_utils/" },
  "tfjs epsilon": {
    title: "tf.losses.logLoss",
    url: "https://js.tensorflow.org/api/latest/#losses.logLoss",
  },
  "tfjs reduction": {
    title: "compute_weighted_loss.ts",
    url: `${github}/tensorflow/tfjs/blob/master/tfjs-core/src/ops/losses/compute_weighted_loss.ts`,
  },
};

/**
 * The dispute that explains a failed check.
 *
 * @param implementation the name that it announces
 * @param judged the failed check
 * @returns the dispute; `undefined` for a fault
 */
export function disputeOf(
  implementation: string,
  { check, counterexample }: Judged,
): Dispute | undefined {
  return disputes.find((dispute) =>
    dispute.of.includes(implementation) && matches(check, dispute.check) &&
    counterexample !== undefined && (dispute.when?.(counterexample) ?? true)
  );
}
