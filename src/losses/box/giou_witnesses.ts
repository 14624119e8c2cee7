/**
 * Witnesses of generalized and of distance IoU loss: which penalty is added to 1 − IoU, and where eps stands.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, gives, rows } from "../given.ts";
import { distance } from "./centres.ts";

const penalties = {
  none: "0",
  generalized: "(hull_x * hull_y - union) / (hull_x * hull_y)",
  distance: `${distance} / (hull_x^2 + hull_y^2)`,
};

/** A pair without a coordinate in common: 6/22 in it, of a box of 25 around both. */
const pair = { pred: rows([0, 0, 4, 3]), target: rows([1, 1, 5, 5]) };

/** Which penalty is added. */
function functionOf(own: "generalized" | "distance"): Witness {
  const other = own === "generalized" ? "distance" : "generalized";
  const form = (penalty: keyof typeof penalties) => `1 - overlap / union + ${penalties[penalty]}`;
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
        forms: { added_above: `1 - share + (${distance} + eps) / norm` },
      }, { by: "PaddleDetection" }),
      gives("none", "eps is not used", 0),
    ],
  }];
}
