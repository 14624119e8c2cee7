/**
 * Witnesses of smooth L1.
 *
 * @module
 */
import type { Spec } from "../../spec/mod.ts";
import type { Witness } from "../convention.ts";
import { evenness, functionWitness, vanishingBreakpoint } from "./breakpoint_witnesses.ts";

/**
 * The witnesses of smooth L1.
 *
 * @param spec smooth L1, weighted or not
 */
export function smoothL1Witnesses(spec: Spec): Witness[] {
  const signed =
    "where(pred - target < beta, 0.5 * (pred - target)^2 / beta, pred - target - 0.5 * beta)";
  return [
    functionWitness("smooth_l1", "beta"),
    evenness({ beta: 2 }, signed),
    ...vanishingBreakpoint(
      spec,
      "beta",
      "where(d < beta, 0.5 * d^2 / beta, d - 0.5 * beta)",
    ),
  ];
}
