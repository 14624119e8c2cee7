/**
 * What an implementation says of itself, and how the runner reaches it.
 *
 * @module
 */
import type { Call, ParamValue, Reduction, Result } from "../spec/mod.ts";
import type { FloatDType } from "../tensor/mod.ts";

/** What an implementation has of one loss. Whatever is left out is taken to be complete. */
export interface Capability {
  /** Inputs by which gradients are computed; absent = none. */
  readonly gradients?: readonly string[];
  /** Reductions that it has; absent = all of the spec's. */
  readonly reductions?: readonly Reduction[];
  /** Optional inputs that it takes; absent = all of the spec's. */
  readonly optional?: readonly string[];
  /** Parameters that it takes, the others stay at their defaults; absent = all of the spec's. */
  readonly params?: readonly string[];
  /** The conventions that it follows where the spec leaves a choice. */
  readonly dialect?: {
    /** The name of one of the spec's `reduction.dialects`. */
    readonly reduction?: string;
    /** Fixed values of the spec's dialect parameters. */
    readonly params?: Readonly<Record<string, ParamValue>>;
  };
}

/** What an implementation says of itself. */
export interface About {
  readonly name: string;
  readonly version?: string;
  readonly language?: string;
  readonly homepage?: string;
  /** Formats that it computes in. */
  readonly dtypes: readonly FloatDType[];
  /** Its losses, by the spec's id. */
  readonly losses: Readonly<Record<string, Capability>>;
}

/** A way to an implementation: it takes batches of calls and answers each, in order. */
export interface Adapter {
  readonly about: About;
  /** Answers every call with one result; never rejects for a fault of the implementation. */
  run(calls: readonly Call[]): Promise<Result[]>;
  /** Lets go of processes, sessions and files. */
  close(): Promise<void>;
}
