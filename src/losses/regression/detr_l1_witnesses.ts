/**
 * Witnesses of the L1 loss of DETR's boxes.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, reads, rows } from "../given.ts";

/**
 * The witnesses of the L1 loss of DETR's boxes.
 *
 * @returns which function it is, and what becomes of a number of boxes
 */
export function detrL1Witnesses(): Witness[] {
  const box = { pred: rows([4, 2, 3, 8]), target: rows([3, 0, 3, 4]) };
  return [
    {
      id: "function",
      asks: "function",
      calls: [{ inputs: box }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("absolute", "|d|", undefined, { by: "DETR, mmDetection" }),
        computes("squared", "d²", { forms: { squared: "(pred - target)^2" } }),
        computes("smooth_l1", "smooth L1 with its breakpoint at 1", {
          forms: {
            smooth:
              "where(abs(pred - target) < 1, 0.5 * (pred - target)^2, abs(pred - target) - 0.5)",
          },
        }),
      ],
    },
    {
      id: "number_of_boxes",
      asks: "avg_factor = 2",
      calls: [{ inputs: box, params: { avg_factor: 2 }, reduction: "mean" }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("boxes", "over it", undefined, { by: "DETR, mmDetection" }),
        reads("numbers", "over four times as many", {
          change: { forms: { quarter: "0.25 * abs(pred - target)" } },
        }),
      ],
    },
  ];
}
