/**
 * A mutant: a wrong implementation of one loss, and what is wrong with it.
 *
 * @module
 */
import type { Level, Spec } from "../../src/spec/mod.ts";
import type { FloatDType } from "../../src/tensor/mod.ts";
import type { Evaluate, Formulas } from "./honest.ts";

/** A wrong implementation of one loss. */
export interface Mutant {
  /** Unique: `loss/what`, or `loss/form/place/what` where it was generated. */
  readonly id: string;
  /** The id of the loss. */
  readonly loss: string;
  /** What is wrong, in one sentence. */
  readonly sentence: string;
  /** The public reports of the defect that it stands for: `owner/repo#n`, or `owner/repo@commit`. */
  readonly reported?: readonly string[];
  /** The formats that it computes in. */
  readonly dtypes: readonly FloatDType[];
  /** The level of the obligation that it breaks (default `must`). */
  readonly level?: Level;
  /** A fresh implementation: what it remembers from call to call is its own. */
  readonly make: () => Evaluate;
  /** What it evaluates, where it is a formula: so that the oracle can say whether it is another one. */
  readonly formula?: {
    readonly spec: Spec;
    readonly change?: (formulas: Formulas) => Formulas;
  };
}
