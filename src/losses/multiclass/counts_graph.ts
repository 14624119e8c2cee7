/**
 * Counts of classes, as graphs check them.
 *
 * @module
 */
import type { Float, Frame } from "../../onnx/internal.ts";

/** The input `counts`, if all are whole numbers ≥ 0; NaN is let through. */
export function wholeCounts({ o, number, float }: Frame): Float {
  const counts = float("counts");
  const isCount = o.or(
    o.isNaN(counts),
    o.and(o.greaterOrEqual(counts, number(0)), o.equal(o.floor(counts), counts)),
  );
  return o.require(
    counts,
    o.not(o.any(o.not(isCount))),
    "counts must be whole numbers of 0 or more",
  );
}
