/**
 * Witnesses of varifocal loss: what weighs positives, what alpha weighs, where the quality 0 belongs.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, gives, reads, refuses, row } from "../given.ts";
import { originWitness } from "./logit_witnesses.ts";

const negative = "alpha * p^gamma * softplus(pred)";

/** Another formula of positives, of negatives, or of both. */
function forms(positive: string, ofNegative = negative) {
  return { forms: { other: `where(target > 0, ${positive}, ${ofNegative})` } };
}

/**
 * The witnesses of varifocal loss.
 *
 * @returns of quality, alpha, gamma and the extremes
 */
export function varifocalWitnesses(): Witness[] {
  return [
    {
      id: "positive",
      asks: "quality 1/2",
      calls: [{ inputs: { pred: row(1), target: row(0.5) } }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("quality", "weighs its own term: q BCE", undefined, {
          by: "mmDetection, ultralytics, PaddleDetection",
        }),
        computes("unweighted", "does not weigh its term: BCE", forms("bce")),
        computes(
          "alpha_too",
          "weighs its term together with alpha: alpha q BCE",
          forms("alpha * m * bce"),
        ),
        computes(
          "complement",
          "weighs its term together with 1 − alpha",
          forms("(1 - alpha) * m * bce"),
        ),
        computes("focused", "is focused: |q − p|^gamma BCE, as in quality focal loss", {
          forms: { focused: "abs(target - p)^gamma * bce" },
        }),
      ],
    },
    {
      id: "negative",
      asks: "a negative",
      calls: [{ inputs: { pred: row(1), target: row(0) } }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("alpha", "is weighed by alpha p^gamma"),
        computes("complement", "is weighed by (1 − alpha) p^gamma", {
          forms: { other: `where(target > 0, m * bce, (1 - alpha) * p^gamma * softplus(pred))` },
        }),
        computes("unfocused", "is weighed by alpha", {
          forms: { other: `where(target > 0, m * bce, alpha * softplus(pred))` },
        }),
        gives("nothing", "costs nothing: its quality weighs it", 0),
      ],
    },
    {
      id: "smallest_quality",
      asks: "quality 2^-10",
      calls: [{ inputs: { pred: row(1), target: row(2 ** -10) } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("positive", "is a positive's"),
        reads("negative", "is a negative's: a positive begins further up", {
          inputs: { target: row(0) },
        }),
        refuses(),
      ],
    },
    {
      id: "sharp_gradient",
      asks: "gradient at gamma = 1/2",
      calls: [{ inputs: { pred: row(-128), target: row(0) }, params: { gamma: 0.5 } }],
      reads: "pred",
      stance: "computes",
      conventions: [
        computes("finite", "finite"),
        gives("nan", "NaN: 0^(gamma − 1) times 0", NaN, "mmDetection"),
      ],
    },
    originWitness(),
  ];
}
