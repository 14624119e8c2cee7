/**
 * Short ways from a valid call to a kernel with a class axis.
 *
 * @module
 */
import type { Operands } from "./operands.ts";
import type { LossOutput } from "./output.ts";

/** Where a kernel writes: one term a row, one derivative a logit. */
export function rowOutput({ layout, labels }: Operands, gradients: boolean): LossOutput {
  return {
    value: new Float64Array(labels.length),
    gradient: gradients ? new Float64Array(labels.length * layout.classes) : null,
  };
}

/** The logits. */
export function logitsOf({ floats }: Operands): Float64Array {
  if (!floats.pred) throw new TypeError("Cannot evaluate: pred must be checked first");
  return floats.pred;
}
