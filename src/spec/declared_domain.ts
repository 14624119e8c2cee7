/**
 * The domain that an implementation declares: what it takes of each input and parameter.
 *
 * @module
 */
import type { ParamValue } from "./call.ts";

/** What is taken of one input, each element of it, or of one parameter. */
export interface DeclaredRange {
  /** The only values that are taken; `null` stands for a parameter that is not given. */
  readonly values?: readonly ParamValue[];
  /** The least value that is taken. */
  readonly minimum?: number;
  /** Values are greater than this. */
  readonly exclusiveMinimum?: number;
  /** The greatest value that is taken. */
  readonly maximum?: number;
  /** Values are less than this. */
  readonly exclusiveMaximum?: number;
}

/**
 * What is taken, by the spec's names of inputs and parameters; of a name that is absent, all that the
 * spec allows. `{ target: { values: [0, 1] }, gamma: { minimum: 1 } }` takes hard targets, and γ ≥ 1.
 */
export type DeclaredDomain = Readonly<Record<string, DeclaredRange>>;
