/**
 * Witnesses of Gaussian focal loss: where centres begin, what becomes of 0^0, how logarithms are kept finite.
 *
 * @module
 */
import type { Convention, Witness } from "../convention.ts";
import { computes, gives, reads, refuses, row } from "../given.ts";

/** The terms of probabilities that are clipped first. */
function clipped(id: string, bound: string, by: string): Convention {
  const p = `min(max(pred, ${bound}), 1 - ${bound})`;
  const positive = `pos_weight * positive * -log(${p}) * (1 - ${p})^alpha`;
  const negative = `neg_weight * negative * decay * -log(1 - ${p}) * ${p}^alpha`;
  return reads(id, `probabilities are kept ${bound} away from 0 and 1`, {
    change: { forms: { clipped: `${positive} + ${negative}` } },
  }, { by });
}

/**
 * The witnesses of Gaussian focal loss.
 *
 * @returns of centres, exponents and the ends
 */
export function gaussianFocalWitnesses(): Witness[] {
  return [
    {
      id: "centre",
      asks: "target 127/128",
      calls: [{ inputs: { pred: row(0.5), target: row(127 / 128) } }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes(
          "negative",
          "is a negative: 1 alone is a centre",
          { params: { threshold: null } },
          {
            by: "mmDetection, CenterNet",
            dialect: { params: { threshold: null } },
          },
        ),
        computes("positive", "is a centre: all above 0.99 are", { params: { threshold: 0.99 } }, {
          by: "keras-cv",
          dialect: { params: { threshold: 0.99 } },
        }),
      ],
    },
    {
      id: "exponents",
      asks: "alpha = 1, gamma = 3",
      calls: [{ inputs: { pred: row(0.25), target: row(0.5) }, params: { alpha: 1, gamma: 3 } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("own", "p^alpha (1 − t)^gamma"),
        reads("swapped", "p^gamma (1 − t)^alpha", { params: { alpha: 3, gamma: 1 } }),
        reads("fixed", "p² (1 − t)⁴, whatever is said", { params: { alpha: 2, gamma: 4 } }, {
          by: "CenterNet",
        }),
      ],
    },
    {
      id: "gamma_zero",
      asks: "a centre at gamma = 0",
      calls: [{ inputs: { pred: row(0.25), target: row(1) }, params: { gamma: 0 } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("both", "is a negative besides: 0^0 is 1", undefined, { by: "mmDetection" }),
        reads("positive", "is no negative", {
          change: { forms: { positive: "pos_weight * -log_p * (1 - pred)^alpha" } },
        }, { by: "CenterNet, keras-cv" }),
      ],
    },
    {
      id: "hopeless",
      asks: "kept from log 0",
      calls: [{ inputs: { pred: row(0), target: row(1) } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("inside", "eps is added inside the logarithms", undefined, { by: "mmDetection" }),
        gives("none", "no: it is ∞", Infinity, "PaddleDetection"),
        clipped("clip_1e_4", "1e-4", "CenterNet, keras-cv"),
        clipped("clip_1e_7", "1e-7", "Keras"),
        gives("nan", "NaN", NaN),
        refuses(),
      ],
    },
  ];
}
