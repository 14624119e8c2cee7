/**
 * Calls made of other calls' rows: picked, repeated, permuted, reshaped.
 *
 * A row is an entry of `N`, or one element of `*`. What has no row axis (class weights, a scalar
 * that stands for all elements) is shared and stays.
 *
 * @module
 */
import type { Call, Spec } from "../spec/mod.ts";
import type { Tensor } from "../tensor/mod.ts";
import { allocate, sizeOf } from "../tensor/internal.ts";
import { type Box, boxOf, inputBox, type Layout, layoutOf } from "./layout.ts";

/** Number of rows of a call. */
export function rowCount(spec: Spec, call: Call): number {
  return layoutOf(spec, call).rows;
}

/** The list 0, 1, …, count - 1. */
export function indices(count: number): number[] {
  const list: number[] = [];
  for (let i = 0; i < count; i++) list.push(i);
  return list;
}

/**
 * Where the elements of a tensor of picked rows come from.
 *
 * @param box the original tensor's box
 * @param rows the picked rows, in order; a row may come twice
 * @returns the original's index of each element of the new one
 */
export function pickedElements(box: Box, rows: readonly number[]): number[] {
  if (!box.byRow) return indices(box.entries * box.rest);
  const width = box.entries * box.rest;
  const elements: number[] = [];
  for (const row of rows) {
    for (let i = 0; i < width; i++) elements.push(row * width + i);
  }
  return elements;
}

/**
 * The call on these rows of a call, in this order.
 *
 * @param spec the loss
 * @param call the original
 * @param rows indices of its rows; a row may come twice, or not at all
 * @returns the new call; axes `*` become one axis
 */
export function pickRows(spec: Spec, call: Call, rows: readonly number[]): Call {
  const layout = layoutOf(spec, call);
  const { leading } = layout.roles;
  const replaced = leading === undefined ? 0 : layout.axes[leading].length;
  const pick = (source: Tensor, _: readonly string[], box: Box): Tensor => {
    if (!box.byRow) return source;
    const shape = [rows.length, ...source.shape.slice(replaced)];
    return gather(source, shape, pickedElements(box, rows));
  };
  return mapTensors(spec, call, layout, pick);
}

/**
 * The call with the axes `*` of all inputs brought into another shape of the same size.
 *
 * @param spec a loss whose inputs have `*`
 * @param call the original
 * @param shape the new lengths
 */
export function reshapeStar(spec: Spec, call: Call, shape: readonly number[]): Call {
  const layout = layoutOf(spec, call);
  const replaced = layout.axes["*"]?.length ?? 0;
  return mapTensors(spec, call, layout, (source, axes, box) => {
    if (!box.byRow || !axes.includes("*")) return source;
    return { ...source, shape: [...shape, ...source.shape.slice(replaced)] };
  });
}

/**
 * Where the elements of a tensor with its further axes `...` folded into the rows come from.
 *
 * @param box the original tensor's box
 * @param layout the original call's layout
 * @returns the original's index of each element of the folded one, [rows·rest, entries]
 */
export function foldedElements(box: Box, layout: Layout): number[] {
  if (!box.byRow) return indices(box.entries * box.rest);
  const { start, offsets } = box.placement;
  return indices(layout.rows * layout.rest)
    .flatMap((record) => Array.from(offsets, (offset) => start(record) + offset));
}

/** The call [N, C, ...] as the call [N·…, C]: every place of the further axes is a row. */
export function foldRest(spec: Spec, call: Call): Call {
  const layout = layoutOf(spec, call);
  return mapTensors(spec, call, layout, (source, _, box) => {
    if (!box.byRow) return source;
    const entries = box.along.map((axis) => layout.entries[axis]);
    const shape = [layout.rows * layout.rest, ...entries];
    return gather(source, shape, foldedElements(box, layout));
  });
}

/** The call with one input replaced. */
export function withInput(call: Call, name: string, tensor: Tensor): Call {
  return { ...call, inputs: { ...call.inputs, [name]: tensor } };
}

/** The call without an optional input. */
export function withoutInput(call: Call, name: string): Call {
  const { [name]: _, ...inputs } = call.inputs;
  return { ...call, inputs };
}

/** The call with another upstream gradient; `undefined` = ones. */
export function withUpstream(call: Call, upstream: Tensor | undefined): Call {
  const { upstream: _, ...rest } = call;
  return upstream === undefined ? rest : { ...rest, upstream };
}

/** A copy of a tensor with some elements changed. */
export function withElements(
  source: Tensor,
  changes: readonly (readonly [index: number, value: number])[],
): Tensor {
  const data = source.data.slice();
  for (const [index, value] of changes) data[index] = value;
  return { ...source, data };
}

function gather(source: Tensor, shape: readonly number[], from: readonly number[]): Tensor {
  const data = allocate(source.dtype, sizeOf(shape));
  for (let i = 0; i < from.length; i++) data[i] = source.data[from[i]];
  return { dtype: source.dtype, shape, data };
}

/**
 * The call with each of its tensors, the gradient of terms from above included, made another.
 *
 * @param spec the loss
 * @param call the original
 * @param layout its layout
 * @param map is given a tensor, its axes, and its box
 */
export function mapTensors(
  spec: Spec,
  call: Call,
  layout: Layout,
  map: (source: Tensor, axes: readonly string[], box: Box) => Tensor,
): Call {
  const inputs: Record<string, Tensor> = {};
  for (const [name, source] of Object.entries(call.inputs)) {
    inputs[name] = map(source, spec.inputs[name].shape, inputBox(spec, call, name, layout));
  }
  const changed = { ...call, inputs };
  return call.upstream === undefined || call.reduction !== "none"
    ? changed
    : { ...changed, upstream: map(call.upstream, spec.output, boxOf(spec.output, layout)) };
}
