/**
 * Witnesses of complete IoU loss: when aspect ratios count, how much, and what of them is differentiated.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, gives, rows } from "../given.ts";

const exact = { eps: 0, height_eps: 0, alpha_eps: 0 };

/** 56/97 in common, more than a half, of aspect ratios 9/8 and 1. */
const near = { pred: rows([0, 0, 9, 8]), target: rows([1, 1, 10, 10]) };

/** 6/22 in common. */
const far = { pred: rows([0, 0, 4, 3]), target: rows([1, 1, 5, 5]) };

const differentiated =
  "lost + distance / norm + where(share > gate && aspect > 0, aspect / (lost + aspect + alpha_eps), 0) * aspect";

/** The witnesses of complete IoU loss. */
export function ciouWitnesses(): Witness[] {
  return [{
    id: "function",
    asks: "function",
    calls: [{ inputs: near, params: exact }],
    reads: "value",
    stance: "computes",
    settles: true,
    conventions: [
      computes("complete", "distance IoU loss and alpha v", undefined, { by: "mmDetection" }),
      computes("distance", "distance IoU loss alone", {
        forms: { distance: "lost + distance / norm" },
      }),
      computes("factor_squared", "4/pi^2 is squared", {
        forms: {
          factor_squared:
            "lost + distance / norm + (1 / (1 + lost / (aspect / (2 * atan(1))^2))) * (aspect / (2 * atan(1))^2)",
        },
      }, { by: "KerasCV" }),
    ],
  }, {
    id: "gate",
    asks: "aspect ratios of boxes with less than half in common",
    calls: [{ inputs: far, params: exact }],
    reads: "value",
    stance: "computes",
    conventions: [
      computes("gated", "do not count", { params: { gate: 0.5 } }, {
        by: "mmDetection",
        dialect: { params: { gate: 0.5 } },
      }),
      computes("always", "count", { params: { gate: -1 } }, {
        by: "torchvision, detectron2, mmyolo, ultralytics, PaddleDetection",
        dialect: { params: { gate: -1 } },
      }),
    ],
  }, {
    id: "alpha",
    asks: "the factor alpha in the gradient",
    calls: [{ inputs: near, params: exact }],
    reads: "pred",
    stance: "computes",
    conventions: [
      computes("constant", "a constant", undefined, { by: "all libraries that were read" }),
      computes("differentiated", "differentiated", { forms: { differentiated } }),
    ],
  }, {
    id: "perfect",
    asks: "a perfect box",
    calls: [{
      inputs: { pred: rows([0, 0, 2, 1]), target: rows([0, 0, 2, 1]) },
      params: exact,
    }],
    reads: "value",
    stance: "computes",
    conventions: [
      gives("nothing", "0", 0),
      gives("nan", "NaN: alpha is 0/0", NaN, "mmDetection without eps"),
    ],
  }];
}
