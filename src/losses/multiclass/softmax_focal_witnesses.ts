/**
 * Witnesses of the softmax focal loss.
 *
 * @module
 */
import type { Capability, Spec } from "../../spec/mod.ts";
import { hasInput } from "../../spec/internal.ts";
import type { Witness } from "../convention.ts";
import { computes, gives, reads, refuses, row } from "../given.ts";
import { labelWitnesses } from "./label_witnesses.ts";

/**
 * The witnesses of the softmax focal loss.
 *
 * @param spec the loss
 * @param capability whether it takes alpha
 */
export function softmaxFocalWitnesses(spec: Spec, capability: Capability): Witness[] {
  const rowsOf = {
    pred: { shape: [3, 3], data: [0, 0, 0, 0, 0, 0, 0, 0, 0] },
    label: row(0, 1, 2),
  };
  const scalar = { ...rowsOf, alpha: { shape: [], data: [0.25] } };
  const focus = "((1 - p_k)^gamma * log_p)";
  return [
    ...(hasInput(spec, capability, "alpha")
      ? [
        {
          id: "alpha",
          asks: "one alpha for all",
          calls: [{ inputs: scalar, params: { gamma: 0 } }, { inputs: scalar }],
          reads: "value",
          stance: "computes",
          conventions: [
            computes("all", "weighs every class", undefined, { by: "Keras, mmcv" }),
            reads("background", "weighs every class but the first, which has 1 − alpha", {
              change: {
                forms: { background: `-where(label == 0, 1 - alpha, alpha) * ${focus}` },
              },
            }, { by: "kornia, MONAI" }),
            reads("off", "does nothing", { change: { forms: { off: `-${focus}` } } }),
            refuses(),
          ],
        } satisfies Witness,
      ]
      : []),
    {
      id: "gamma",
      asks: "gamma",
      calls: [{
        inputs: { pred: { shape: [1, 3], data: [2, 0, 0] }, label: row(0) },
        params: { gamma: 2 },
      }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("miss", "(1 − p_k)^gamma"),
        computes("hit", "p_k^gamma", { forms: { hit: "-balance * p_k^gamma * log_p" } }),
        computes("none", "does nothing", { forms: { none: "-balance * log_p" } }),
        gives("label", "(1 − y)^gamma, as printed in notes: 0", 0),
      ],
    },
    ...labelWitnesses(spec),
  ];
}
