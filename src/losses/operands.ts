/**
 * A valid call, unpacked for the kernels.
 *
 * @module
 */
import type { Call, Reduction } from "../spec/call.ts";
import type { Tensor } from "../tensor/mod.ts";
import type { ClassLayout } from "./softmax_row.ts";

/** What one input must be. */
export interface InputRule {
  /** `elements`: as `pred`; `rows`: as `pred` without its class axis; `classes`: [C]. */
  readonly over: "elements" | "rows" | "classes";
  /** Whether it holds class indices. */
  readonly label?: boolean;
  /** Whether every value must lie in [0, 1]. */
  readonly unitInterval?: boolean;
  /** Whether it may be absent. */
  readonly optional?: boolean;
  /** Whether one value may stand for all. */
  readonly scalarAllowed?: boolean;
}

/** What one parameter must be. */
export interface ParamRule {
  /** Its value where the call has none. */
  readonly absent: number | null;
  /** Whether `null` is a value too. */
  readonly nullable?: boolean;
  readonly integer?: boolean;
  /** Values must be greater than this. */
  readonly above?: number;
  /** Values must be less than this. */
  readonly below?: number;
  /** Values must be at least this. */
  readonly atLeast?: number;
  /** Values must be at most this. */
  readonly atMost?: number;
}

/** What a call of one loss must be. */
export interface Signature {
  readonly reductions: readonly Reduction[];
  readonly inputs: Readonly<Record<string, InputRule>>;
  readonly params: Readonly<Record<string, ParamRule>>;
  /** Whether axis 1 of `pred` is the class axis; `"rank 2"`: and the last one. */
  readonly classAxis: false | "rank 2" | "any rank";
}

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
