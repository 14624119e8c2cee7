/**
 * The grammar of shapes, read on a call: which lengths the axes of a spec have.
 *
 * A letter (`N`, `C`) is one axis; `*` and `...` are as many as the letters beside them leave.
 *
 * @module
 */
import type { Call } from "./call.ts";
import type { Input, Spec } from "./spec.ts";

/** The lengths that each axis name stands for: one for a letter, any number for `*` and `...`. */
export type AxisLengths = Readonly<Record<string, readonly number[]>>;

/** Whether a tensor of this shape is a scalar that stands for all elements of the input. */
export function isSharedScalar(input: Input, shape: readonly number[]): boolean {
  return input.scalar_allowed && shape.length === 0;
}

/**
 * Cuts a shape into its axes.
 *
 * @param axes the names of the axes, as a spec has them; at most one is `*` or `...`
 * @param shape a tensor's shape, or whatever is known of it
 * @returns each axis with its lengths; `undefined` when the shape has too few dimensions, or too many
 */
export function splitShape<Length = number>(
  axes: readonly string[],
  shape: readonly Length[],
): readonly (readonly [axis: string, lengths: readonly Length[]])[] | undefined {
  const isOpen = (axis: string) => axis === "*" || axis === "...";
  const spare = shape.length - axes.length + 1;
  if (spare < 0 || spare !== 1 && !axes.some(isOpen)) return undefined;
  let at = 0;
  return axes.map((axis) => [axis, shape.slice(at, at += isOpen(axis) ? spare : 1)]);
}

/**
 * The lengths of a call's axes, measured on the inputs that are there and no scalars for all elements.
 *
 * @param spec the loss
 * @param call a call; where its inputs contradict each other the first counts, data before weights,
 *   and an input whose rank is wrong says nothing
 * @returns the lengths by axis; none for an axis that no such input has
 */
export function axisLengths(spec: Spec, call: Call): AxisLengths {
  const lengths: Record<string, readonly number[]> = {};
  const inputs = Object.entries(spec.inputs);
  const isData = ([, { role }]: (typeof inputs)[number]) => role === "data";
  for (
    const [name, input] of [...inputs.filter(isData), ...inputs.filter((entry) => !isData(entry))]
  ) {
    const given = call.inputs[name];
    if (given === undefined || isSharedScalar(input, given.shape)) continue;
    for (const [axis, measured] of splitShape(input.shape, given.shape) ?? []) {
      lengths[axis] ??= measured;
    }
  }
  return lengths;
}

/** The shape of a tensor with these axes. */
export function shapeOf(axes: readonly string[], lengths: AxisLengths): number[] {
  return axes.flatMap((axis) => [...lengths[axis] ?? []]);
}

/**
 * The shape that the value of a call has.
 *
 * @param spec the loss
 * @param call the call
 * @returns the terms' shape for the reduction `none`, `[]` otherwise
 */
export function valueShape(spec: Spec, call: Call): number[] {
  return call.reduction === "none" ? shapeOf(spec.output, axisLengths(spec, call)) : [];
}
