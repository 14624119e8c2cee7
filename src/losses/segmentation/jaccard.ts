/**
 * Jaccard loss of masks, 1 less the intersection over the union: Tversky's, where both prices are 1.
 *
 * @module
 */
import { numberOf } from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";
import { overlapKernel } from "./tversky.ts";

/** Jaccard loss in the reference: Σ p (1 − t) + Σ (1 − p) t over the union. */
export const jaccard: Kernel = overlapKernel((operands) => ({
  alpha: 1,
  beta: 1,
  smooth: numberOf(operands, "smooth"),
  gamma: 1,
}));
