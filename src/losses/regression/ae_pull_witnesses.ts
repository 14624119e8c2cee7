/**
 * Witnesses of the pull of associative embedding: from where tags are pulled, and what is counted.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, row } from "../given.ts";

/** The witnesses of the pull. */
export function aePullWitnesses(): Witness[] {
  const one = { inputs: { pred: row(3), target: row(0) } };
  return [{
    id: "function",
    asks: "function",
    calls: [one],
    reads: "value",
    stance: "computes",
    settles: true,
    conventions: [
      computes("half_squared", "half the squared difference", undefined, {
        by: "mmDetection, CornerNet",
      }),
      computes("squared", "the squared difference", { forms: { squared: "d^2" } }),
      computes("one_tag", "the squared distance of one tag from the middle", {
        forms: { one_tag: "(pred - middle)^2" },
      }),
    ],
  }];
}
