/**
 * A valid call, unpacked for the kernels.
 *
 * @module
 */
import type { Call, Reduction } from "../spec/mod.ts";
import type { Tensor } from "../tensor/mod.ts";
import type { ParamRule, Signature } from "./signature.ts";
import type { ClassLayout } from "./softmax_row.ts";

/** A valid call, unpacked. */
export interface Operands {
  readonly reduction: Reduction;
  /** `pred` as [outer, classes, inner]; a loss without class axis has classes 1, inner 1. */
  readonly layout: ClassLayout;
  /** Shape of the terms. */
  readonly termShape: readonly number[];
  /** Float inputs that are present. */
  readonly floats: Readonly<Record<string, Float64Array | undefined>>;
  /** The labels; empty for a loss without class axis. */
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

/** The shape of the terms: `pred`'s, without the class axis where there is one. */
export function termShapeOf(pred: readonly number[], { classAxis }: Signature): readonly number[] {
  return classAxis ? pred.filter((_, axis) => axis !== 1) : pred;
}

/**
 * Unpacks a call that has been found valid.
 *
 * @param call the call
 * @param signature its loss's
 * @returns its numbers as the kernels take them
 */
export function unpack(call: Call, signature: Signature): Operands {
  const { shape } = call.inputs.pred;
  const size = (lengths: readonly number[]) => lengths.reduce((a, b) => a * b, 1);
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
    layout: signature.classAxis
      ? { outer: shape[0], classes: shape[1], inner: size(shape.slice(2)) }
      : { outer: size(shape), classes: 1, inner: 1 },
    termShape: termShapeOf(shape, signature),
    floats,
    labels: signature.classAxis ? Int32Array.from(call.inputs.label.data) : new Int32Array(),
    params,
    upstream: call.upstream ? asFloats(call.upstream) : null,
  };
}

function asFloats({ data }: Tensor): Float64Array {
  return data instanceof Float64Array ? data : Float64Array.from(data);
}
