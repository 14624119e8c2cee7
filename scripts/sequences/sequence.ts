/**
 * What a library evaluates: its own operations, one after the other, in float32.
 *
 * @module
 */
import type { ParamValue } from "../../src/spec/mod.ts";
import type { Operations } from "./operations.ts";

/** An element of a loss that has no classes. */
export interface Element {
  /** What is given of the inputs, by name. */
  readonly inputs: Readonly<Record<string, number | undefined>>;
  readonly params: Readonly<Record<string, ParamValue>>;
  /** The gradient from above; 1 where none was given. */
  readonly upstream: number;
}

/** A row of a loss with classes. */
export interface Row {
  readonly logits: readonly number[];
  readonly label: number;
  /** The weight of each class, where weights are given. */
  readonly weights?: readonly number[];
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly upstream: number;
}

interface Source {
  /** The loss's id. */
  readonly loss: string;
  /** Whose it is, e.g. `"PyTorch"`. */
  readonly library: string;
  /** Where it stands in the library's repository. */
  readonly file: string;
  /** `"value"`, or the input by which the loss is differentiated. */
  readonly output: string;
  /** The listed form that holds it. */
  readonly form: string;
  /** The dialect parameters that it has; absent: none. */
  readonly params?: Readonly<Record<string, number>>;
}

/** How a library computes one element of an output. */
export interface ElementSequence extends Source {
  readonly of: "element";
  /** Whether the library's function is this loss, with these inputs; absent: always. */
  readonly where?: (given: Element) => boolean;
  readonly compute: (on: Operations, given: Element) => number;
}

/** How a library computes one row: its term, or its gradient by each logit. */
export interface RowSequence extends Source {
  readonly of: "row";
  readonly where?: (given: Row) => boolean;
  readonly compute: (on: Operations, given: Row) => readonly number[];
}

/** How a library computes an output of a loss. */
export type Sequence = ElementSequence | RowSequence;
