/**
 * Witnesses of the Kullback-Leibler divergence: which way it goes, what is a logarithm, and what a mean
 * counts.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, gives, reads, refuses, row, rows } from "../given.ts";

/** The witnesses of the Kullback-Leibler divergence. */
export function klDivWitnesses(): Witness[] {
  return [
    {
      id: "function",
      asks: "function",
      calls: [{ inputs: { pred: row(-0.75), target: row(0.25) } }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("of_log", "t (log t − x), x a logarithm", undefined, { by: "PyTorch, optax" }),
        computes("reversed", "e^x (x − log t): the target stands in the other place", {
          forms: { reversed: "exp(pred) * (pred - log(target))" },
        }),
        computes("log_target", "e^t (t − x): the target is a logarithm, too", {
          forms: { logarithms: "exp(target) * (target - pred)" },
        }),
        computes("cross_entropy", "−t x: without the target's entropy", {
          forms: { cross: "-(target * pred)" },
        }),
        computes("generalised", "t (log t − x) + e^x − t: never negative", {
          forms: { generalised: "target * (log(target) - pred) + exp(pred) - target" },
        }),
      ],
    },
    {
      id: "target_zero",
      asks: "target 0",
      calls: [{ inputs: { pred: row(-2), target: row(0) } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("zero", "counts 0"),
        gives("nan", "NaN: 0 log 0", NaN),
      ],
    },
    {
      id: "batch",
      asks: "mean of a matrix",
      calls: [{
        inputs: { pred: rows([-1, -1], [-1, -1]), target: rows([1, 1], [1, 1]) },
        reduction: "mean",
      }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("every_entry", "divides by every entry", undefined, { by: "PyTorch's mean" }),
        reads("rows", "divides by the rows", { change: { mean: { of: "first_axis" } } }, {
          by: "PyTorch's batchmean, optax",
        }),
      ],
    },
    {
      id: "target_negative",
      asks: "target −1",
      calls: [{ inputs: { pred: row(-2), target: row(-1) } }],
      reads: "value",
      stance: "refuses",
      conventions: [
        refuses(),
        gives("nan", "NaN", NaN, "PyTorch"),
        gives("zero", "counts 0", 0),
      ],
    },
  ];
}
