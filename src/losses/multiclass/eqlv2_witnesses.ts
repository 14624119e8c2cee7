/**
 * Witnesses of equalization loss v2: what weighs, and what the sum is divided by.
 *
 * @module
 */
import type { Spec } from "../../spec/mod.ts";
import type { Witness } from "../convention.ts";
import { computes, row, rows } from "../given.ts";
import { labelWitnesses } from "./label_witnesses.ts";

const entropies = "max(pred, 0) - pred * onehot(label) + log1p(exp(-abs(pred)))";

/** The witnesses of equalization loss v2. */
export function eqlv2Witnesses(spec: Spec): Witness[] {
  const inputs = { pred: rows([1, -1, 0]), label: row(0), ratio: row(1, 0.5, 0) };
  return [
    {
      id: "function",
      asks: "function",
      calls: [{ inputs }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("weighed", "positives and negatives have weights of their own", undefined, {
          by: "mmDetection",
        }),
        computes("plain", "binary cross entropy", { forms: { plain: `sum(${entropies})` } }),
        computes("positives", "positives alone are weighed", {
          forms: { positives: `sum(where(onehot(label) == 1, weight, 1) * (${entropies}))` },
        }),
        computes("mean", "the sum is divided by the classes, too", {
          forms: { mean: `sum(weight * (${entropies})) / C` },
        }),
      ],
    },
    {
      id: "background",
      asks: "ratio of the background",
      calls: [{ inputs: { ...inputs, pred: rows([0, 0, 3]) } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("not_read", "is not read", undefined, { by: "mmDetection" }),
        computes("read", "is read as the others", {
          forms: {
            read:
              `sum(where(onehot(label) == 1, 1 + alpha * sigmoid(-steepness), sigmoid(steepness)) * (${entropies}))`,
          },
        }),
      ],
    },
    ...labelWitnesses(spec),
  ];
}
