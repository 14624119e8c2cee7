/**
 * Witnesses of dice loss of logits: those of probabilities, at logits; and whether they are logits at all.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, gives, rows } from "../given.ts";

/** The witnesses of dice loss of logits. */
export function diceWithLogitsWitnesses(): Witness[] {
  const soft = {
    inputs: { pred: rows([0.25, 0.75]), target: rows([0.5, 0.25]) },
    params: { eps: 0.25, naive: 0 },
  };
  return [
    {
      id: "function",
      asks: "function of a soft mask",
      calls: [soft],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("squares", "twice the overlap over squares", undefined, {
          by: "V-Net, mmDetection",
        }),
        computes("naive", "twice the overlap over areas, eps above and below", {
          forms: { naive: "1 - area_share" },
        }, {
          by: "mmDetection naive_dice, MONAI, Detectron2",
          dialect: { params: { naive: 1 } },
        }),
        computes("lesser", "the lesser of both over areas", {
          forms: {
            lesser: "1 - ((area + target_area - sum(abs(p - target), P)) + eps) / areas",
          },
        }, { by: "segmentation_models.pytorch" }),
        computes("probabilities", "takes them for probabilities", {
          forms: {
            probabilities:
              "1 - 2 * sum(pred * target, P) / (sum(pred^2, P) + target_mass + 2 * eps)",
          },
        }, { by: "mmDetection activate=False" }),
      ],
    },
    {
      id: "target_empty",
      asks: "an empty target",
      calls: [{
        inputs: { pred: rows([0, 1]), target: rows([0, 0]) },
        params: { eps: 0.25, naive: 0 },
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
