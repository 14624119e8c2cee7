/**
 * Witnesses of knowledge distillation: the mean over classes, the temperature, and the direction.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, reads, refuses, rows } from "../given.ts";

/** The divergence at the temperature. */
const divergence = "sum(q * (log_softmax(s) - log_softmax(x)))";

/** The witnesses of knowledge distillation. */
export function kdKlDivWitnesses(): Witness[] {
  const inputs = { pred: rows([1, 0, -1]), soft: rows([0, 0, 2]) };
  return [
    {
      id: "scale",
      asks: "temperature 2, three classes",
      calls: [{ inputs, params: { temperature: 2 } }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("mean_of_classes", "T² KL/C", undefined, { by: "mmDetection" }),
        computes("sum_of_classes", "T² KL", { forms: { sum: `square * ${divergence}` } }, {
          by: "PyTorch's batchmean, most code for distillation",
        }),
        computes("without_square", "KL/C: T² is left out", {
          forms: { plain: `${divergence} / C` },
        }),
        computes("bare", "KL: neither T² nor 1/C", { forms: { bare: divergence } }),
        computes("once", "T KL/C", { forms: { once: `temperature * ${divergence} / C` } }),
        computes("reversed", "T² KL(p, q)/C: the student is the expectation's", {
          forms: { reversed: "square / C * sum(p * (log_softmax(x) - log_softmax(s)))" },
        }),
        computes("cross_entropy", "the cross entropy, without the teacher's own", {
          forms: { cross: "-square / C * sum(q * log_softmax(x))" },
        }),
      ],
    },
    {
      id: "teacher",
      asks: "the teacher's logits",
      calls: [{ inputs, params: { temperature: 2 } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("tempered", "are divided by the temperature"),
        reads("plain", "are not divided by the temperature", {
          change: {
            forms: {
              plain: "square / C * sum(softmax(soft) * (log_softmax(soft) - log_softmax(x)))",
            },
          },
        }),
      ],
    },
    {
      id: "cold",
      asks: "temperature 1/2",
      calls: [{ inputs, params: { temperature: 0.5 } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("taken", "is taken as it is"),
        reads("raised", "is raised to 1", { params: { temperature: 1 } }),
        refuses("mmDetection"),
      ],
    },
  ];
}
