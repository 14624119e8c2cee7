/**
 * Witnesses of squared error: whether it is halved, and what Keras does to the last axis.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, reads, row, rows } from "../given.ts";

/**
 * The witnesses of squared error.
 *
 * @returns which function it is, and over what its sum runs
 */
export function mseWitnesses(): Witness[] {
  return [
    {
      id: "function",
      asks: "function",
      calls: [{ inputs: { pred: row(3), target: row(0) } }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("squared", "d²", undefined, { by: "PyTorch, mmDetection, Keras, TensorFlow.js" }),
        computes("half_squared", "0.5 d²", { forms: { half: "0.5 * (pred - target)^2" } }, {
          by: "optax l2_loss",
        }),
        computes("absolute", "|d|", { forms: { absolute: "abs(pred - target)" } }),
      ],
    },
    {
      id: "last_axis",
      asks: "sum of a matrix",
      calls: [{
        inputs: { pred: rows([1, 2], [3, 4]), target: rows([0, 0], [0, 0]) },
        reduction: "sum",
      }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("every_element", "adds up every element"),
        reads("mean_of_last", "adds up the means over the last axis", {
          change: { forms: { mean: "(pred - target)^2 / 2" } },
        }, { by: "Keras" }),
      ],
    },
  ];
}
