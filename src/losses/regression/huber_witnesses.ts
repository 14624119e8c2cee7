/**
 * Witnesses of Huber.
 *
 * @module
 */
import type { Spec } from "../../spec/mod.ts";
import type { Witness } from "../convention.ts";
import { evenness, functionWitness, vanishingBreakpoint } from "./breakpoint_witnesses.ts";

/**
 * The witnesses of the Huber loss.
 *
 * @param spec the Huber loss
 */
export function huberWitnesses(spec: Spec): Witness[] {
  const signed =
    "where(pred - target <= delta, 0.5 * (pred - target)^2, delta * (pred - target - 0.5 * delta))";
  return [
    functionWitness("huber", "delta"),
    evenness({ delta: 2 }, signed),
    ...vanishingBreakpoint(
      spec,
      "delta",
      "where(d <= delta, 0.5 * d^2, delta * (d - 0.5 * delta))",
    ),
  ];
}
