/**
 * Witnesses of quality focal loss: what the modulator is, what a mean counts, and who is background.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, reads, refuses, row, rows } from "../given.ts";

const one = { pred: rows([0]), label: row(0), score: row(0.75) };

/** The witnesses of quality focal loss. */
export function qualityFocalWitnesses(): Witness[] {
  return [
    {
      id: "modulator",
      asks: "quality 3/4 at score 1/2",
      calls: [{ inputs: one }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("distance", "is weighed by |q − p|^beta", undefined, {
          by: "mmDetection, PaddleDetection",
        }),
        computes("focal", "is weighed by (p + q − 2 p q)^beta, as in focal loss", {
          forms: { focal: "sum(((1 - p) * y + p * (1 - y))^beta * bce)" },
        }),
        computes("varifocal", "is weighed by its quality", {
          forms: { varifocal: "sum(where(y > 0, y, p^beta) * bce)" },
        }),
        computes("none", "is not weighed", { forms: { none: "sum(bce)" } }),
      ],
    },
    {
      id: "detached",
      asks: "gradient of that",
      calls: [{ inputs: one }],
      reads: "pred",
      stance: "computes",
      conventions: [
        computes("differentiated", "the modulator's slope is in it"),
        reads("detached", "the modulator is a constant", {
          change: { forms: { detached: "sum(stop_gradient(abs(gap)^beta) * bce)" } },
        }),
      ],
    },
    {
      id: "classes",
      asks: "a row of three classes",
      calls: [{ inputs: { pred: rows([1, -1, 0]), label: row(0), score: row(0.5) } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("added", "adds up its classes", undefined, { by: "mmDetection" }),
        reads("averaged", "takes the mean of its classes", {
          change: { forms: { averaged: "sum(abs(gap)^beta * bce) / C" } },
        }),
        reads("label_alone", "is the class of the label alone", {
          change: { forms: { alone: "sum(onehot(label) * abs(gap)^beta * bce)" } },
        }),
      ],
    },
    {
      id: "background_score",
      asks: "background with score 1",
      calls: [{ inputs: { pred: rows([1, -1]), label: row(2), score: row(1) } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("ignored", "is background all the same", undefined, { by: "mmDetection" }),
        reads("last", "is taken for the last class", { inputs: { label: row(1) } }),
        refuses(),
      ],
    },
    {
      id: "label_below",
      asks: "label −1",
      calls: [{ inputs: { pred: rows([1, -1]), label: row(-1), score: row(0.5) } }],
      reads: "value",
      stance: "refuses",
      conventions: [
        refuses(),
        reads("background", "is background", { inputs: { label: row(2) } }, { by: "mmDetection" }),
        reads("wraps", "wraps to the last class", { inputs: { label: row(1) } }),
      ],
    },
  ];
}
