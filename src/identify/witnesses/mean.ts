/**
 * What a mean divides by.
 *
 * @module
 */
import type { Capability, Spec } from "../../spec/mod.ts";
import { type AxisLengths, fixedLength, shapeOf } from "../../spec/internal.ts";
import type { Ask, Given, Witness } from "../../losses/mod.ts";
import {
  computes,
  filledWith,
  gives,
  hasClasses,
  lengthsOf,
  plainInputs,
  refuses,
} from "../../losses/internal.ts";
import { hasRows, inputOfRole, meanConventions } from "./mean_conventions.ts";

/** 3 · 2 terms: two weights count, their sum is no count. */
const weights = [4, 0, 0, 0.5, 0, 0];
const negativeWeights = [4, -0.5, -0.25, 0, 0, 1];
/** Weights of three classes, no sum of which is a count. */
export const classWeights: Given = { shape: [3], data: [0.5, 2, 16] };

/**
 * The witnesses of a loss's mean.
 *
 * @param spec the loss
 * @param capability what the implementation has of it
 */
export function meanWitnesses(spec: Spec, capability: Capability): Witness[] {
  if (!spec.reduction.modes.includes("mean")) return [];
  const weight = inputOfRole(spec, "weight", capability);
  const conventions = meanConventions(spec, capability);
  const mean: Witness = {
    id: "mean",
    asks: "mean",
    calls: meanCalls(spec, capability, weights),
    reads: "value",
    stance: "computes",
    settles: true,
    conventions,
  };
  const ofWeights: readonly Witness[] = weight === undefined ? [] : [
    {
      ...mean,
      id: "negative_weights",
      asks: "mean, weights < 0",
      calls: meanCalls(spec, capability, negativeWeights),
      narrows: "mean",
    },
    {
      id: "zero_weights",
      asks: "mean, all weights 0",
      calls: meanCalls(spec, capability, weights.map(() => 0)),
      reads: "value",
      stance: "open",
      conventions: [
        gives("zero", "0", 0, "Keras, mmDetection"),
        gives("nan", "NaN", NaN, "TensorFlow.js"),
        refuses(),
      ],
    },
  ];
  return [mean, ...furtherAxesWitnesses(spec), ...ofWeights];
}

/** Whether a mean over [N, C, d] counts each of the N·d places. */
function furtherAxesWitnesses(spec: Spec): readonly Witness[] {
  const further = Object.keys(spec.inputs).filter((name) =>
    spec.inputs[name].shape.includes("...")
  );
  if (!hasClasses(spec) || !further.includes("pred") || !further.includes("label")) return [];
  return [{
    id: "mean_of_further_axes",
    asks: "mean of [N, C, d]",
    calls: [{
      inputs: { pred: filledWith([1, 2, 2], 1), label: filledWith([1, 2], 0) },
      reduction: "mean",
    }],
    reads: "value",
    stance: "computes",
    conventions: [
      computes("places", "every place is a row", undefined, {
        by: "PyTorch, mmDetection, tinygrad",
      }),
      computes("first_axis", "over the length of the first axis", { mean: { of: "first_axis" } }),
      refuses(),
    ],
  }];
}

/** Calls of a mean, the most telling first. */
function meanCalls(spec: Spec, capability: Capability, weights: readonly number[]): Ask[] {
  const weight = inputOfRole(spec, "weight", capability);
  const classWeight = inputOfRole(spec, "class_weight", capability);
  const shapes: readonly AxisLengths[] = hasRows(spec)
    ? [{ N: [6], C: [3] }, { N: [6], C: [3] }]
    : spec.output.join() === "N"
    ? [{ N: [6] }]
    : [
      { "*": [3, 2], N: [3], C: [2] },
      { "*": [6], N: hasEntries(spec) ? [4] : [6], C: [1] },
    ];
  return shapes.map((axes, i) => {
    const inputs = plainInputs(spec, axes);
    const terms = shapeOf(spec.output, lengthsOf(spec, axes));
    return {
      inputs: {
        ...inputs,
        ...(hasClasses(spec) && { label: { shape: [6], data: [0, 1, 1, 2, 1, 0] } }),
        ...(weight !== undefined && { [weight]: repeated(terms, weights) }),
        ...(classWeight !== undefined && i === 0 && { [classWeight]: classWeights }),
      },
      reduction: "mean" as const,
    };
  });
}

/** Whether a record has as many terms as the spec says, such as the four numbers of a box. */
function hasEntries(spec: Spec): boolean {
  return spec.output.some((axis) => fixedLength(spec, axis) !== undefined);
}

/** A tensor that has values over and over. */
function repeated(shape: readonly number[], values: readonly number[]): Given {
  const { data } = filledWith(shape, 0);
  return { shape, data: data.map((_, i) => values[i % values.length]) };
}
