/**
 * What a mean divides by, and what becomes of rows that do not count.
 *
 * @module
 */
import { hasInput, hasParam } from "../../generate/available.ts";
import type { Capability, Denominator, Spec } from "../../spec/mod.ts";
import { divisorText } from "../divisor_text.ts";
import type { Ask, Convention, Divides, Given, Witness } from "../convention.ts";
import { computes, filledWith, gives, reads, refuses } from "../given.ts";
import { hasClasses, plainInputs, plainParams } from "../plain.ts";

/** 3 · 2 terms: two weights count, their sum is no count. */
const weights = [4, 0, 0, 0.5, 0, 0];
const negativeWeights = [4, -0.5, -0.25, 0, 0, 1];
const classWeights: Given = { shape: [3], data: [0.5, 2, 16] };

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
  return [mean, ...ofWeights];
}

/** Calls of a mean, the most telling first. */
function meanCalls(spec: Spec, capability: Capability, weights: readonly number[]): Ask[] {
  const weight = inputOfRole(spec, "weight", capability);
  const classWeight = inputOfRole(spec, "class_weight", capability);
  const shapes = hasClasses(spec)
    ? [{ N: [6], C: [3] }, { N: [6], C: [3] }]
    : [{ "*": [3, 2] }, { "*": [6] }];
  return shapes.map((axes, i) => {
    const inputs = plainInputs(spec, axes);
    const terms = "N" in axes ? [6] : axes["*"]!;
    return {
      inputs: {
        ...inputs,
        ...(hasClasses(spec) && { label: { shape: [6], data: [0, 1, 1, 2, 1, 0] } }),
        ...(weight !== undefined && { [weight]: { shape: terms, data: weights } }),
        ...(classWeight !== undefined && i === 0 && { [classWeight]: classWeights }),
      },
      params: plainParams(spec),
      reduction: "mean" as const,
    };
  });
}

/** The spec's own mean and those that it has names for, then what else libraries divide by. */
function meanConventions(spec: Spec, capability: Capability): Convention[] {
  const { denominators, dialects } = spec.reduction;
  const named = [
    { id: "own", mean: denominators.mean, reduction: null },
    ...Object.entries(dialects).map(([name, { mean }]) => ({ id: name, mean, reduction: name })),
  ];
  const own = named.flatMap(({ id, mean, reduction }) =>
    mean === undefined ? [] : [
      computes(id, `over ${divisorText(mean)}`, { mean }, {
        dialect: { reduction },
        ...byOf(mean),
      }),
    ]
  );
  const isNamed = (divides: Divides) => named.some(({ mean }) => sameDivisor(mean, divides));
  const others = divisorsOf(spec, capability).filter((divides) => !isNamed(divides));
  return [
    ...own,
    ...others.map((mean) =>
      computes(idOf(mean), `over ${divisorText(mean)}`, { mean }, byOf(mean))
    ),
    computes("not_divided", "not divided: the sum", { mean: { of: "nothing" } }),
    ...(inputOfRole(spec, "weight", capability) === undefined ? [] : [
      computes("weights_ignored", "over the number of elements, the weights ignored", {
        wrap: "base",
        mean: { of: "elements" },
      }),
    ]),
  ];
}

/** What libraries divide by, as far as this loss has it. */
function divisorsOf(spec: Spec, capability: Capability): Divides[] {
  const weighted = inputOfRole(spec, "weight", capability) !== undefined;
  const byClass = inputOfRole(spec, "class_weight", capability) !== undefined;
  const positive = "count_of_positive_weights";
  return [
    ...(hasClasses(spec)
      ? [{ of: "rows" }, { of: "entries" }] as const
      : [{ of: "elements" }, { of: "first_axis" }] as const),
    ...(byClass ? [{ of: "sum_of_label_weights" }] as const : []),
    ...(weighted
      ? [
        { of: "sum_of_weights" },
        { of: "count_of_nonzero_weights" },
        { of: positive },
        { of: positive, plus: 1e-6 },
        { of: "positive_boxes" },
      ] as const
      : []),
  ];
}

function idOf(divides: Divides): string {
  return `${divides.of}${"plus" in divides ? "_plus_epsilon" : ""}`;
}

/** Libraries, from the survey of conventions. */
const followers: Readonly<Record<string, string>> = {
  elements: "PyTorch, torchvision, mmDetection, Keras",
  first_axis: "mmcv, TensorFlow Addons, KerasCV",
  rows: "mmDetection, mmcv, candle",
  entries: "kornia",
  sum_of_label_weights: "PyTorch, ONNX",
  sum_of_all_label_weights: "burn",
  count_of_nonzero_weights: "TensorFlow.js by default",
  sum_of_weights: "TensorFlow.js's Reduction.MEAN",
  count_of_positive_weights: "mmDetection 0.x",
  positive_boxes: "mmDetection 0.x",
};

function byOf({ of }: Divides): { readonly by?: string } {
  return followers[of] === undefined ? {} : { by: followers[of] };
}

function sameDivisor(a: Denominator | undefined, b: Divides): boolean {
  // A minimum shows at weights of 0 alone, which are another question.
  const keys = ["of", "divided_by", "plus"] as const;
  const of = (divides: Divides, key: (typeof keys)[number]) => ({ ...divides } as Denominator)[key];
  return a !== undefined && keys.every((key) => of(a, key) === of(b, key));
}

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
  // Row 0 is worth another amount than the others, so that it is seen.
  const pred: Given = { shape: [5, 3], data: [0, 2, 0, ...new Array<number>(12).fill(0)] };
  const params = plainParams(spec);
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
    params: { ...params, ignore_index: ignored },
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
              pred: { shape: [5, 3], data: [NaN, NaN, NaN, ...new Array<number>(12).fill(0)] },
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
        params,
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

function inputOfRole(
  spec: Spec,
  role: "weight" | "class_weight",
  capability: Capability,
): string | undefined {
  return Object.keys(spec.inputs).find((name) =>
    spec.inputs[name].role === role && hasInput(spec, capability, name)
  );
}
