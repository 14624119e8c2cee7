/**
 * Witnesses of extended IoU loss: what boxes apart have in common, and which loss is meant by the name.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, rows } from "../given.ts";
import { distance } from "./centres.ts";

const wide = "(max(pred.x2, target.x2) - min(pred.x1, target.x1))";
const tall = "(max(pred.y2, target.y2) - min(pred.y1, target.y1))";
const efficient =
  `lost + ${distance} / (${wide}^2 + ${tall}^2) + ((width - target_width) / ${wide})^2 + ((height - target_height) / ${tall})^2`;

/** The witnesses of extended IoU loss. */
export function eiouWitnesses(): Witness[] {
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
      computes("extended", "a smooth L1 of 1 - IoU", undefined, { by: "mmDetection" }),
      computes("linear", "1 - IoU", { forms: { linear: "lost" } }),
      computes("efficient", "Efficient IoU: penalties of centres, widths and heights", {
        forms: { efficient },
      }, { by: "YOLOv6" }),
    ],
  }, {
    id: "apart",
    asks: "boxes apart",
    calls: [{
      inputs: { pred: rows([0, 0, 2, 1]), target: rows([4, 3, 7, 5]) },
      params: { eps: 0 },
    }],
    reads: "value",
    stance: "computes",
    conventions: [
      computes("signed", "have a negative area in common", undefined, { by: "mmDetection" }),
      computes("none", "have nothing in common", { forms: { none: "1 - smooth_point / 2" } }),
    ],
  }];
}
