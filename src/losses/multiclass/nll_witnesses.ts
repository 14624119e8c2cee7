/**
 * Witnesses of negative log likelihood: what pred is, and labels that are no class.
 *
 * @module
 */
import type { Spec } from "../../spec/mod.ts";
import type { Witness } from "../convention.ts";
import { computes, gives, row, rows } from "../given.ts";
import { labelWitnesses } from "./label_witnesses.ts";

/**
 * The witnesses of negative log likelihood.
 *
 * @param spec the loss
 */
export function nllWitnesses(spec: Spec): Witness[] {
  return [
    {
      id: "function",
      asks: "function",
      calls: [{ inputs: { pred: rows([0.5, 0.25, 0.125]), label: row(1) } }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("of_log", "−x of the label: x is a logarithm", undefined, {
          by: "PyTorch, ONNX, PaddlePaddle",
        }),
        computes("of_logit", "−log_softmax(x) of the label: x is a logit", {
          forms: { softmax: "take(class_weight, label) * take(-log_softmax(pred), label)" },
        }, { by: "MLX's cross_entropy" }),
        computes("of_probability", "−log(x) of the label: x is a probability", {
          forms: { log: "take(class_weight, label) * -log(take(pred, label))" },
        }),
        computes("likelihood", "x of the label: nothing is negated", {
          forms: { plain: "take(class_weight, label) * take(pred, label)" },
        }),
      ],
    },
    {
      id: "impossible_class",
      asks: "−∞ of another class",
      calls: [{ inputs: { pred: rows([-Infinity, 0]), label: row(1) } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("passed_by", "is not looked at"),
        gives("nan", "NaN: 0 times ∞ of a one-hot row", NaN),
      ],
    },
    ...labelWitnesses(spec),
  ];
}
