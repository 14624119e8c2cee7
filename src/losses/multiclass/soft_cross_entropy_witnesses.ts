/**
 * Witnesses of soft cross entropy: what becomes of a target whose row does not sum to 1, and smoothing.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, reads, refuses, row, rows } from "../given.ts";

const likelihoods = "class_weight * log_softmax(pred)";

/** The witnesses of soft cross entropy. */
export function softCrossEntropyWitnesses(): Witness[] {
  const inputs = { pred: rows([2, 0, 1]), target: rows([0.25, 0.5, 0]) };
  return [
    {
      id: "function",
      asks: "function, targets of sum 3/4",
      calls: [{ inputs }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("as_given", "−Σ t log p, t as it is", undefined, {
          by: "PyTorch, optax, TensorFlow",
        }),
        computes("normalised", "−Σ t log p / Σ t", {
          forms: { normalised: `-sum(target * ${likelihoods}) / sum(target)` },
        }),
        computes("mean_of_classes", "−Σ t log p / C", {
          forms: { mean: `-sum(target * ${likelihoods}) / C` },
        }),
        computes("divergence", "Σ t (log t − log p): the target's entropy is subtracted", {
          forms: {
            divergence: "sum(target * (log(where(target == 0, 1, target)) - log_softmax(pred)))",
          },
        }, { by: "Keras's KLDivergence" }),
        computes("hard", "−log p of the likeliest class of the target", {
          forms: { hard: `-sum(onehot_argmax(target) * ${likelihoods})` },
        }),
        computes("binary", "a binary cross entropy of each class", {
          forms: { binary: "sum(softplus(pred) - target * pred)" },
        }),
      ],
    },
    {
      id: "slope_of_part",
      asks: "slope, targets of sum 3/4",
      calls: [{ inputs }],
      reads: "pred",
      stance: "computes",
      conventions: [
        computes("scaled", "p Σ t − t", undefined, { by: "PyTorch, optax" }),
        reads("whole", "p − t: right only where the target sums to 1", {
          change: {
            forms: {
              whole: {
                value: `-sum(target * ${likelihoods})`,
                gradient: { pred: "softmax(pred) - target" },
              },
            },
          },
        }, { by: "TensorFlow" }),
      ],
    },
    {
      id: "label_smoothing",
      asks: "label smoothing a",
      calls: [{
        inputs: { pred: rows([2, 0, 1, 0]), target: rows([0.5, 0.25, 0.25, 0]) },
        params: { label_smoothing: 0.5 },
      }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("classes", "(1 − a) t + a/C", undefined, { by: "PyTorch, Keras" }),
        reads("others", "(1 − a) t + a/(C − 1)", {
          change: {
            forms: {
              others:
                `-sum(((1 - label_smoothing) * target + label_smoothing / (C - 1)) * ${likelihoods})`,
            },
          },
        }),
        reads("none", "does nothing", { params: { label_smoothing: 0 } }),
        refuses(),
      ],
    },
    {
      id: "weighted_mean",
      asks: "mean, class weights",
      calls: [{
        inputs: {
          pred: rows([2, 0], [0, 0]),
          target: rows([1, 0], [0, 1]),
          class_weight: row(4, 1),
        },
        reduction: "mean",
      }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("rows", "over the rows", undefined, { by: "PyTorch" }),
        reads("weights", "over the sum of weights of the targets", {
          change: { forms: { over: `-sum(target * ${likelihoods}) * 2 / 5` } },
        }),
        reads("ignored", "over the rows, the weights ignored", {
          change: { forms: { plain: "-sum(target * log_softmax(pred))" } },
        }),
      ],
    },
  ];
}
