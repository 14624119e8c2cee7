/**
 * Witnesses of alpha IoU loss: what of the share is raised to a power.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, rows } from "../given.ts";

/** The witnesses of alpha IoU loss. */
export function alphaIouWitnesses(): Witness[] {
  return [{
    id: "function",
    asks: "function",
    calls: [{
      inputs: { pred: rows([0, 0, 4, 3]), target: rows([1, 1, 5, 5]) },
      params: { eps: 0 },
    }],
    reads: "value",
    stance: "computes",
    settles: true,
    conventions: [
      computes("power", "1 - IoU^alpha"),
      computes("linear", "1 - IoU", { forms: { linear: "lost" } }),
      computes("power_of_the_rest", "(1 - IoU)^alpha", { forms: { rest: "lost^alpha" } }),
      computes("over_alpha", "(1 - IoU^alpha) / alpha, the paper's first equation", {
        forms: { over_alpha: "(1 - share^alpha) / alpha" },
      }),
    ],
  }];
}
