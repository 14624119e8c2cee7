/**
 * Witnesses of halved L1.
 *
 * @module
 */
import type { Witness } from "../../../src/losses/convention.ts";
import { computes, row } from "../../../src/losses/given.ts";

/**
 * The witnesses of halved L1.
 *
 * @returns whether the half is there
 */
export function halvedL1Witnesses(): Witness[] {
  return [{
    id: "function",
    asks: "function",
    calls: [{ inputs: { pred: row(3), target: row(0) } }],
    reads: "value",
    stance: "computes",
    settles: true,
    conventions: [
      computes("half", "0.5 |d|"),
      computes("whole", "|d|", { forms: { whole: "abs(pred - target)" } }),
    ],
  }];
}
