/**
 * Plain calls: inputs at which the ways of writing a loss agree, so that a witness of something else
 * can be made of them.
 *
 * @module
 */
import { shapeOf } from "../spec/axes.ts";
import type { Input, ParamValue, Spec } from "../spec/mod.ts";
import type { Given } from "./convention.ts";
import { filledWith } from "./given.ts";

interface Plain {
  /** By input, the value of the first element, and that of the others. */
  readonly values: Readonly<Record<string, readonly [first: number, other: number]>>;
  readonly params: Readonly<Record<string, ParamValue>>;
}

const regression: Plain = { values: { pred: [4, 2], target: [0, 0] }, params: {} };
const positives: Plain = { values: { pred: [2, 1], target: [1, 1] }, params: {} };
const classes: Plain = { values: { pred: [2, 0], label: [0, 1] }, params: {} };

/** Beyond every breakpoint, positives without balance or focus, logits of which most are equal. */
const known: Readonly<Record<string, Plain>> = {
  l1_loss: regression,
  smooth_l1_loss: regression,
  huber_loss: regression,
  weighted_smooth_l1_loss: regression,
  binary_cross_entropy: { values: { pred: [0.25, 0.5], target: [1, 1] }, params: {} },
  binary_cross_entropy_with_logits: positives,
  sigmoid_focal_loss: { ...positives, params: { gamma: 0, alpha: 1 } },
  weighted_sigmoid_focal_loss: { ...positives, params: { gamma: 0, alpha: 1 } },
  cross_entropy: classes,
  weighted_cross_entropy: classes,
  softmax_focal_loss: { ...classes, params: { gamma: 0 } },
};

/**
 * The parameters of a plain call.
 *
 * @param spec the loss
 * @returns those that are not at their default
 */
export function plainParams({ id }: Spec): Readonly<Record<string, ParamValue>> {
  return known[id]?.params ?? {};
}

/**
 * The required inputs of a plain call.
 *
 * @param spec the loss
 * @param axes lengths of the axes: `*`, `N`, `C`; others are absent, or 2 long
 * @returns the inputs; the first element's term is worth another amount than the others
 */
export function plainInputs(
  spec: Spec,
  axes: Readonly<Record<string, readonly number[]>>,
): Record<string, Given> {
  const lengths: Record<string, readonly number[]> = { "...": [], ...axes };
  for (const { shape } of Object.values(spec.inputs)) {
    for (const axis of shape) lengths[axis] ??= [2];
  }
  const required = Object.entries(spec.inputs).filter(([, { optional }]) => !optional);
  return Object.fromEntries(required.map(([name, input], place) => {
    const [first, other] = known[spec.id]?.values[name] ?? valuesOf(input, place === 0);
    const { shape, data } = filledWith(shapeOf(input.shape, lengths), other);
    return [name, { shape, data: data.map((x, i) => i === 0 ? first : x) }];
  }));
}

/** The values of an input of a loss that is not known here; the first input is what is predicted. */
function valuesOf(
  { kind, role, domain }: Input,
  isPredicted: boolean,
): readonly [number, number] {
  if (kind === "label") return [0, 1];
  if (role !== "data") return [1, 1];
  if (domain === "unit_interval") return isPredicted ? [0.25, 0.5] : [1, 1];
  return isPredicted ? [4, 2] : [0.5, 0.5];
}

/** Whether a loss has a class axis. */
export function hasClasses(spec: Spec): boolean {
  return Object.values(spec.inputs).some(({ kind }) => kind === "label");
}
