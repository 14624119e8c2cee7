/**
 * The shape of a loss's terms, from the shapes of its inputs.
 *
 * @module
 */
import type { Call, Spec } from "../spec/mod.ts";

/**
 * The shape that the value of a call has: the spec's `output` with its axes measured on the inputs.
 *
 * @param spec the loss
 * @param call the call; where its inputs contradict each other, the first in the spec counts
 * @returns `[]` unless the reduction is `none`
 */
export function valueShape(spec: Spec, call: Call): readonly number[] {
  if (call.reduction !== "none") return [];
  const axes = new Map<string, readonly number[]>();
  for (const [name, input] of Object.entries(spec.inputs)) {
    const given = call.inputs[name];
    if (given && input.role === "data") measure(input.shape, given.shape, axes);
  }
  return spec.output.flatMap((axis) => axes.get(axis) ?? []);
}

/** Binds each named axis to its length; `*` and `...` to all those that the named axes leave. */
function measure(
  dimensions: readonly string[],
  shape: readonly number[],
  axes: Map<string, readonly number[]>,
): void {
  const open = dimensions.findIndex((axis) => axis === "*" || axis === "...");
  const spare = Math.max(0, shape.length - dimensions.length + 1);
  let at = 0;
  for (const [i, axis] of dimensions.entries()) {
    const length = i === open ? spare : 1;
    if (!axes.has(axis)) axes.set(axis, shape.slice(at, at + length));
    at += length;
  }
}
