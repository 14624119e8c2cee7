/**
 * Witnesses of SIoU loss: whether distance costs, and what of it all is added.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, rows } from "../given.ts";

const near = { pred: rows([0, 0, 4, 3]), target: rows([1, 1, 5, 5]) };
const far = { pred: rows([40, 0, 50, 10]), target: rows([0, 0, 10, 10]) };

/** The witnesses of SIoU loss. */
export function siouWitnesses(): Witness[] {
  return [{
    id: "function",
    asks: "function",
    calls: [{ inputs: near, params: { eps: 2 ** -20 } }],
    reads: "value",
    stance: "computes",
    settles: true,
    conventions: [
      computes("siou", "distance, angle and shape are halved and added"),
      computes("linear", "1 - IoU", { forms: { linear: "lost" } }),
      computes("without_shape", "shapes cost nothing", {
        forms: { without_shape: "lost + far / 2" },
      }),
      computes("whole", "distance and shape are not halved", {
        forms: { whole: "lost + far + shape" },
      }),
    ],
  }, {
    id: "distance",
    asks: "boxes far apart",
    calls: [{ inputs: far }],
    reads: "value",
    stance: "computes",
    conventions: [
      computes("costs", "cost more", { params: { neg_gamma: 1 } }, {
        by: "the paper, mmyolo, YOLOv6, PaddleDetection",
        dialect: { params: { neg_gamma: 1 } },
      }),
      computes("rewarded", "are perfect", { params: { neg_gamma: 0 } }, {
        by: "mmDetection's default",
        dialect: { params: { neg_gamma: 0 } },
      }),
    ],
  }];
}
