/**
 * A's summands, row by row.
 *
 * @module
 */
import { formats } from "../tensor/mod.ts";
import type { Share } from "./compile.ts";
import type { Enclosure } from "./enclosure.ts";
import type { Subject } from "./subject.ts";
import { type Field, type Mask, underflowOf } from "./field.ts";
import { arranged, laneCount, laneOf } from "./lanes.ts";
import { type Block, lengthAlong } from "./layout.ts";

/** The largest magnitude of an element's interval; one interval stands for all elements. */
function largestOf({ lo, hi }: Enclosure, element: number): number {
  const i = lo.length === 1 ? 0 : element;
  return Math.max(-lo[i], hi[i]);
}

/**
 * Writes what nodes that round add to A / u, for the rows of a block that count: the sum over the
 * entries of roundings·(|v| + λ/u)·|∂L/∂v|.
 *
 * @param sizes where to, one column of all rows for each share
 * @param shares the nodes
 * @param subject the call
 * @param field what its values are columns of
 * @param ignored the rows that do not count
 * @param block the rows
 * @param valueOf a node's columns, one or one for each entry
 */
export function putShares<V>(
  sizes: readonly Float64Array[],
  shares: readonly Share[],
  { call, compiled, layout, flushes }: Subject,
  field: Field<V>,
  ignored: Mask,
  { from, to }: Block,
  valueOf: (node: number) => readonly V[],
): void {
  const { nodes } = compiled.graph;
  const lengthOf = lengthAlong(layout);
  const underflow = underflowOf(call.dtype, flushes) / formats[call.dtype].unitRoundoff;
  const boundsOf = (column: V): Enclosure => field.bounds(column, field.length(column));
  shares.forEach(({ node, slope, roundings }, k) => {
    const { axes } = nodes[node];
    const values = valueOf(node);
    const slopes = arranged(valueOf(slope), nodes[slope].axes, axes, lengthOf);
    for (let c = 0; c < laneCount(axes, lengthOf); c++) {
      const value = boundsOf(laneOf(values, c));
      const steep = boundsOf(laneOf(slopes, c));
      for (let row = from; row < to; row++) {
        const steepness = ignored[row] === 1 ? 0 : largestOf(steep, row - from);
        // An infinite end stands for arbitrarily large numbers, not for infinity.
        if (steepness === 0) continue;
        sizes[k][row] += roundings * (largestOf(value, row - from) + underflow) * steepness;
      }
    }
  });
}
