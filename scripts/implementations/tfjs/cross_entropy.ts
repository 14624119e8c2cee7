/**
 * Cross entropy by TensorFlow.js: integer labels become one-hot rows, further axes become rows.
 *
 * @module
 */
import type { Answer, Question } from "../../../src/adapters/mod.ts";
import { type Tensor, tensor } from "../../../src/mod.ts";
import { sameShape } from "../../../src/tensor/internal.ts";
import { evaluate, type Loss, type Reductions } from "./evaluate.ts";

/**
 * Answers a call of `cross_entropy`.
 *
 * Its `softmaxCrossEntropy` is documented for logits of shape [N, C], so [N, C, d…] is handed over as
 * [N·d…, C]. A label that is no class has no one-hot row.
 *
 * @param question the call
 * @param loss `softmaxCrossEntropy`, its smoothing filled in
 * @param reductions what its reductions are
 */
export function crossEntropy(question: Question, loss: Loss, reductions: Reductions): Answer {
  const { inputs: { pred, label }, reduction, upstream } = question;
  const [n, classes, ...further] = pred.shape;
  if (classes === undefined) return { unsupported: "takes logits with a class axis" };
  if (label.data.some((k) => k < 0 || k >= classes)) {
    return { unsupported: "takes one-hot labels, which cannot hold a label that is no class" };
  }
  const fits = sameShape(label.shape, [n, ...further]);
  const target = oneHot(label, classes, fits ? [label.data.length] : label.shape);
  if (!fits) return evaluate(question, loss, reductions, { pred, target }, ["pred"]);

  const rows = label.data.length;
  const last = classAxisLast(pred);
  const dy = reduction === "none" ? { ...upstream, shape: [rows] } : upstream;
  const { value, gradients } = evaluate({ ...question, upstream: dy }, loss, reductions, {
    pred: tensor("f32", [rows, classes], last.map((from) => pred.data[from])),
    target,
  }, ["pred"]);
  if (gradients === undefined) return { value: value.data };
  const byPred = new Float32Array(pred.data.length);
  last.forEach((from, i) => byPred[from] = gradients.pred.data[i]);
  return { value: value.data, gradients: { pred: byPred } };
}

function oneHot({ data }: Tensor, classes: number, shape: readonly number[]): Tensor {
  const rows = new Float32Array(data.length * classes);
  data.forEach((k, row) => rows[row * classes + k] = 1);
  return { dtype: "f32", shape: [...shape, classes], data: rows };
}

/** For each element with the class axis last, its place where the class axis is the second. */
function classAxisLast({ shape: [n, classes, ...further] }: Tensor): number[] {
  const inner = further.reduce((product, length) => product * length, 1);
  return Array.from({ length: n * inner * classes }, (_, i) => {
    const c = i % classes;
    const row = Math.floor(i / classes);
    return (Math.floor(row / inner) * classes + c) * inner + row % inner;
  });
}
