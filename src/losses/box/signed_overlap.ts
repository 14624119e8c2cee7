/**
 * The overlap of boxes that are apart, a negative area.
 *
 * @module
 */
import { Wide } from "../../reference/internal.ts";
import { type BoxPair, isLower, sideOf, type Span } from "./span.ts";

/** Of boxes that are apart, the area J ≤ 0 that they have in common. */
export interface SignedOverlap {
  /** −J. */
  readonly gap: Wide;
  /** How J grows by how far a box reaches at one coordinate. */
  readonly growth: (coordinate: number) => Wide;
}

/**
 * The signed overlap of boxes that are apart. From the lower end of both, o is how far the other's lower end
 * is, and t the first upper one, along x; p and s along y:
 *
 *     J = (t − o)(p + s), apart along x        J = 2 (t s − o p), apart along both
 *
 * Source: doi:10.1109/ACCESS.2020.2974772.
 */
export function signedOverlapOf(pair: BoxPair): SignedOverlap {
  const { x, y } = pair;
  const isApart = ({ common }: Span) => common.isLess(Wide.zero);
  const both = ({ offset, reach }: Span) => offset.plus(reach);
  /** −J of boxes apart along one axis alone. */
  const between = (along: Span, other: Span) => along.common.negated().times(both(other));
  const corner = x.common.negated().times(y.offset).minus(x.reach.times(y.common));
  const gap = isApart(x)
    ? isApart(y) ? corner.plus(corner) : between(x, y)
    : isApart(y)
    ? between(y, x)
    : Wide.zero;

  /** ∂J by the offset and by the reach of an axis. */
  function slopes(along: Span, other: Span): readonly [Wide, Wide] {
    if (isApart(along) && isApart(other)) {
      const [offset, reach] = [other.offset, other.reach].map((length) => length.plus(length));
      return [offset.negated(), reach];
    }
    if (isApart(other)) return [other.common, other.common];
    const height = isApart(along) ? both(other) : other.common;
    return [height.negated(), height];
  }
  return {
    gap,
    growth(coordinate) {
      const { along, other, isInner } = sideOf(pair, coordinate);
      const [byOffset, byReach] = slopes(along, other);
      if (isLower(coordinate)) return isInner ? byOffset.negated() : byOffset.plus(byReach);
      return isInner ? byReach : Wide.zero;
    },
  };
}
