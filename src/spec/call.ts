/**
 * What is asked of an implementation, and what it answers: one call, one result.
 *
 * These are plain data, so that the same call goes to a module, over a pipe, or into a file.
 *
 * @module
 */
import type { FloatDType, Tensor } from "../tensor/mod.ts";

/** How the terms of a loss become its value. */
export type Reduction = "none" | "mean" | "sum";

/** A parameter's value; `null` is the absent value of a parameter that may be absent. */
export type ParamValue = number | null;

/** One evaluation of one loss. Every float handed over is exactly a value of `dtype`. */
export interface Call {
  /** The spec's id, e.g. `"smooth_l1_loss"`. */
  readonly loss: string;
  /** The format that the loss is to be computed in; float inputs have this dtype, labels `i32`. */
  readonly dtype: FloatDType;
  /** The inputs by their names in the spec; an optional input that is not given is absent. */
  readonly inputs: Readonly<Record<string, Tensor>>;
  /** Every parameter of the spec by name, defaults filled in. */
  readonly params: Readonly<Record<string, ParamValue>>;
  /** How to reduce. */
  readonly reduction: Reduction;
  /** Whether the gradients are wanted. */
  readonly gradients: boolean;
  /** The gradient from above, of the value's shape; absent = ones. */
  readonly upstream?: Tensor;
}

/** What an implementation answers to one call. */
export type Result =
  | {
    /** The loss: the terms' shape for `none`, a scalar (`[]` or `[1]`) otherwise. */
    readonly value: Tensor;
    /** The gradient of Σ upstream·value by input, each of its input's shape. */
    readonly gradients?: Readonly<Record<string, Tensor>>;
    /** A later call has changed the memory that the answer was handed over in, after it was read. */
    readonly overwritten?: true;
  }
  /** The input was refused as invalid. */
  | { readonly rejected: string }
  /** The implementation does not have this loss, parameter or dtype. */
  | { readonly unsupported: string }
  | {
    /** The implementation failed: threw, died, or answered something that is no answer. */
    readonly error: string;
    /** `false`: this call was not even asked, since others before it failed too often. */
    readonly asked?: false;
    /** What a program's fault costs, in milliseconds that depend on no clock; absent = nothing. */
    readonly cost?: number;
  };
