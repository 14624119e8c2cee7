/**
 * The witnesses of a loss, in the order in which they are judged.
 *
 * @module
 */
import type { Capability, Spec } from "../spec/mod.ts";
import type { Witness } from "./convention.ts";
import { logitWitnesses, probabilityWitnesses } from "./witnesses/binary.ts";
import { edgeWitnesses } from "./witnesses/edge.ts";
import { sigmoidFocalWitnesses, softmaxFocalWitnesses } from "./witnesses/focal.ts";
import { givenDivisorWitnesses } from "./witnesses/given_divisor.ts";
import { ignoredWitnesses } from "./witnesses/ignored.ts";
import { labelWitnesses, smoothingWitnesses } from "./witnesses/multiclass.ts";
import { meanWitnesses } from "./witnesses/mean.ts";
import { huberWitnesses, l1Witnesses, smoothL1Witnesses } from "./witnesses/regression.ts";

type Witnesses = (spec: Spec, capability: Capability) => readonly Witness[];

const classes: Witnesses = (spec, capability) => [
  ...smoothingWitnesses(spec, capability),
  ...labelWitnesses(spec),
];

/** What is asked of a loss besides what is asked of all. */
const own: Readonly<Record<string, Witnesses>> = {
  l1_loss: l1Witnesses,
  smooth_l1_loss: smoothL1Witnesses,
  weighted_smooth_l1_loss: smoothL1Witnesses,
  huber_loss: huberWitnesses,
  binary_cross_entropy_with_logits: logitWitnesses,
  sigmoid_focal_loss: sigmoidFocalWitnesses,
  weighted_sigmoid_focal_loss: sigmoidFocalWitnesses,
  cross_entropy: classes,
  weighted_cross_entropy: classes,
  softmax_focal_loss: (spec, capability) => [
    ...softmaxFocalWitnesses(spec, capability),
    ...labelWitnesses(spec),
  ],
};

/**
 * The witnesses of a loss: its divisors first, since later answers are judged within them.
 *
 * @param spec the loss; one of the user's has those that any loss has
 * @param capability what the implementation has of it
 * @returns the witnesses, in the order in which they are judged
 */
export function witnessesOf(spec: Spec, capability: Capability): readonly Witness[] {
  // Clipping changes even a plain term.
  const first = spec.id === "binary_cross_entropy" ? probabilityWitnesses(spec) : [];
  return [
    ...first,
    ...meanWitnesses(spec, capability),
    ...ignoredWitnesses(spec, capability),
    ...givenDivisorWitnesses(spec),
    ...own[spec.id]?.(spec, capability) ?? [],
    ...edgeWitnesses(spec, capability),
  ];
}
