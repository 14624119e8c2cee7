/**
 * What an implementation has of a loss: the part of the spec that it can be asked for.
 *
 * @module
 */
import type { FloatDType } from "../tensor/mod.ts";
import type { DeclaredArithmetic } from "./arithmetic.ts";
import type { ParamValue, Reduction } from "./call.ts";
import type { DeclaredDomain } from "./declared_domain.ts";
import type { ExceptionPattern } from "./exception_pattern.ts";

/** What an implementation has of one loss. Whatever is left out is taken to be complete. */
export interface Capability {
  /** Formats that it is computed in; absent = all of the implementation's. */
  readonly dtypes?: readonly FloatDType[];
  /** Inputs by which gradients are computed; absent = none. */
  readonly gradients?: readonly string[];
  /** Reductions that it has; absent = all of the spec's. */
  readonly reductions?: readonly Reduction[];
  /** Optional inputs that it takes; absent = all of the spec's. */
  readonly optional?: readonly string[];
  /** Parameters that it takes, the others stay at their defaults; absent = all of the spec's. */
  readonly params?: readonly string[];
  /**
   * Lengths of the spec's axes that are fixed, by axis, `null` for those that are open: `{"*": [null, 4]}`
   * takes boxes alone. Absent = any. A model's file says so; a declaration cannot.
   */
  readonly lengths?: Readonly<Record<string, readonly (number | null)[]>>;
  /**
   * Whether equal calls have equal answers to the last bit; `false` where sums are added up in an order that
   * varies, as by the atomic additions of a GPU: then equal answers need only be honest ones. Absent = true.
   */
  readonly reproducible?: boolean;
  /** The conventions that it follows where the spec leaves a choice. */
  readonly dialect?: {
    /** The name of one of the spec's `reduction.dialects`. */
    readonly reduction?: string;
    /** Fixed values of the spec's dialect parameters. */
    readonly params?: Readonly<Record<string, ParamValue>>;
  };
  /** Which exceptions refuse an input; absent = those of its language. */
  readonly refuses?: readonly ExceptionPattern[];
  /** How it rounds, where it is not the call's format that every operation rounds to. */
  readonly arithmetic?: DeclaredArithmetic;
  /** What it takes of inputs and parameters; absent = all that the spec allows. */
  readonly domain?: DeclaredDomain;
}
