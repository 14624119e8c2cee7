/**
 * Witnesses of binary cross entropy of probabilities.
 *
 * @module
 */
import type { Spec } from "../../spec/mod.ts";
import type { Witness } from "../convention.ts";
import { clippingWitnesses } from "./clipping_witnesses.ts";
import { softTargets } from "./logit_witnesses.ts";

/**
 * The witnesses of binary cross entropy on probabilities.
 *
 * @param spec the loss
 */
export function probabilityWitnesses(spec: Spec): Witness[] {
  return [
    ...clippingWitnesses(spec),
    ...softTargets("pred", 0.25, ["-log(pred)", "-log(1 - pred)"]),
  ].map((witness) => ({ ...witness, first: true }));
}
