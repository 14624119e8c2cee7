/**
 * An implementation written in TypeScript or JavaScript, as the author writes it down.
 *
 * @module
 */
import type { Call, Capability } from "../spec/mod.ts";
import type { FloatDType, Tensor } from "../tensor/mod.ts";
import type { Shared } from "./implementation.ts";

/** What a loss is asked: the call, with `upstream` always there (ones where the caller gave none). */
export interface Question extends Call {
  /** The gradient from above, of the value's shape. */
  readonly upstream: Tensor;
}

/** Numbers nested as deep as the shape is long. */
export type Nested = readonly (number | Nested)[];

/**
 * Numbers in whatever form is at hand: a number for a scalar, row-major numbers in a flat or typed
 * array, a nested array or a tensor of exactly the shape. All must be values of the call's dtype.
 */
export type Values = number | ArrayLike<number> | Nested | Tensor;

/** What a loss answers to a {@linkcode Question}. */
export type Answer =
  | {
    /** The terms for `none`, a scalar otherwise. */
    readonly value: Values;
    /** The gradient of Σ upstream·value by each declared input, of that input's shape. */
    readonly gradients?: Readonly<Record<string, Values>>;
  }
  /** Refuses the input as invalid; throwing an `Error` does so, too: see `refuses`. */
  | { readonly rejected: string }
  /** Says that this case of the loss does not exist here, e.g. a rank. */
  | { readonly unsupported: string };

/** One loss of an implementation: what it has of the spec, and how it is computed. */
export interface LossDefinition extends Capability {
  /** Computes one call; its inputs are copies and must not be changed. */
  compute(question: Question): Answer | Promise<Answer>;
}

/**
 * An implementation: its name, its formats and its losses by the spec's id.
 *
 * What it says of `reproducible`, `refuses`, `arithmetic` and `domain`, it says of each of its losses
 * that does not say otherwise. Where it says nothing of `refuses`, any error that `compute` throws
 * refuses the input, unless it is a `TypeError`, `ReferenceError`, `SyntaxError`, an error of
 * WebAssembly, or a stack or memory that is full: these are crashes.
 */
export interface Implementation extends Shared {
  /** What reports call it. */
  readonly name: string;
  /** Its version, in its own words. */
  readonly version?: string;
  /** A URL where people find it. */
  readonly homepage?: string;
  /** Formats that it computes in. */
  readonly dtypes: readonly FloatDType[];
  /** Those of them in which it flushes subnormals to zero; absent = none. */
  readonly flushes?: readonly FloatDType[];
  /** Its losses, by the spec's id. */
  readonly losses: Readonly<Record<string, LossDefinition>>;
}

/**
 * Declare an implementation: give it the types, and nothing else.
 *
 * @param implementation its name, formats and losses
 * @returns the same object
 *
 * @example What can be declared besides: which errors refuse, what is taken, how it rounds
 * ```ts
 * import { defineImplementation } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * const hard = defineImplementation({
 *   name: "hard targets on a GPU",
 *   dtypes: ["f32", "f16"],
 *   reproducible: false, // atomic additions come in any order
 *   refuses: ["RangeError", { class: "TypeError", message: "shapes differ" }],
 *   arithmetic: { f16: { compute: "f32", accumulate: "f32" } },
 *   domain: { target: { values: [0, 1] }, gamma: { minimum: 1 } },
 *   losses: {
 *     sigmoid_focal_loss: {
 *       dtypes: ["f32"], // this loss alone has no f16
 *       compute: () => ({ unsupported: "not written yet" }),
 *     },
 *   },
 * });
 *
 * assertEquals(hard.domain?.gamma, { minimum: 1 });
 * ```
 *
 * @example
 * ```ts
 * import { defineImplementation } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * const mine = defineImplementation({
 *   name: "my losses",
 *   dtypes: ["f64"],
 *   losses: {
 *     l1_loss: {
 *       reductions: ["none"],
 *       gradients: ["pred"],
 *       compute({ inputs: { pred, target }, upstream }) {
 *         const d = pred.data.map((p, i) => p - target.data[i]);
 *         return {
 *           value: d.map(Math.abs),
 *           gradients: { pred: d.map((di, i) => Math.sign(di) * upstream.data[i]) },
 *         };
 *       },
 *     },
 *   },
 * });
 *
 * assertEquals(mine.name, "my losses");
 * ```
 */
export function defineImplementation(implementation: Implementation): Implementation {
  return implementation;
}
