/**
 * One evaluation of a TensorFlow.js loss, on its CPU backend in plain JavaScript.
 *
 * @module
 */
import * as tf from "npm:@tensorflow/tfjs@4.22.0";
import type { Question } from "../../../src/adapters/mod.ts";
import type { Reduction, Tensor } from "../../../src/mod.ts";

tf.enableProdMode();
await tf.setBackend("cpu");

/** One of its losses, with its parameters filled in. */
export type Loss = (
  labels: tf.Tensor,
  predictions: tf.Tensor,
  weights: tf.Tensor | undefined,
  reduction: tf.Reduction,
) => tf.Tensor;

/** Its reduction for each of the spec's. */
export type Reductions = Readonly<Record<Reduction, tf.Reduction>>;

/** What a loss compares. */
export interface Operands {
  readonly pred: Tensor;
  readonly target: Tensor;
}

/** A loss and its gradients by name. */
export interface Evaluated {
  readonly value: Tensor;
  readonly gradients?: Readonly<Record<string, Tensor>>;
}

/**
 * The value of a loss, and its gradients with the upstream gradient handed down.
 *
 * @param question the reduction, the weights, the gradient from above
 * @param loss the loss
 * @param reductions what its reductions are
 * @param operands predictions and targets; TensorFlow.js refuses them when their shapes differ
 * @param gradients the operands to differentiate by
 */
export function evaluate(
  { inputs, reduction, gradients: wanted, upstream }: Question,
  loss: Loss,
  reductions: Reductions,
  { pred, target }: Operands,
  gradients: readonly string[],
): Evaluated {
  // What is made within the scope is freed at its end; the answer holds plain arrays.
  tf.engine().startScope();
  try {
    const weights = inputs.weight && toTf(inputs.weight);
    const f = (predictions: tf.Tensor, labels: tf.Tensor) =>
      loss(labels, predictions, weights, reductions[reduction]);
    if (!wanted) return { value: fromTf(f(toTf(pred), toTf(target))) };
    const { value, grads } = tf.valueAndGrads(f)([toTf(pred), toTf(target)], toTf(upstream));
    const [byPred, byTarget] = grads.map(fromTf);
    const by: Readonly<Record<string, Tensor>> = { pred: byPred, target: byTarget };
    return {
      value: fromTf(value),
      gradients: Object.fromEntries(gradients.map((name) => [name, by[name]])),
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
