/**
 * Witnesses of poly cross entropy: what epsilon multiplies, and whose probability p is.
 *
 * @module
 */
import type { Spec } from "../../spec/mod.ts";
import type { Witness } from "../convention.ts";
import { computes, reads, row, rows } from "../given.ts";
import { labelWitnesses } from "./label_witnesses.ts";

const nll = "take(-log_softmax(pred), label)";
const entropy = "(-sum(soft * log_softmax(pred)))";

/** The witnesses of poly cross entropy. */
export function polyCrossEntropyWitnesses(spec: Spec): Witness[] {
  const inputs = { pred: rows([1, 0, -1]), label: row(0) };
  return [
    {
      id: "polynomial",
      asks: "epsilon 2",
      calls: [{ inputs, params: { epsilon: 2 } }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("miss", "adds epsilon (1 − p)", undefined, { by: "timm, Optax" }),
        computes("hit", "adds epsilon p", { forms: { hit: `${entropy} + epsilon * hit` } }),
        computes("square", "adds epsilon (1 − p)²", {
          forms: { square: `${entropy} + epsilon * miss^2` },
        }),
        computes("entropy", "multiplies the whole", {
          forms: { entropy: `(1 + epsilon) * ${entropy}` },
        }),
        computes("none", "does nothing", { forms: { none: entropy } }),
      ],
    },
    {
      id: "detached",
      asks: "gradient of that",
      calls: [{ inputs, params: { epsilon: 2 } }],
      reads: "pred",
      stance: "computes",
      conventions: [
        computes("differentiated", "p is differentiated, too"),
        reads("detached", "p is a constant", {
          change: { forms: { detached: `${entropy} + epsilon * stop_gradient(miss)` } },
        }),
      ],
    },
    {
      id: "label_smoothing",
      asks: "label smoothing 1/2",
      calls: [{ inputs, params: { epsilon: 2, label_smoothing: 0.5 } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("label", "p is that of the label", undefined, {
          by: "PyTorch's cross entropy with a term added",
          dialect: { params: { smoothed_p: 0 } },
        }),
        computes("smoothed", "p is that of the smoothed target", { params: { smoothed_p: 1 } }, {
          by: "timm, Optax",
          dialect: { params: { smoothed_p: 1 } },
        }),
        reads("none", "does nothing", {
          change: { forms: { none: `${nll} + epsilon * miss` } },
        }),
      ],
    },
    ...labelWitnesses(spec),
  ];
}
