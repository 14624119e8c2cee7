/**
 * The types of an implementation, as Lossproof has them. Nothing here has to be changed.
 *
 * Inside of Lossproof's clone, `import { defineImplementation } from "lossproof"` gives the same.
 */

/** The formats that a loss can be computed in. */
export type DType = "f64" | "f32" | "f16" | "bf16";

/** Row-major elements and their shape; `[]` is a scalar. Labels are an Int32Array. */
export interface Tensor {
  readonly dtype: DType | "i32";
  readonly shape: readonly number[];
  readonly data: Float64Array | Float32Array | Int32Array;
}

/** What a loss is asked. */
export interface Question {
  readonly loss: string;
  readonly dtype: DType;
  /** By the spec's names; an optional input that is not given is absent. */
  readonly inputs: Readonly<Record<string, Tensor>>;
  /** Every parameter of the spec; `null` where it is not given. */
  readonly params: Readonly<Record<string, number | null>>;
  readonly reduction: "none" | "mean" | "sum";
  /** Whether gradients are wanted. */
  readonly gradients: boolean;
  /** The gradient from above, of the value's shape. */
  readonly upstream: Tensor;
}

/** Numbers in whatever form is at hand; all must be values of the call's dtype. */
export type Values = number | ArrayLike<number> | Tensor;

/** What a loss answers. */
export type Answer =
  | { readonly value: Values; readonly gradients?: Readonly<Record<string, Values>> }
  | { readonly rejected: string }
  | { readonly unsupported: string };

/** Which exceptions are meant: by class (a text), by text in the message, or by both. */
export type ExceptionPattern = string | { readonly class?: string; readonly message?: string };

/** What of an input or a parameter is taken: these values, or a range. */
export interface Range {
  readonly values?: readonly (number | null)[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
}

/** What may be said of all losses at once, and of each; of both, the loss's own counts. */
export interface Shared {
  /** `false`: equal calls may give answers that differ in their last bits. */
  readonly reproducible?: boolean;
  /** Which errors refuse an input; absent = all but TypeError, ReferenceError and the like. */
  readonly refuses?: readonly ExceptionPattern[];
  /** What is taken of inputs and parameters, by name; absent = all that the spec allows. */
  readonly domain?: Readonly<Record<string, Range>>;
}

/** One loss: what there is of it, and how it is computed. */
export interface Loss extends Shared {
  /** Formats that it is computed in; absent = all of the implementation's. */
  readonly dtypes?: readonly DType[];
  /** Inputs that it has the gradient by. */
  readonly gradients?: readonly string[];
  /** Absent = all of the spec. */
  readonly reductions?: readonly ("none" | "mean" | "sum")[];
  /** Optional inputs that it takes; absent = all of the spec. */
  readonly optional?: readonly string[];
  /** Parameters that it takes; absent = all of the spec. */
  readonly params?: readonly string[];
  /** What it does differently on purpose: `lossproof identify` prints it. */
  readonly dialect?: {
    readonly reduction?: string;
    readonly params?: Readonly<Record<string, number | null>>;
  };
  compute(question: Question): Answer | Promise<Answer>;
}

/** An implementation: a module's default export. */
export interface Implementation extends Shared {
  readonly name: string;
  readonly version?: string;
  readonly homepage?: string;
  readonly dtypes: readonly DType[];
  readonly losses: Readonly<Record<string, Loss>>;
}
