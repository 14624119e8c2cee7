/**
 * A valid call, unpacked for the kernels.
 *
 * @module
 */
import {
  type AxisLengths,
  entryAxesOf,
  placementOf,
  recordsOf,
  shapeOf,
  sizeAlong,
} from "../spec/internal.ts";
import type { Call, Reduction } from "../spec/mod.ts";
import type { Tensor } from "../tensor/mod.ts";
import type { ParamRule, Signature } from "./signature.ts";
import type { ClassLayout } from "./softmax_row.ts";

/** A valid call, unpacked. */
export interface Operands {
  readonly reduction: Reduction;
  /** Where the entries of each term stand in the first input; a term of one entry is a row of its own. */
  readonly layout: ClassLayout;
  /** Shape of the terms. */
  readonly termShape: readonly number[];
  /** Float inputs that are present. */
  readonly floats: Readonly<Record<string, Float64Array | undefined>>;
  /** The labels; empty for a loss without them. */
  readonly labels: Int32Array;
  readonly params: Readonly<Record<string, number | null>>;
  /** The gradient from above; `null` = ones. */
  readonly upstream: Float64Array | null;
}

/** A parameter's value: the call's, or its default. */
export function paramOf(call: Call, name: string, rule: ParamRule): number | null {
  const value = call.params[name];
  return value === undefined ? rule.absent : value;
}

/**
 * Unpacks a call that has been found valid.
 *
 * @param call the call
 * @param signature its loss's
 * @param lengths those of its axes
 * @returns its numbers as the kernels take them
 */
export function unpack(call: Call, signature: Signature, lengths: AxisLengths): Operands {
  const label = Object.keys(signature.inputs).find((name) => signature.inputs[name].label);
  const floats: Record<string, Float64Array> = {};
  const params: Record<string, number | null> = {};
  for (const [name, rule] of Object.entries(signature.inputs)) {
    const input = call.inputs[name];
    if (input && !rule.label) floats[name] = asFloats(input);
  }
  for (const [name, rule] of Object.entries(signature.params)) {
    params[name] = paramOf(call, name, rule);
  }
  return {
    reduction: call.reduction,
    layout: layoutOf(signature, lengths),
    termShape: shapeOf(signature.output, lengths),
    floats,
    labels: Int32Array.from(label === undefined ? [] : call.inputs[label].data),
    params,
    upstream: call.upstream ? asFloats(call.upstream) : null,
  };
}

function layoutOf({ axes, inputs, output }: Signature, lengths: AxisLengths): ClassLayout {
  if (entryAxesOf(axes, output).length > 0) {
    return { rows: sizeAlong(output, lengths), classes: 1, start: (term) => term, stride: 1 };
  }
  const [{ shape }] = Object.values(inputs);
  const { start, offsets } = placementOf(axes, shape, lengths);
  return {
    rows: recordsOf(axes, lengths),
    classes: offsets.length,
    start,
    stride: offsets.length > 1 ? offsets[1] : 1,
  };
}

function asFloats({ data }: Tensor): Float64Array {
  return data instanceof Float64Array ? data : Float64Array.from(data);
}
