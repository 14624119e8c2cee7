/**
 * The losses of TensorFlow.js (`tf.losses`) as an implementation.
 *
 * The mapping is by its source, tfjs-core 4.22.0, `src/ops/losses/*.ts`: every loss takes labels
 * first, weights that may be absent, and a reduction. Its assertions throw a plain `Error`.
 *
 * @module
 */
import * as tf from "npm:@tensorflow/tfjs@4.22.0";
import {
  type Answer,
  defineImplementation,
  type Implementation,
  type LossDefinition,
  type Question,
} from "../../../src/adapters/mod.ts";
import { crossEntropy } from "./cross_entropy.ts";
import { evaluate, type Loss, type Reductions } from "./evaluate.ts";

/** Which of its conventions are tested. */
export interface Conventions {
  /** The name in reports. */
  readonly name: string;
  /** Which of its two means stands for `mean`, by the name that the spec gives to it. */
  readonly mean: keyof typeof means;
}

const means = {
  mean_over_count_of_nonzero_weights: tf.Reduction.SUM_BY_NONZERO_WEIGHTS,
  mean_over_sum_of_weights: tf.Reduction.MEAN,
} as const;

/** Its `epsilon`. */
const epsilon = 1e-7;

/**
 * TensorFlow.js as an implementation.
 *
 * @param conventions which of its conventions to test
 * @returns its losses that a spec knows
 */
export function tensorflowJs({ name, mean }: Conventions): Implementation {
  const reductions: Reductions = {
    none: tf.Reduction.NONE,
    mean: means[mean],
    sum: tf.Reduction.SUM,
  };
  const gradients = ["pred", "target"];
  const elementwise = (lossOf: (question: Question) => Loss) => (question: Question): Answer => {
    const { pred, target } = question.inputs;
    return evaluate(question, lossOf(question), reductions, { pred, target }, gradients);
  };
  const smoothed = (
    loss: typeof tf.losses.sigmoidCrossEntropy,
    { params: { label_smoothing } }: Question,
  ): Loss =>
  (labels, predictions, weights, reduction) =>
    loss(labels, predictions, weights, label_smoothing ?? undefined, reduction);

  const losses: Record<string, LossDefinition> = {
    l1_loss: {
      gradients,
      compute: elementwise(() => tf.losses.absoluteDifference),
    },
    huber_loss: {
      gradients,
      compute: elementwise(({ params }) => (labels, predictions, weights, reduction) =>
        tf.losses.huberLoss(labels, predictions, weights, params.delta ?? undefined, reduction)
      ),
    },
    binary_cross_entropy: {
      gradients,
      params: [],
      dialect: { params: { epsilon } },
      compute: elementwise(({ params }) => (labels, predictions, weights, reduction) =>
        tf.losses.logLoss(labels, predictions, weights, params.epsilon ?? undefined, reduction)
      ),
    },
    binary_cross_entropy_with_logits: {
      gradients,
      optional: ["weight"],
      params: ["label_smoothing"],
      dialect: { reduction: mean },
      compute: elementwise((question) => smoothed(tf.losses.sigmoidCrossEntropy, question)),
    },
    cross_entropy: {
      gradients: ["pred"],
      optional: [],
      params: ["label_smoothing"],
      compute: (question) =>
        crossEntropy(question, smoothed(tf.losses.softmaxCrossEntropy, question), reductions),
    },
  };

  return defineImplementation({
    name,
    version: tf.version["tfjs-core"],
    homepage: "https://js.tensorflow.org",
    dtypes: ["f32"],
    losses,
  });
}
