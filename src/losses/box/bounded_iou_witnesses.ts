/**
 * Witnesses of bounded IoU loss: which of its shares bend, and what eps is.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, rows } from "../given.ts";

const pair = { pred: rows([0, 0, 4, 3]), target: rows([1, 1, 5, 6]) };

/** The witnesses of bounded IoU loss. */
export function boundedIouWitnesses(): Witness[] {
  return [{
    id: "function",
    asks: "function",
    calls: [{ inputs: pair, params: { beta: 0.5, eps: 2 ** -10 } }],
    reads: "value",
    stance: "computes",
    settles: true,
    conventions: [
      computes("smooth_l1", "smooth L1 of what the shares lack, over beta"),
      computes("bare", "what the shares lack, as it is", { forms: { bare: "q" } }),
      computes("huber", "beta times smooth L1", {
        forms: { huber: "where(q < beta, 0.5 * q^2, beta * (q - 0.5 * beta))" },
      }),
      computes("logarithm", "the shares' negative logarithm", {
        forms: { logarithm: "-log(1 - q)" },
      }),
    ],
  }, {
    id: "perfect_box",
    asks: "a perfect box of side 1/4, with eps 1/4",
    calls: [{
      inputs: { pred: rows([0, 0, 0.25, 0.25]), target: rows([0, 0, 0.25, 0.25]) },
      params: { eps: 0.25 },
    }],
    reads: "value",
    stance: "computes",
    conventions: [
      computes("added", "costs what eps is of a side", undefined, { by: "mmDetection" }),
      computes("least", "costs nothing: sides are taken for eps at least", {
        forms: {
          least:
            "where(index(box) < 2, where(index(box) == 0, away_x, away_y), where(index(box) == 2, abs(stretch_x), abs(stretch_y)))",
        },
      }),
    ],
  }];
}
