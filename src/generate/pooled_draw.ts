/**
 * How many rows a batch has over which a formula sums, so that none has a term.
 *
 * @module
 */
import { fewRecords } from "./classes_draw.ts";
import { type Draw, oneOf, smallerIntegers } from "./draw.ts";
import type { CallOptions } from "./options.ts";

/** Few rows as often as not, and now and then more than any vector is wide. */
const batches = [1, 2, 3, 4, 1, 2, 3, 4, 5, 8, 12, 16, 33];

/**
 * The length of the axis that formulas sum over.
 *
 * @param options who asks for so many rows first means these, who asks for so many classes means few rows
 */
export function pooledDraw({ first, rows }: Pick<CallOptions, "first" | "rows">): Draw<number> {
  const asked = first?.rows;
  if (asked !== undefined) {
    return {
      draw: () => asked,
      simpler: (length) => [...smallerIntegers(length)].filter((n) => n > 0),
    };
  }
  const most = first?.classes === undefined ? rows?.max ?? Infinity : fewRecords;
  return oneOf(batches.filter((length) => length <= Math.max(1, most)));
}
