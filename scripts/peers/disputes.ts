/**
 * Where libraries differ on purpose, and a check must take a side: named as such, not as faults.
 *
 * @module
 */
import type { Counterexample, Judged } from "../../src/runner/mod.ts";
import { matches } from "../../src/runner/mod.ts";

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
  /** Where the library says so, or does so: a link in Markdown. */
  readonly source: string;
}

const github = "https://github.com";

/** Every known dispute that no dialect of a spec names. */
export const disputes: readonly Dispute[] = [
  {
    of: ["PyTorch"],
    check: "smooth_l1_loss/rejects/param_out_of_range.beta",
    when: ({ trial }) => trial.calls[0].params.beta === 0,
    what: "beta = 0 is L1",
    source:
      "[torch.nn.SmoothL1Loss](https://docs.pytorch.org/docs/stable/generated/torch.nn.SmoothL1Loss.html)",
  },
  {
    of: ["Keras"],
    check: "cross_entropy/rejects/shapes_differ.pred.label",
    what: "a last axis of length 1 is squeezed",
    source:
      `[squeeze_or_expand_to_same_rank](${github}/keras-team/keras/blob/master/keras/src/losses/loss.py)`,
  },
  {
    of: ["PyTorch"],
    check: "*/rejects/shapes_differ.*",
    what: "shapes that differ are broadcast; the L1 family warns",
    source: `[torch.nn.functional](${github}/pytorch/pytorch/blob/main/torch/nn/functional.py)`,
  },
  {
    of: ["optax"],
    check: "*/rejects/shapes_differ.*",
    what: "shapes that differ are broadcast",
    source: `[optax.losses](${github}/google-deepmind/optax/tree/main/optax/losses)`,
  },
  {
    of: ["Keras"],
    check: "*/rejects/shapes_differ.*",
    what: "shapes that differ are squeezed, expanded and broadcast",
    source:
      `[squeeze_or_expand_to_same_rank](${github}/keras-team/keras/blob/master/keras/src/losses/loss.py)`,
  },
  {
    of: ["optax"],
    check: "cross_entropy/rejects/label_out_of_range.label",
    what: "a label below 0 counts from the last class, one that is too large is NaN",
    source:
      "[jax.numpy.take_along_axis](https://docs.jax.dev/en/latest/_autosummary/jax.numpy.take_along_axis.html)",
  },
  {
    of: ["ONNX reference evaluator"],
    check: "cross_entropy/rejects/label_out_of_range.label",
    what:
      "the standard leaves labels out of range undefined; one below 0 counts from the last class",
    source:
      "[SoftmaxCrossEntropyLoss](https://onnx.ai/onnx/operators/onnx__SoftmaxCrossEntropyLoss.html)",
  },
];

/**
 * Where a library tells of what its dialect names.
 *
 * @param implementation the name that it announces
 * @param loss the id of the spec
 * @param name a parameter of the dialect, or `reduction`
 * @returns a link in Markdown; the spec, which defines every dialect, where no other is known
 */
export function dialectSource(implementation: string, loss: string, name: string): string {
  return dialectSources[`${implementation} ${name}`] ?? `[the spec](spec/${loss}.json)`;
}

const dialectSources: Readonly<Record<string, string>> = {
  "PyTorch log_floor":
    "[torch.nn.BCELoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html)",
  "PyTorch slope_floor":
    `[EPSILON](${github}/pytorch/pytorch/blob/main/aten/src/ATen/native/Loss.cpp)`,
  "Keras clip": "[keras.config.epsilon](https://keras.io/api/utils/config_utils/)",
  "tfjs epsilon": "[tf.losses.logLoss](https://js.tensorflow.org/api/latest/#losses.logLoss)",
  "tfjs reduction":
    `[compute_weighted_loss.ts](${github}/tensorflow/tfjs/blob/master/tfjs-core/src/ops/losses/compute_weighted_loss.ts)`,
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
