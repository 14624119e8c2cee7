/**
 * A kernel: the mathematics of one loss, written by hand.
 *
 * @module
 */
import type { Reduction } from "../spec/mod.ts";
import type { Operands } from "./operands.ts";
import type { Terms } from "./reduction.ts";

/** One loss of the reference. */
export interface Kernel {
  /** Evaluates the terms and, where wanted, their derivatives. */
  readonly terms: (operands: Operands, gradients: boolean) => Terms;
  /** D by reduction, as factors; a reduction without one divides by 1. */
  readonly denominators: Partial<
    Readonly<Record<Reduction, (operands: Operands) => readonly number[]>>
  >;
}
