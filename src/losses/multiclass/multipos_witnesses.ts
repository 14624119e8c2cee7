/**
 * Witnesses of cross entropy of several positives: what a row's pairs are, and rows that have none.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, gives, reads, refuses, rows } from "../given.ts";

/** Cross entropy of each positive against all others of its row. */
const each = "label * -log_softmax(pred)";

/** The witnesses of cross entropy of several positives. */
export function multiposWitnesses(): Witness[] {
  const several = { pred: rows([1, 2, 0, -1]), label: rows([1, 1, 0, 0]) };
  return [
    {
      id: "pairs",
      asks: "two positives, two negatives",
      calls: [{ inputs: several }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("pairs", "log(1 + Σ exp(n − p)) over all pairs", undefined, { by: "mmDetection" }),
        computes("threshold", "each group against 0", {
          forms: {
            threshold:
              "log(1 + sum(where(label == 1, 0, exp(pred)))) + log(1 + sum(where(label == 1, exp(-pred), 0)))",
          },
        }, { by: "ZLPR, timm" }),
        computes("sum", "the cross entropies of its positives", {
          forms: { sum: `sum(${each})` },
        }),
        computes("mean", "the mean of the cross entropies of its positives", {
          forms: { mean: `sum(${each}) / sum(label)` },
        }),
        computes("together", "−log of the positives' share of the softmax", {
          forms: { together: "-log(sum(label * softmax(pred)))" },
        }),
        computes("binary", "the binary cross entropies of its logits", {
          forms: { binary: "sum(softplus(pred) - pred * label)" },
        }),
      ],
    },
    {
      id: "no_positive",
      asks: "row without a positive",
      calls: [{ inputs: { pred: rows([1, 2, 0]), label: rows([0, 0, 0]) } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("nothing", "is worth 0", undefined, { by: "mmDetection" }),
        reads("zero", "has a positive of logit 0", {
          change: { forms: { zero: "softplus(logsumexp(pred))" } },
        }),
        gives("nan", "is NaN", NaN),
        gives("infinite", "is infinite", Infinity),
        refuses(),
      ],
    },
    {
      id: "label_below",
      asks: "label −1",
      calls: [{ inputs: { pred: rows([1, 2, 3]), label: rows([1, 0, -1]) } }],
      reads: "value",
      stance: "refuses",
      conventions: [
        refuses(),
        reads("both", "is a logit of 0 in both groups", {
          inputs: { pred: rows([1, 2, 0, 0]), label: rows([1, 0, 1, 0]) },
        }, { by: "mmDetection" }),
        reads("left_out", "is in no group", {
          inputs: { pred: rows([1, 2]), label: rows([1, 0]) },
        }),
        reads("negative", "is a negative", { inputs: { label: rows([1, 0, 0]) } }),
      ],
    },
  ];
}
