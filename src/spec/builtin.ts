/**
 * The losses that come with Lossproof.
 *
 * @module
 */
import l1Loss from "../../spec/l1_loss.json" with { type: "json" };
import smoothL1Loss from "../../spec/smooth_l1_loss.json" with { type: "json" };
import huberLoss from "../../spec/huber_loss.json" with { type: "json" };
import weightedSmoothL1Loss from "../../spec/weighted_smooth_l1_loss.json" with { type: "json" };
import binaryCrossEntropy from "../../spec/binary_cross_entropy.json" with { type: "json" };
import binaryCrossEntropyWithLogits from "../../spec/binary_cross_entropy_with_logits.json" with {
  type: "json",
};
import crossEntropy from "../../spec/cross_entropy.json" with { type: "json" };
import weightedCrossEntropy from "../../spec/weighted_cross_entropy.json" with { type: "json" };
import sigmoidFocalLoss from "../../spec/sigmoid_focal_loss.json" with { type: "json" };
import weightedSigmoidFocalLoss from "../../spec/weighted_sigmoid_focal_loss.json" with {
  type: "json",
};
import softmaxFocalLoss from "../../spec/softmax_focal_loss.json" with { type: "json" };
import { readSpec, resolveSpecs } from "./load.ts";
import type { Spec } from "./spec.ts";

const files: readonly unknown[] = [
  l1Loss,
  smoothL1Loss,
  huberLoss,
  weightedSmoothL1Loss,
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  crossEntropy,
  weightedCrossEntropy,
  sigmoidFocalLoss,
  weightedSigmoidFocalLoss,
  softmaxFocalLoss,
];

/**
 * The losses that come with Lossproof, by id: regression, then binary, then multiclass.
 *
 * @example
 * ```ts
 * import { builtinSpecs } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(builtinSpecs.get("smooth_l1_loss")?.params.beta.default, 1);
 * ```
 */
export const builtinSpecs: ReadonlyMap<string, Spec> = resolveSpecs(
  files.map((data) => {
    const file = `spec/${(data as { readonly id: string }).id}.json`;
    return { file, spec: readSpec(data, file) };
  }),
);
