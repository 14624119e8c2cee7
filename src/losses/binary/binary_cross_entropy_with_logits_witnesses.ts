/**
 * Witnesses of binary cross entropy of logits: the function, pos_weight, smoothing.
 *
 * @module
 */
import type { Spec } from "../../spec/mod.ts";
import type { Witness } from "../convention.ts";
import { computes, reads, row, rows } from "../given.ts";
import { saturationWitness } from "./clipping_witnesses.ts";
import { originWitness, softTargets } from "./logit_witnesses.ts";

/**
 * The witnesses of binary cross entropy with logits.
 *
 * @param spec the loss
 */
export function logitWitnesses(spec: Spec): Witness[] {
  return [
    {
      id: "function",
      asks: "function",
      calls: [{ inputs: { pred: row(1, 1), target: row(1, 0) } }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("logits", "of logits, targets 0 and 1"),
        computes("signs", "of logits, targets −1 and 1", {
          forms: { signs: "softplus(-target * pred)" },
        }),
        computes("base_2", "in bits: base-2 logarithms", {
          forms: { bits: "(target * softplus(-pred) + (1 - target) * softplus(pred)) / log(2)" },
        }),
      ],
    },
    ...softTargets("pred", 1, ["softplus(-pred)", "softplus(pred)"]),
    ...("pos_weight" in spec.inputs ? [posWeightWitness()] : []),
    ...("label_smoothing" in spec.params ? [smoothingWitness()] : []),
    saturationWitness(spec),
    originWitness(),
  ];
}

/** What pos_weight multiplies. */
function posWeightWitness(): Witness {
  const bce = "(target * softplus(-pred) + (1 - target) * softplus(pred))";
  return {
    id: "pos_weight",
    asks: "pos_weight, target 1/4",
    calls: [{ inputs: { pred: row(1), target: row(0.25), pos_weight: row(3) } }],
    reads: "value",
    stance: "computes",
    conventions: [
      computes("positive_part", "multiplies t log p alone", undefined, {
        by: "PyTorch, TensorFlow",
      }),
      reads("interpolated", "multiplies the whole term by 1 + (w − 1) t", {
        change: { forms: { whole: `(1 + (pos_weight - 1) * target) * ${bce}` } },
      }),
      reads("whole", "multiplies the whole term", {
        change: { forms: { whole: `pos_weight * ${bce}` } },
      }),
      reads("hard", "multiplies nothing unless t = 1", { change: { forms: { whole: bce } } }),
      reads("negative_part", "multiplies (1 − t) log(1 − p)", {
        change: {
          forms: {
            other: "target * softplus(-pred) + (1 - target) * pos_weight * softplus(pred)",
          },
        },
      }),
    ],
  };
}

/** Where label smoothing moves the targets to. */
function smoothingWitness(): Witness {
  const smoothed = (t: string) => `(${t}) * softplus(-pred) + (1 - (${t})) * softplus(pred)`;
  const keep = "target * (1 - label_smoothing)";
  // The last axis has four elements: the classes of those who smooth by them.
  return {
    id: "label_smoothing",
    asks: "label smoothing a",
    calls: [{
      inputs: { pred: rows([2, 0, 2, 4]), target: rows([1, 0, 0, 1]) },
      params: { label_smoothing: 0.5 },
    }],
    reads: "value",
    stance: "computes",
    conventions: [
      computes("half", "t (1 − a) + a/2", undefined, { by: "Keras, TensorFlow.js" }),
      reads("classes", "t (1 − a) + a/C, C the last axis", {
        change: { forms: { classes: smoothed(`${keep} + label_smoothing / 4`) } },
      }, { by: "burn" }),
      reads("others", "t (1 − a) + (1 − t) a: the label is flipped", {
        change: { forms: { flipped: smoothed(`${keep} + (1 - target) * label_smoothing`) } },
      }),
      reads("none", "does nothing", { change: { forms: { none: smoothed("target") } } }),
    ],
  };
}
