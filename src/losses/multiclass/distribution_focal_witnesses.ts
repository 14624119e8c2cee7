/**
 * Witnesses of distribution focal loss: how two classes share, and what becomes of both ends.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, gives, reads, refuses, row, rows } from "../given.ts";

/** The cross entropy with a class that a formula names. */
const entropyOf = (k: string) => `sum(where(index() == ${k}, -log_softmax(pred), 0))`;

/** The witnesses of distribution focal loss. */
export function distributionFocalWitnesses(): Witness[] {
  const pred = rows([0, 1, 2, 4]);
  return [
    {
      id: "function",
      asks: "position 1.25",
      calls: [{ inputs: { pred, target: row(1.25) } }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("shared", "3/4 of class 1, 1/4 of class 2", undefined, {
          by: "mmDetection, Ultralytics, super-gradients",
        }),
        computes("swapped", "1/4 of class 1, 3/4 of class 2", {
          forms: {
            swapped: "-sum(where(t > 0 && t < 1, 1 - t, t) * log_softmax(pred))",
          },
        }),
        computes("nearest", "class 1 alone, which is nearest", {
          forms: { nearest: "-sum(where(t > 0.5, 1, 0) * log_softmax(pred))" },
        }),
        computes("both", "class 1 and class 2, each whole", {
          forms: { both: "-sum(where(t > 0, 1, 0) * log_softmax(pred))" },
        }),
        computes("expectation", "how far the expected position is off", {
          forms: { expectation: "abs(sum(index() * softmax(pred)) - target)" },
        }),
      ],
    },
    {
      id: "last_class",
      asks: "position C − 1",
      calls: [{ inputs: { pred, target: row(3) } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("taken", "is the last class's"),
        reads("clamped", "is taken for C − 1.01", {
          change: { forms: { clamped: `0.01 * ${entropyOf("2")} + 0.99 * ${entropyOf("3")}` } },
        }, { by: "Ultralytics, super-gradients" }),
        refuses("mmDetection: class C is looked up"),
      ],
    },
    {
      id: "below",
      asks: "position −1/2",
      calls: [{ inputs: { pred, target: row(-0.5) } }],
      reads: "value",
      stance: "refuses",
      conventions: [
        refuses(),
        reads("clamped", "is taken for 0", { inputs: { target: row(0) } }, { by: "Ultralytics" }),
        reads("extrapolated", "1.5 of class 0, −0.5 of class 1", {
          change: {
            forms: { extrapolated: `1.5 * ${entropyOf("0")} - 0.5 * ${entropyOf("1")}` },
          },
        }, { by: "mmDetection" }),
        reads("half", "half of class 0", {
          change: { forms: { half: `0.5 * ${entropyOf("0")}` } },
        }),
        gives("nan", "NaN", NaN),
      ],
    },
  ];
}
