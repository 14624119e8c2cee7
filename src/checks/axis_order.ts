/**
 * Entries along an axis in another order, or none.
 *
 * @module
 */
import type { Call, Spec } from "../spec/mod.ts";
import { splitShape } from "../spec/internal.ts";
import { allocate } from "../tensor/internal.ts";
import { type Box, indexOf, type Layout, layoutOf } from "./layout.ts";
import { mapTensors, withElements } from "./rows.ts";

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
  return mapTensors(spec, call, layout, (given, _, box) => {
    const to = permutedElements(box, layout, axis, permutation);
    return withElements(given, to.map((target, i) => [target, given.data[i]]));
  });
}

/** The call whose tensors have no entries along an axis. */
export function emptiedAlong(spec: Spec, call: Call, axis: string): Call {
  return mapTensors(spec, call, layoutOf(spec, call), (given, axes) => {
    const parts = splitShape(axes, given.shape) ?? [];
    if (!parts.some(([name]) => name === axis)) return given;
    const shape = parts.flatMap(([name, lengths]) =>
      name === axis ? lengths.map(() => 0) : lengths
    );
    return { dtype: given.dtype, shape, data: allocate(given.dtype, 0) };
  });
}
