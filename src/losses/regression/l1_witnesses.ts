/**
 * Witnesses of L1.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, gives } from "../given.ts";
import { row } from "../given.ts";
import { bothSides, evenness } from "./breakpoint_witnesses.ts";

/**
 * The witnesses of L1.
 *
 * @returns which function it is, and its slope at the kink
 */
export function l1Witnesses(): Witness[] {
  return [
    {
      id: "function",
      asks: "function",
      calls: [{ inputs: bothSides }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("absolute", "|d|", undefined, { by: "PyTorch, Keras, TensorFlow.js" }),
        computes("squared", "d²", { forms: { squared: "(pred - target)^2" } }),
        computes("half_squared", "0.5 d²", { forms: { half: "0.5 * (pred - target)^2" } }),
        computes("smooth_l1", "smooth L1 with its breakpoint at 1", {
          forms: {
            smooth:
              "where(abs(pred - target) < 1, 0.5 * (pred - target)^2, abs(pred - target) - 0.5)",
          },
        }),
      ],
    },
    evenness({}, "pred - target"),
    kinkWitness(),
  ];
}

/** The gradient of |d| at 0, where every slope from −1 to 1 is right. */
function kinkWitness(): Witness {
  return {
    id: "kink_gradient",
    asks: "gradient at pred = target",
    calls: [{ inputs: { pred: row(1), target: row(1) } }],
    reads: "pred",
    stance: "open",
    conventions: [
      gives("zero", "0", 0, "PyTorch, JAX, TensorFlow"),
      gives("right", "1, the slope on the right", 1),
      gives("left", "−1, the slope on the left", -1),
      gives("nan", "NaN", NaN),
    ],
  };
}
