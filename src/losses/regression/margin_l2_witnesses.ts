/**
 * Witnesses of margin L2: how predictions are lowered, and when they are clamped.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, reads, row } from "../given.ts";

/**
 * The witnesses of margin L2.
 *
 * @returns which function it is, and whether a margin below 0 raises the prediction
 */
export function marginL2Witnesses(): Witness[] {
  return [
    {
      id: "function",
      asks: "function",
      calls: [{
        inputs: { pred: row(0.75, 2, 0.125, 0.75), target: row(1, 1, 0, 0) },
        params: { pos_margin: 0.25, neg_margin: 0.5 },
      }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("lowered_and_clamped", "lowered by the margin, then clamped", undefined, {
          by: "mmDetection, QDTrack",
        }),
        computes("clamped_first", "clamped, then lowered by the margin", {
          forms: { clamped_first: "(min(max(pred, 0), 1) - margin - target)^2" },
        }),
        computes("not_clamped", "lowered by the margin and not clamped", {
          forms: { not_clamped: "(lowered - target)^2" },
        }),
        computes("without_margin", "clamped, the margins ignored", {
          forms: { without_margin: "(min(max(pred, 0), 1) - target)^2" },
        }),
        computes("margins_exchanged", "lowered by the other margin, then clamped", {
          forms: {
            exchanged:
              "(min(max(pred - where(target == 1, max(neg_margin, 0), max(pos_margin, 0)), 0), 1) - target)^2",
          },
        }),
      ],
    },
    {
      id: "negative_margin",
      asks: "margin −1/4",
      calls: [{
        inputs: { pred: row(0.25), target: row(1) },
        params: { pos_margin: -0.25 },
      }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("off", "is off", undefined, { by: "mmDetection" }),
        reads("raises", "raises the prediction", {
          change: { forms: { raised: "(min(max(pred - pos_margin, 0), 1) - target)^2" } },
        }),
      ],
    },
  ];
}
