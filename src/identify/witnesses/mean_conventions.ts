/**
 * What a mean can divide by.
 *
 * @module
 */
import type { Capability, Denominator, Spec } from "../../spec/mod.ts";
import { classAxis, hasInput } from "../../spec/internal.ts";
import type { Convention, Divides } from "../../losses/mod.ts";
import { computes, hasClasses } from "../../losses/internal.ts";
import { divisorText } from "../divisor_text.ts";

/**
 * The spec's own mean and those that it has names for, then what else libraries divide by. What is added to
 * a divisor that is given is another question.
 */
export function meanConventions(spec: Spec, capability: Capability): Convention[] {
  const { denominators, dialects } = spec.reduction;
  const named = [
    { id: "own", mean: denominators.mean, reduction: null },
    ...Object.entries(dialects)
      .filter(([, { mean }]) => !mean?.given_plus || !sameDivisor(denominators.mean, mean))
      .map(([name, { mean }]) => ({ id: name, mean, reduction: name })),
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

/** Whether each term is a row of classes. */
export function hasRows({ inputs, output }: Spec): boolean {
  return !output.includes(classAxis) &&
    Object.values(inputs).some(({ shape }) => shape.includes(classAxis));
}

/** What libraries divide by, as far as this loss has it. */
function divisorsOf(spec: Spec, capability: Capability): Divides[] {
  const weighted = inputOfRole(spec, "weight", capability) !== undefined;
  const byLabel = hasClasses(spec) && inputOfRole(spec, "class_weight", capability) !== undefined;
  const positive = "count_of_positive_weights";
  // Where a row is one term there is one way to count them.
  const isOfRows = spec.output.join() === "N";
  const counts = hasRows(spec)
    ? [{ of: "rows" }, { of: "entries" }] as const
    : isOfRows
    ? [{ of: "rows" }] as const
    : [{ of: "elements" }, { of: "first_axis" }] as const;
  return [
    ...counts,
    ...(byLabel ? [{ of: "sum_of_label_weights" }] as const : []),
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

/** What tells a divisor from others. */
export function idOf(divides: Divides): string {
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
  count_of_all_positive_weights: "mmDetection 0.x",
  positive_boxes: "mmDetection 0.x",
};

/** The libraries that divide by it. */
export function byOf({ of }: Divides): { readonly by?: string } {
  return followers[of] === undefined ? {} : { by: followers[of] };
}

/** Whether two divisors are the same, but for their minimum. */
export function sameDivisor(a: Denominator | undefined, b: Divides): boolean {
  // A minimum shows at weights of 0 alone, which are another question.
  const keys = ["of", "divided_by", "plus"] as const;
  const of = (divides: Divides, key: (typeof keys)[number]) => ({ ...divides } as Denominator)[key];
  return a !== undefined && keys.every((key) => of(a, key) === of(b, key));
}

/** The input of a role that the implementation takes. */
export function inputOfRole(
  spec: Spec,
  role: "weight" | "class_weight",
  capability: Capability,
): string | undefined {
  return Object.keys(spec.inputs).find((name) =>
    spec.inputs[name].role === role && hasInput(spec, capability, name)
  );
}
