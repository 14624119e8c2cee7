/**
 * Extended IoU loss: q = 1 − J/N of a signed overlap J, N = A + B − J + eps, by a smooth L1.
 *
 * @module
 */
import {
  type Box,
  type BoxPairs,
  boxPairs,
  type Float,
  type Frame,
  isInnerEnd,
  type LossGraph,
  nonNegative,
  positive,
  type Terms,
} from "../../onnx/internal.ts";
import { bent } from "./bend_graph.ts";
import { boxTerms } from "./box_graph.ts";
import { linearSlope } from "./giou_graph.ts";
import { shareOf } from "./share_graph.ts";

function eiouLoss(frame: Frame): Terms {
  const { o, number } = frame;
  const zero = number(0);
  const eps = nonNegative(frame, "eps");
  const s = positive(frame, "smooth_point");
  const pairs = boxPairs(frame, eps);
  const share = shareOf(frame, pairs, o.greaterOrEqual(eps, zero, "is_added"));
  const apart = apartOf(frame, pairs);
  const q = o.where(pairs.isApart, apart.lost, share.lost, "q");
  const { value, factor } = bent(frame, q, s, "eiou_loss");
  return boxTerms(frame, pairs, value, (box, coordinate) => {
    const overlapping = linearSlope(frame, share.share, share.side(box, coordinate));
    return o.mul(factor, o.where(pairs.isApart, apart.slope(box, coordinate), overlapping));
  });
}

/** 1 − J/N of boxes that are apart, and its slopes, in the axes' units. */
function apartOf(frame: Frame, pairs: BoxPairs) {
  const { o, number } = frame;
  const [one, two] = [number(1), number(2)];
  const [x, y] = [pairs.x.span, pairs.y.span].map((span) => ({
    ...span,
    isApart: o.less(span.common, number(0)),
    both: o.add(span.offset, span.reach),
  }));
  type Along = typeof x;
  const between = (along: Along, other: Along) => o.neg(o.mul(along.common, other.both));
  const corner = o.add(o.mul(x.common, y.offset), o.mul(x.reach, y.common));
  const isCorner = o.and(x.isApart, y.isApart, "is_corner");
  const alone = o.where(x.isApart, between(x, y), between(y, x));
  const isTouching = o.not(o.or(x.isApart, y.isApart));
  const gap = o.where(
    isTouching,
    number(0),
    o.where(isCorner, o.neg(o.mul(two, corner)), alone),
    "gap",
  );
  const areas = o.add(
    o.add(o.mul(x.pred, y.pred), o.mul(x.target, y.target)),
    pairs.least,
    "areas",
  );
  const norm = o.add(areas, gap, "norm");
  const lacking = o.div(gap, norm, "lacking");

  /** ∂J by the offset and by the reach of an axis. */
  function slopes(along: Along, other: Along): readonly [Float, Float] {
    const height = o.where(along.isApart, other.both, other.common);
    const offset = o.where(
      isCorner,
      o.neg(o.mul(two, other.offset)),
      o.where(other.isApart, other.common, o.neg(height)),
    );
    const reach = o.where(
      isCorner,
      o.mul(two, other.reach),
      o.where(other.isApart, other.common, height),
    );
    return [offset, reach];
  }
  const byAxis = [slopes(x, y), slopes(y, x)];
  return {
    lost: o.add(one, lacking),
    slope(box: Box, coordinate: number): Float {
      const [byOffset, byReach] = byAxis[coordinate % 2];
      const isInner = isInnerEnd(pairs, box, coordinate);
      const growth = coordinate < 2
        ? o.where(isInner, o.neg(byOffset), o.add(byOffset, byReach))
        : o.where(isInner, byReach, number(0));
      const side = (coordinate % 2 === 0 ? y : x)[box];
      const moved = o.mul(o.div(growth, norm), o.div(areas, norm));
      return o.neg(o.add(moved, o.mul(o.div(side, norm), lacking)));
    },
  };
}

/** Extended IoU. */
export const eiouGraph: LossGraph = { write: eiouLoss };
