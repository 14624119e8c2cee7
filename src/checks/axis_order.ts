/**
 * Entries along an axis in another order.
 *
 * @module
 */
import type { Call, Spec } from "../spec/mod.ts";
import { splitShape } from "../spec/internal.ts";
import type { Tensor } from "../tensor/mod.ts";
import { allocate } from "../tensor/internal.ts";
import { type Box, boxOf, indexOf, inputBox, type Layout, layoutOf } from "./layout.ts";
import { withElements } from "./rows.ts";

/**
 * Where each element of a tensor goes when entry i along an axis becomes entry permutation[i].
 *
 * @param box the tensor's
 * @param layout its call's
 * @param axis an entry axis; a tensor without it stays as it is
 * @param permutation one number for each entry along the axis
 */
export function permutedElements(
  box: Box,
  layout: Layout,
  axis: string,
  permutation: readonly number[],
): readonly number[] {
  return box.places().map((place, i) => {
    const entry = place.at[axis];
    if (entry === undefined) return i;
    return indexOf({ ...place, at: { ...place.at, [axis]: permutation[entry] } }, box, layout);
  });
}

/** The call in which entry i along an axis, of all tensors that have it, is entry permutation[i]. */
export function permutedAlong(
  spec: Spec,
  call: Call,
  axis: string,
  permutation: readonly number[],
): Call {
  const layout = layoutOf(spec, call);
  const moved = (given: Tensor, box: Box): Tensor => {
    const to = permutedElements(box, layout, axis, permutation);
    return withElements(given, to.map((target, i) => [target, given.data[i]]));
  };
  const inputs = Object.entries(call.inputs).map(([name, given]) =>
    [name, moved(given, inputBox(spec, call, name, layout))] as const
  );
  const changed: Call = { ...call, inputs: Object.fromEntries(inputs) };
  return call.upstream === undefined || call.reduction !== "none"
    ? changed
    : { ...changed, upstream: moved(call.upstream, boxOf(spec.output, layout)) };
}

/** The call whose tensors have no entries along an axis. */
export function emptiedAlong(spec: Spec, call: Call, axis: string): Call {
  const emptied = (given: Tensor, axes: readonly string[]): Tensor => {
    const parts = splitShape(axes, given.shape) ?? [];
    if (!parts.some(([name]) => name === axis)) return given;
    const shape = parts.flatMap(([name, lengths]) =>
      name === axis ? lengths.map(() => 0) : lengths
    );
    return { dtype: given.dtype, shape, data: allocate(given.dtype, 0) };
  };
  const inputs = Object.entries(call.inputs).map(([name, given]) =>
    [name, emptied(given, spec.inputs[name].shape)] as const
  );
  const changed: Call = { ...call, inputs: Object.fromEntries(inputs) };
  return call.upstream === undefined || call.reduction !== "none"
    ? changed
    : { ...changed, upstream: emptied(call.upstream, spec.output) };
}
