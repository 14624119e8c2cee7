/**
 * Witnesses of generalized and of distance IoU loss: which penalty is added to 1 − IoU, and where eps stands.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, gives, rows } from "../given.ts";

const hull =
  "(max(pred.x2, target.x2) - min(pred.x1, target.x1)) * (max(pred.y2, target.y2) - min(pred.y1, target.y1))";
const shares = "overlap / (width * height + target_width * target_height - overlap)";
const unions = "(width * height + target_width * target_height - overlap)";
const centres =
  "((target.x1 + target.x2 - pred.x1 - pred.x2)^2 + (target.y1 + target.y2 - pred.y1 - pred.y2)^2) / 4";
const diagonals =
  "((max(pred.x2, target.x2) - min(pred.x1, target.x1))^2 + (max(pred.y2, target.y2) - min(pred.y1, target.y1))^2)";
const penalties = {
  none: "0",
  generalized: `(${hull} - ${unions}) / (${hull})`,
  distance: `${centres} / ${diagonals}`,
};

/** A pair without a coordinate in common: 6/22 in it, of a box of 25 around both. */
const pair = { pred: rows([0, 0, 4, 3]), target: rows([1, 1, 5, 5]) };

/** Which penalty is added. */
function functionOf(own: "generalized" | "distance"): Witness {
  const other = own === "generalized" ? "distance" : "generalized";
  const form = (penalty: keyof typeof penalties) => `1 - ${shares} + ${penalties[penalty]}`;
  return {
    id: "function",
    asks: "function",
    calls: [{ inputs: pair, params: { eps: 0 } }],
    reads: "value",
    stance: "computes",
    settles: true,
    conventions: [
      computes(own, `1 − IoU and the ${own} penalty`),
      computes(other, `1 − IoU and the ${other} penalty`, { forms: { [other]: form(other) } }),
      computes("share_alone", "1 − IoU", { forms: { share_alone: form("none") } }),
      computes("halved", "half of it, which is at most 1", {
        forms: { halved: `(${form(own)}) / 2` },
      }),
    ],
  };
}

/** Identical boxes of area 1/16, with eps 1/4. */
const small = {
  inputs: { pred: rows([0, 0, 0.25, 0.25]), target: rows([0, 0, 0.25, 0.25]) },
  params: { eps: 0.25 },
};

/** The witnesses of generalized IoU loss. */
export function giouWitnesses(): Witness[] {
  return [functionOf("generalized"), {
    id: "small_boxes",
    asks: "a perfect box of an area below eps",
    calls: [{ ...small, params: { ...small.params, eps_added: 0 } }],
    reads: "value",
    stance: "computes",
    conventions: [
      computes("least", "areas are taken for eps at least", undefined, {
        by: "mmDetection",
        dialect: { params: { eps_added: 0 } },
      }),
      computes("added", "eps is added to areas", { params: { eps_added: 1 } }, {
        by: "torchvision, fvcore, ultralytics, mmyolo",
        dialect: { params: { eps_added: 1 } },
      }),
      gives("none", "eps is not used", 0),
    ],
  }];
}

/** The witnesses of distance IoU loss. */
export function diouWitnesses(): Witness[] {
  return [functionOf("distance"), {
    id: "small_boxes",
    asks: "a perfect box of an area below eps",
    calls: [small],
    reads: "value",
    stance: "computes",
    conventions: [
      computes("added", "eps is added to the union and the diagonal", undefined, {
        by: "mmDetection, torchvision",
      }),
      computes("added_above", "eps is added to the squared distance, too", {
        forms: { added_above: `1 - share + (${centres} + eps) / norm` },
      }, { by: "PaddleDetection" }),
      gives("none", "eps is not used", 0),
    ],
  }];
}
