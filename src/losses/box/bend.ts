/**
 * Smooth L1 of what a share lacks to 1: near a perfect box a parabola, beyond a point a line.
 *
 * @module
 */
import { Wide } from "../../reference/internal.ts";

/** Smooth L1 of a number, and its slope by whatever moves that number. */
export interface Bent {
  readonly value: Wide;
  /** @param slope that of the number */
  readonly slope: (slope: Wide) => Wide;
}

/**
 * q²/(2 s) where q < s, else q − s/2.
 *
 * @param q what is lacking, ≥ 0
 * @param point s > 0, where the parabola becomes a line
 *
 * @example
 * ```ts
 * import { bent } from "./bend.ts";
 * import { Wide } from "../../reference/internal.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { value, slope } = bent(Wide.of(0.25), Wide.of(0.5));
 * assertEquals(value.toNumber(), 0.0625);
 * assertEquals(slope(Wide.of(3)).toNumber(), 1.5);
 * ```
 */
export function bent(q: Wide, point: Wide): Bent {
  if (q.isLess(point)) {
    return {
      value: Wide.ratio([q, q], [point, Wide.of(2)]),
      slope: (slope) => Wide.ratio([slope, q], [point]),
    };
  }
  return { value: q.minus(point.over(Wide.of(2))), slope: (slope) => slope };
}
