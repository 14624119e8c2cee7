/**
 * The losses of TensorFlow.js (`tf.losses`), on its CPU backend in plain JavaScript.
 *
 * The mapping is by its source, tfjs-core 4.22.0, `src/ops/losses/*.ts`: every loss takes labels
 * first, weights that may be absent, and a reduction. Its assertions throw a plain `Error`.
 *
 * @module
 */
import * as tf from "npm:@tensorflow/tfjs@4.22.0";
import { defineImplementation, type Implementation } from "../../../src/adapters/define.ts";
import type { Answer, LossDefinition, Question } from "../../../src/adapters/define.ts";
import type { Reduction, Tensor } from "../../../src/mod.ts";

tf.enableProdMode();
await tf.setBackend("cpu");

/** One of its losses, with its parameters filled in. */
type Loss = (
  labels: tf.Tensor,
  predictions: tf.Tensor,
  weights: tf.Tensor | undefined,
  reduction: tf.Reduction,
) => tf.Tensor;

/** Which of its two means is tested, by the name that the spec gives to it. */
export type Mean = "mean_over_count_of_nonzero_weights" | "mean_over_sum_of_weights";

const means: Readonly<Record<Mean, tf.Reduction>> = {
  mean_over_count_of_nonzero_weights: tf.Reduction.SUM_BY_NONZERO_WEIGHTS,
  mean_over_sum_of_weights: tf.Reduction.MEAN,
};

/** Its `epsilon`, once it is stored as float32. */
const epsilon = Math.fround(1e-7);

/**
 * TensorFlow.js as an implementation.
 *
 * @param name the name in reports
 * @param mean the reduction that stands for `mean`
 * @returns its losses that a spec knows
 */
export function tensorflowJs(name: string, mean: Mean): Implementation {
  const reductions = { none: tf.Reduction.NONE, mean: means[mean], sum: tf.Reduction.SUM };
  const gradients = ["pred", "target"];
  const elementwise = (lossOf: (question: Question) => Loss) => (question: Question): Answer => {
    const { pred, target } = question.inputs;
    return evaluate(question, lossOf(question), reductions, { pred, target }, gradients);
  };

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
      compute: elementwise(({ params }) => (labels, logits, weights, reduction) =>
        tf.losses.sigmoidCrossEntropy(
          labels,
          logits,
          weights,
          params.label_smoothing ?? undefined,
          reduction,
        )
      ),
    },
    cross_entropy: {
      gradients: ["pred"],
      optional: [],
      params: ["label_smoothing"],
      compute: (question) => crossEntropy(question, reductions),
    },
  };

  return defineImplementation({
    name,
    version: tf.version["tfjs-core"],
    homepage: "https://js.tensorflow.org",
    dtypes: ["f32"],
    losses,
    rejects: (error) => error instanceof Error && error.name === "Error",
  });
}

/** Its labels are one-hot rows of rank 2, so that a label which is no class cannot be handed over. */
function crossEntropy(question: Question, reductions: Reductions): Answer {
  const { inputs: { pred, label }, params } = question;
  const classes = pred.shape[1];
  if (pred.shape.length !== 2) return { unsupported: "takes logits of shape [N, C] only" };
  if (label.data.some((k) => k < 0 || k >= classes)) {
    return { unsupported: "takes one-hot labels, which cannot hold a label that is no class" };
  }
  const loss: Loss = (labels, logits, weights, reduction) =>
    tf.losses.softmaxCrossEntropy(
      labels,
      logits,
      weights,
      params.label_smoothing ?? undefined,
      reduction,
    );
  const oneHot = new Float32Array(label.data.length * classes);
  label.data.forEach((k, row) => oneHot[row * classes + k] = 1);
  const labels = { dtype: "f32", shape: [...label.shape, classes], data: oneHot } as const;
  return evaluate(question, loss, reductions, { pred, target: labels }, ["pred"]);
}

type Reductions = Readonly<Record<Reduction, tf.Reduction>>;

/** The value, and the gradients by the named operands with the upstream gradient handed down. */
function evaluate(
  { inputs, reduction, gradients, upstream }: Question,
  loss: Loss,
  reductions: Reductions,
  operands: { readonly pred: Tensor; readonly target: Tensor },
  names: readonly string[],
): Answer {
  // What is made within the scope is freed at its end; the answer holds plain arrays.
  tf.engine().startScope();
  try {
    const weights = inputs.weight && toTf(inputs.weight);
    const f = (pred: tf.Tensor, target: tf.Tensor) =>
      loss(target, pred, weights, reductions[reduction]);
    const { pred, target } = operands;
    if (!gradients) return { value: fromTf(f(toTf(pred), toTf(target))) };
    const { value, grads } = tf.valueAndGrads(f)([toTf(pred), toTf(target)], toTf(upstream));
    return {
      value: fromTf(value),
      gradients: Object.fromEntries(names.map((name, i) => [name, fromTf(grads[i])])),
    };
  } finally {
    tf.engine().endScope();
  }
}

function toTf({ data, shape }: Tensor): tf.Tensor {
  return tf.tensor(data, [...shape], "float32");
}

function fromTf(t: tf.Tensor): Tensor {
  return { dtype: "f32", shape: t.shape, data: t.dataSync<"float32">() };
}
