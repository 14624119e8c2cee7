/**
 * The share i = I/N of the union that two boxes have in common, as a graph: with the area D that only one
 * covers, and N = max(U, eps) or U + eps,
 *
 *     1 − i = D/U or (D + eps)/N
 *
 * and slopes of 1 − i by a coordinate that is an end of the overlap −(h/N) (B + q b + eps)/N, or is not, i q/N.
 *
 * @module
 */
import {
  type Bool,
  type Box,
  type BoxPairs,
  type Float,
  type Frame,
  isInnerEnd,
} from "../../onnx/internal.ts";

/** i, 1 − i, [N, 1] each. */
export interface Share {
  readonly share: Float;
  readonly lost: Float;
  /** What a slope by a coordinate of a box, 0 to 3, is made of. */
  readonly side: (box: Box, coordinate: number) => ShareSide;
}

/** What a slope by one coordinate is made of; lengths in the axis's unit. */
export interface ShareSide {
  /** How long the boxes overlap along the coordinate. */
  readonly common: Float;
  /** h/N. */
  readonly height: Float;
  /** (B + q b + eps)/N, or 1 where N is eps. */
  readonly g: Float;
  /** q/N, or 0 where N is eps. */
  readonly side: Float;
  readonly isInner: Bool;
}

/**
 * Reads the share of pairs of boxes; of those apart it is that of equal ones of side 1, to be replaced.
 *
 * @param frame where it is written down
 * @param pairs the boxes, read with eps
 * @param isAdded where eps is added to the union; absent, it is the least that the union is taken for
 */
export function shareOf(frame: Frame, pairs: BoxPairs, isAdded?: Bool): Share {
  const { o, number } = frame;
  const [one, zero] = [number(1), number(0)];
  const [x, y] = [pairs.x, pairs.y].map(({ span }) => ({
    pred: o.where(pairs.isApart, one, span.pred),
    target: o.where(pairs.isApart, one, span.target),
    common: o.where(pairs.isApart, one, span.common),
    beyond: o.where(pairs.isApart, zero, span.beyond),
    missed: o.where(pairs.isApart, zero, span.missed),
  }));
  const areas = {
    pred: o.mul(x.pred, y.pred, "area"),
    target: o.mul(x.target, y.target, "target_area"),
  };
  const apart = o.add(
    o.add(o.mul(x.beyond, y.pred), o.mul(x.common, y.beyond)),
    o.add(o.mul(x.missed, y.target), o.mul(x.common, y.missed)),
    "apart",
  );
  const common = o.mul(x.common, y.common, "common_area");
  const union = o.add(common, apart, "union");
  const added = isAdded === undefined ? zero : o.where(isAdded, pairs.least, zero, "added");
  const isBelow = o.less(union, pairs.least, "is_below");
  const isFixed = isAdded === undefined ? isBelow : o.and(o.not(isAdded), isBelow, "is_fixed");
  const norm = o.where(isFixed, pairs.least, o.add(union, added), "norm");
  const share = o.div(common, norm, "share");
  const free = o.div(o.add(apart, added), norm);
  return {
    share,
    lost: o.where(isFixed, o.sub(one, share), free, "lost"),
    side(box, coordinate) {
      const [along, other] = coordinate % 2 === 0 ? [x, y] : [y, x];
      const rest = box === "pred" ? along.beyond : along.missed;
      const area = areas[box === "pred" ? "target" : "pred"];
      const weighted = o.add(o.add(area, o.mul(other[box], rest)), added);
      return {
        common: along.common,
        height: o.div(other.common, norm),
        g: o.where(isFixed, one, o.div(weighted, norm)),
        side: o.where(isFixed, zero, o.div(other[box], norm)),
        isInner: isInnerEnd(pairs, box, coordinate),
      };
    },
  };
}
