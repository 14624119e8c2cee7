/**
 * Witnesses of dice losses: squares or not, products or the lesser of both, and what empty masks cost.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, gives, rows } from "../given.ts";

const naive = "1 - (2 * overlap + eps) / areas";

/** The witnesses of dice loss of probabilities. */
export function diceWitnesses(): Witness[] {
  return [
    {
      id: "function",
      asks: "function of a soft mask",
      calls: [{
        inputs: { pred: rows([0.5, 0.75]), target: rows([0.5, 0.25]) },
        params: { eps: 0.25, naive: 0 },
      }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("squares", "twice the overlap over squares", undefined, {
          by: "V-Net, mmDetection",
        }),
        computes("naive", "twice the overlap over areas, eps above and below", {
          forms: { naive },
        }, {
          by: "mmDetection naive_dice, MONAI, Detectron2, ultralytics",
          dialect: { params: { naive: 1 } },
        }),
        computes("lesser", "the lesser of both over areas", {
          forms: {
            lesser:
              "1 - ((area + target_area - sum(abs(pred - target), P)) + eps) / (area + target_area + eps)",
          },
        }, { by: "segmentation_models.pytorch" }),
        computes("eps_below", "twice the overlap over areas, eps below alone", {
          forms: { eps_below: "1 - 2 * overlap / (area + target_area + eps)" },
        }, { by: "kornia" }),
        computes("eps_above", "squares, eps above, too", {
          forms: { eps_above: "1 - (2 * overlap + eps) / (mass + target_mass + eps)" },
        }, { by: "MONAI squared_pred" }),
      ],
    },
    {
      id: "both_empty",
      asks: "both masks empty",
      calls: [{
        inputs: { pred: rows([0, 0]), target: rows([0, 0]) },
        params: { eps: 0.25, naive: 0 },
      }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("spec", "1, by the formula"),
        gives("zero", "0: an absent class is left out", 0, "segmentation_models.pytorch"),
      ],
    },
  ];
}
