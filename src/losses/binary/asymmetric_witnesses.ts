/**
 * Witnesses of asymmetric loss: soft targets, exponents, the margin, the floor.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, gives, reads, refuses, row } from "../given.ts";

const mixedLogs =
  "w^g * (target * min(softplus(-pred), -log(eps)) + (1 - target) * min(nll_not, -log(eps)))";

/**
 * The witnesses of asymmetric loss.
 *
 * @returns of soft targets, exponents, margin and floor
 */
export function asymmetricWitnesses(): Witness[] {
  return [
    {
      id: "soft_targets",
      asks: "target 1/2",
      calls: [{ inputs: { pred: row(0), target: row(0.5) } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("mixture", "the logarithm of the mixed probability", undefined, {
          by: "mmPretrain",
        }),
        reads("logarithms", "the mixed logarithms", { change: { forms: { mixed: mixedLogs } } }, {
          by: "timm",
        }),
        reads("positive", "counts as 1: above 0", { inputs: { target: row(1) } }),
        reads("negative", "counts as 0: below 1", { inputs: { target: row(0) } }),
        refuses(),
      ],
    },
    {
      id: "exponents",
      asks: "gamma_pos = 3, gamma_neg = 1",
      calls: [{
        inputs: { pred: row(1), target: row(1) },
        params: { gamma_pos: 3, gamma_neg: 1 },
      }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("own", "each outcome has its own"),
        reads("swapped", "they are swapped", { params: { gamma_pos: 1, gamma_neg: 3 } }),
        reads("off", "positives have none", { params: { gamma_pos: 0 } }, {
          by: "mmPretrain's module unless it is told",
        }),
      ],
    },
    {
      id: "margin",
      asks: "a negative of probability 1/2, clip 1/8",
      calls: [{ inputs: { pred: row(0), target: row(0) }, params: { clip: 0.125 } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("shifted", "is one of 3/8"),
        reads("unmoved", "is one of 1/2", { params: { clip: 0 } }),
        reads("in_the_logarithm", "is one of 3/8 in the logarithm alone", {
          change: { forms: { logarithm: "p^g * floored" } },
        }),
        reads("in_the_power", "is one of 3/8 in the power alone", {
          change: { forms: { power: "w^g * softplus(pred)" } },
        }),
      ],
    },
    {
      id: "floor",
      asks: "logit −128, target 1",
      calls: [{
        inputs: { pred: row(-128), target: row(1) },
        params: { gamma_pos: 0, eps: 2 ** -10 },
      }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("eps", "−log(eps)", undefined, { by: "mmPretrain, timm" }),
        reads("exact", "128: no floor", { params: { eps: 0 } }),
        reads("fixed", "−log(1e-8), whatever is said", { params: { eps: 1e-8 } }, {
          by: "mmPretrain's module unless it is told",
        }),
        gives("infinite", "∞: log 0", Infinity),
      ],
    },
  ];
}
