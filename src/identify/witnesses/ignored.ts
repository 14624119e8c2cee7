/**
 * What becomes of rows whose label says that they do not count.
 *
 * @module
 */
import type { Capability, Spec } from "../../spec/mod.ts";
import { hasParam } from "../../spec/internal.ts";
import type { Ask, Convention, Divides, Given, Witness } from "../../losses/mod.ts";
import { computes, filledWith, gives, plainInputs, reads, refuses } from "../../losses/internal.ts";
import { divisorText } from "../divisor_text.ts";
import { classWeights } from "./mean.ts";
import { byOf, idOf, inputOfRole, meanConventions, sameDivisor } from "./mean_conventions.ts";

/**
 * Whether ignored rows count, in the terms and in the divisor.
 *
 * @param spec a loss with an ignored label
 * @param capability what the implementation has of it
 */
export function ignoredWitnesses(spec: Spec, capability: Capability): Witness[] {
  if (spec.ignore === undefined) return [];
  const weight = inputOfRole(spec, "weight", capability);
  const classWeight = inputOfRole(spec, "class_weight", capability);
  const others = new Array<number>(12).fill(1);
  // Row 0 is worth another amount than the others, so that it is seen, and none of them 0.
  const pred: Given = { shape: [5, 3], data: [2, 4, 2, ...others] };
  const asLabel = hasParam(spec, capability, "ignore_index");
  const ignored = asLabel ? 0 : -100;
  const inputs = {
    pred,
    label: { shape: [5], data: [ignored, 1, 1, 2, 1] },
    ...(weight !== undefined && { [weight]: { shape: [5], data: [2, 4, 0.5, 0, 0] } }),
    ...(classWeight !== undefined && { [classWeight]: classWeights }),
  };
  const asks = (["mean", "sum", "none"] as const).map((reduction): Ask => ({
    inputs,
    params: { ignore_index: ignored },
    reduction,
  }));
  // Rows whose label is no class cannot be counted.
  const ofLabels = asLabel && classWeight !== undefined
    ? [{ of: "sum_of_all_label_weights" } as const]
    : [];
  const own = spec.reduction.denominators.mean;
  const counted: readonly Divides[] = asLabel
    ? [...(own === undefined || own.of === "valid_rows" ? [] : [own]), { of: "rows" }]
    : [];
  const all: readonly Divides[] = [
    { of: "valid_rows" },
    ...ofLabels,
    ...(weight === undefined ? [] : [{ of: "count_of_all_positive_weights" } as const]),
  ];
  const dialects = Object.values(spec.reduction.dialects).map((one) => one.mean);
  const further = all.filter((divides) =>
    ![own, ...dialects].some((one) => sameDivisor(one, divides))
  );
  return [
    {
      id: "ignored_rows",
      asks: "ignored rows",
      calls: asks,
      reads: "value",
      within: "mean",
      stance: "computes",
      settles: true,
      conventions: [
        ...meanConventions(spec, capability).map((one): Convention => ({
          ...one,
          says: `not counted; mean ${one.says}`,
        })),
        ...further.map((divides) =>
          computes(idOf(divides), `not counted; mean over ${divisorText(divides)}`, {
            mean: divides,
          }, byOf(divides))
        ),
        ...(asLabel ? [] : [
          reads("nan", "not known: NaN in such a row", {
            inputs: {
              pred: { shape: [5, 3], data: [NaN, NaN, NaN, ...others] },
              label: { shape: [5], data: [0, 1, 1, 2, 1] },
            },
          }, { by: "optax" }),
        ]),
        ...counted.map((divides) =>
          computes(
            `counted_${idOf(divides)}`,
            `counted like any other; mean over ${divisorText(divides)}`,
            {
              counts_ignored: true,
              mean: divides,
            },
          )
        ),
      ],
    },
    {
      id: "all_ignored",
      asks: "mean, all rows ignored",
      calls: [{
        inputs: {
          ...plainInputs(spec, { N: [2], C: [3] }),
          label: filledWith([2], -100),
        },
        params: {},
        reduction: "mean",
      }],
      reads: "value",
      stance: "open",
      conventions: [
        gives("nan", "NaN", NaN, "PyTorch, ONNX"),
        gives("zero", "0", 0, "Keras, mmDetection, optax"),
        refuses(),
      ],
    },
  ];
}
