/**
 * Witnesses of poly focal loss: what epsilon multiplies, and what gamma and alpha are of.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, reads, row } from "../given.ts";

/** The witnesses of poly focal loss. */
export function polyFocalWitnesses(): Witness[] {
  const inputs = { pred: row(1), target: row(0) };
  return [
    {
      id: "polynomial",
      asks: "epsilon 2",
      calls: [{ inputs, params: { epsilon: 2, gamma: 0 } }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("miss", "adds epsilon (1 − p_t)", undefined, { by: "timm" }),
        computes("hit", "adds epsilon p_t", {
          forms: { hit: "balance * q^gamma * (bce + epsilon * (1 - q))" },
        }),
        computes("square", "adds epsilon (1 − p_t)²", {
          forms: { square: "balance * q^gamma * (bce + epsilon * q^2)" },
        }),
        computes("none", "does nothing", { forms: { none: "balance * q^gamma * bce" } }),
      ],
    },
    {
      id: "focus",
      asks: "gamma 2",
      calls: [{ inputs, params: { epsilon: 2, gamma: 2 } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("both", "turns down both parts", undefined, { by: "the paper, timm" }),
        reads("entropy", "turns down the cross entropy alone", {
          change: { forms: { entropy: "balance * (q^gamma * bce + epsilon * q)" } },
        }),
        reads("none", "does nothing", { params: { gamma: 0 } }),
      ],
    },
    {
      id: "alpha",
      asks: "alpha 1/4",
      calls: [{ inputs, params: { epsilon: 2, gamma: 0, alpha: 0.25 } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("both", "balances both parts: a negative has 3/4", undefined, { by: "timm" }),
        reads("entropy", "balances the cross entropy alone", {
          change: { forms: { entropy: "q^gamma * (balance * bce + epsilon * q)" } },
        }),
        reads("reversed", "a negative has 1/4", { params: { alpha: 0.75 } }),
        reads("off", "does nothing", { params: { alpha: null } }),
      ],
    },
  ];
}
