/**
 * Short ways from a valid call to a kernel whose terms are rows of entries.
 *
 * @module
 */
import type { Operands } from "./operands.ts";
import type { LossOutput } from "./output.ts";

/** Where a kernel writes: one term a row, one derivative an entry. */
export function rowOutput({ layout }: Operands, gradients: boolean): LossOutput {
  const { rows, classes } = layout;
  return {
    value: new Float64Array(rows),
    gradient: gradients ? new Float64Array(rows * classes) : null,
  };
}

/** The logits. */
export function logitsOf({ floats }: Operands): Float64Array {
  if (!floats.pred) throw new TypeError("Cannot evaluate: pred must be checked first");
  return floats.pred;
}
