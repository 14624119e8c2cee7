/**
 * The witnesses of a loss, in the order in which they are judged.
 *
 * @module
 */
import type { Capability, Spec } from "../spec/mod.ts";
import type { Witness, Witnesses } from "../losses/mod.ts";
import { edgeWitnesses } from "./witnesses/edge.ts";
import { givenDivisorWitnesses } from "./witnesses/given_divisor.ts";
import { ignoredWitnesses } from "./witnesses/ignored.ts";
import { meanWitnesses } from "./witnesses/mean.ts";

/**
 * The witnesses of a loss: its divisors first, since later answers are judged within them.
 *
 * @param spec the loss; one of the user's has those that any loss has
 * @param capability what the implementation has of it
 * @param own what is asked of this loss alone; absent = nothing
 * @returns the witnesses, in the order in which they are judged
 */
export function witnessesOf(
  spec: Spec,
  capability: Capability,
  own?: Witnesses,
): readonly Witness[] {
  const { first = [], then = [] } = Object.groupBy(
    own?.(spec, capability) ?? [],
    (witness) => witness.first ? "first" : "then",
  );
  return [
    ...first,
    ...meanWitnesses(spec, capability),
    ...ignoredWitnesses(spec, capability),
    ...givenDivisorWitnesses(spec),
    ...then,
    ...edgeWitnesses(spec, capability),
  ];
}
