/**
 * Witnesses of smoothed binary cross entropy: where the smoothing goes.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, reads, row } from "../given.ts";

/** Binary cross entropy of another target. */
function of(t: string): Readonly<Record<string, string>> {
  return { other: `(${t}) * softplus(-pred) + (1 - (${t})) * softplus(pred)` };
}

/** The witnesses of smoothed binary cross entropy. */
export function smoothedBceWitnesses(): Witness[] {
  const kept = "target * (1 - smoothing)";
  return [
    {
      id: "smoothing",
      asks: "smoothing 1/4, three classes",
      calls: [{
        inputs: { pred: row(1, 3), target: row(1, 0) },
        params: { smoothing: 0.25, classes: 3 },
      }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("classes", "t (1 − a) + a/C", undefined, {
          by: "timm, of labels",
          dialect: { params: { flip: 0 } },
        }),
        computes("flip", "t (1 − a) + (1 − t) a: the opposite target", { params: { flip: 1 } }, {
          by: "segmentation_models.pytorch, mmPretrain's multi_label",
          dialect: { params: { flip: 1 } },
        }),
        computes("half", "t (1 − a) + a/2, whatever the classes", {
          forms: of(`${kept} + 0.5 * smoothing`),
        }, { by: "Keras, Ultralytics, timm of dense targets" }),
        computes("others", "t (1 − a) + (1 − t) a/(C − 1): over the other classes", {
          forms: of(`${kept} + (1 - target) * smoothing / (classes - 1)`),
        }),
        computes("positives", "t (1 − a): positives alone", { forms: of(kept) }),
        computes("none", "does nothing", { forms: of("target") }),
      ],
    },
    {
      id: "soft_targets",
      asks: "target 1/4",
      calls: [{ inputs: { pred: row(1), target: row(0.25) }, params: { smoothing: 0.25 } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("smoothed", "is smoothed like 0 and 1"),
        reads("kept", "is taken for smoothed already", { params: { smoothing: 0 } }, {
          by: "timm unless smooth_dense",
        }),
        reads("thresholded", "counts as 0: below 1/2", { inputs: { target: row(0) } }),
      ],
    },
  ];
}
