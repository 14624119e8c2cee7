/**
 * What an implementation says of itself, and how the runner reaches it.
 *
 * @module
 */
import type { Call, Capability, Result } from "../spec/mod.ts";
import type { FloatDType } from "../tensor/mod.ts";

/** What may be said of a whole implementation, and of each loss; of both, the loss's own counts. */
export type Shared = Pick<Capability, "reproducible" | "refuses" | "arithmetic" | "domain">;

/** What an implementation says of itself. */
export interface About extends Shared {
  /** What reports call it. */
  readonly name: string;
  /** Its version, in its own words. */
  readonly version?: string;
  /** What it is written in, e.g. `"python"`. */
  readonly language?: string;
  /** A URL where people find it. */
  readonly homepage?: string;
  /** Formats that it computes in. */
  readonly dtypes: readonly FloatDType[];
  /** Those of them in which it flushes subnormals to zero; absent = none. */
  readonly flushes?: readonly FloatDType[];
  /** Its losses, by the spec's id. */
  readonly losses: Readonly<Record<string, Capability>>;
}

/** A way to an implementation: it takes batches of calls and answers each, in order. */
export interface Adapter {
  /** What is reached. */
  readonly about: About;
  /** Answers every call with one result; never rejects for a fault of the implementation. */
  run(calls: readonly Call[]): Promise<Result[]>;
  /** Forgets which calls it no longer asks, after too many faults; absent where it asks all. */
  forgive?(): void;
  /** Lets go of processes, sessions and files. */
  close(): Promise<void>;
}
