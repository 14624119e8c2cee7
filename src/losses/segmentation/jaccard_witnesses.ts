/**
 * Witnesses of Jaccard loss: which intersection, where smooth stands, and what empty masks cost.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, gives, rows } from "../given.ts";

const lesser = "sum(min(pred, target), P)";

/** The witnesses of Jaccard loss. */
export function jaccardWitnesses(): Witness[] {
  return [
    {
      id: "function",
      asks: "function of a soft mask",
      calls: [{
        inputs: { pred: rows([0.5, 0.75]), target: rows([0.5, 0.25]) },
        params: { smooth: 0.5 },
      }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("products", "the intersection is made of products", undefined, { by: "MONAI" }),
        computes("lesser", "the intersection is the lesser of both", {
          forms: {
            lesser: `1 - (${lesser} + smooth) / (area + target_area - ${lesser} + smooth)`,
          },
        }, { by: "segmentation_models.pytorch" }),
        computes("half_smooth", "smooth counts half", {
          forms: {
            half: "1 - (2 * found + smooth) / (2 * (found + wrong + missed) + smooth)",
          },
        }, { by: "MONAI, of smooth_nr and smooth_dr" }),
        computes("dice", "it is dice", {
          forms: { dice: "1 - (2 * found + smooth) / (area + target_area + smooth)" },
        }),
      ],
    },
    {
      id: "target_empty",
      asks: "an empty target",
      calls: [{
        inputs: { pred: rows([0.5, 1]), target: rows([0, 0]) },
        params: { smooth: 0.5 },
      }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("spec", "the formula's value"),
        gives("zero", "0: an absent class is left out", 0, "segmentation_models.pytorch"),
      ],
    },
  ];
}
