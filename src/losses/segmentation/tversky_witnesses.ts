/**
 * Witnesses of Tversky loss: whose price alpha is, which overlap, and what gamma is the exponent of.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, gives, reads, rows } from "../given.ts";

/** A form with another overlap; what is found wrongly and what is missed is the rest of each mask. */
function withOverlap(overlap: string): string {
  return `1 - (${overlap} + smooth) / (${overlap} + alpha * (sum(pred, P) - ${overlap}) + ` +
    `beta * (sum(target, P) - ${overlap}) + smooth)`;
}

/** The witnesses of Tversky loss. */
export function tverskyWitnesses(): Witness[] {
  return [
    {
      id: "function",
      asks: "function of a soft mask",
      calls: [{
        inputs: { pred: rows([0.5, 0.75]), target: rows([0.5, 0.25]) },
        params: { alpha: 0.25, beta: 0.75, smooth: 0.5, gamma: 1 },
      }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("wrong_by_alpha", "alpha weighs what is found wrongly", undefined, {
          by: "mmSegmentation, MONAI",
        }),
        reads("missed_by_alpha", "alpha weighs what is missed", {
          params: { alpha: 0.75, beta: 0.25 },
        }),
        computes("lesser", "the overlap is the lesser of both", {
          forms: { lesser: withOverlap("sum(min(pred, target), P)") },
        }, { by: "segmentation_models.pytorch" }),
        computes("smooth_below", "smooth stands below alone", {
          forms: { smooth_below: "1 - found / norm" },
        }, { by: "kornia" }),
      ],
    },
    {
      id: "gamma",
      asks: "gamma = 2 in a mean",
      calls: [{
        inputs: { pred: rows([1, 1], [1, 0]), target: rows([1, 0], [1, 0]) },
        params: { alpha: 0.5, beta: 0.5, smooth: 0, gamma: 2 },
        reduction: "mean",
      }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("rows", "is the exponent of each row"),
        gives("mean", "is the exponent of the mean", 1 / 36, "segmentation_models.pytorch"),
        reads("root", "is what the exponent is 1 over", { params: { gamma: 0.5 } }, {
          by: "Abraham and Khan",
        }),
      ],
    },
  ];
}
