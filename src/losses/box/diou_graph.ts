/**
 * Distance IoU loss: 1 − I/(U + eps) + r/d, with the squared distance r of the centres, and the squared
 * diagonal of the box around both and eps, d.
 *
 * @module
 */
import {
  axisOf,
  type Box,
  type BoxPairs,
  boxPairs,
  type Float,
  type Frame,
  inUnits,
  isInnerEnd,
  type LossGraph,
  nonNegative,
  type Terms,
  unitOf,
} from "../../onnx/internal.ts";
import { boxTerms } from "./box_graph.ts";
import { linearSlope } from "./giou_graph.ts";
import { shareOf } from "./share_graph.ts";

function diouLoss(frame: Frame): Terms {
  const { o, number } = frame;
  const eps = nonNegative(frame, "eps");
  const pairs = boxPairs(frame, eps);
  const zero = number(0);
  const share = shareOf(frame, pairs, o.greaterOrEqual(eps, zero, "is_added"));
  const distance = distanceOf(frame, pairs);
  const lost = o.where(pairs.isApart, number(1), share.lost);
  return boxTerms(frame, pairs, o.add(lost, distance.value, "diou_loss"), (box, coordinate) => {
    const slope = linearSlope(frame, share.share, share.side(box, coordinate));
    return o.add(o.where(pairs.isApart, zero, slope), distance.slope(box, coordinate));
  });
}

/** r/d. */
export function distanceOf(frame: Frame, pairs: BoxPairs) {
  const { o, number } = frame;
  const [one, zero] = [number(1), number(0)];
  const { x: { raw: x }, y: { raw: y }, rawLeast: eps } = pairs;
  const longest = o.max(x.hull, y.hull);
  const isSmall = o.less(o.mul(longest, longest), eps, "is_diagonal_small");
  const isKept = o.or(isSmall, o.equal(longest, zero));
  const unit = o.where(isKept, one, unitOf(frame, longest), "diagonal_unit");
  const [across, down] = [inUnits(frame, x, unit), inUnits(frame, y, unit)];
  const square = (length: Float) => o.mul(length, length);
  const r = o.add(square(across.shift), square(down.shift), "r");
  const diagonal = o.add(square(across.hull), square(down.hull), "diagonal");
  const d = o.add(diagonal, o.mul(o.mul(eps, unit), unit), "d");
  const value = o.div(r, d, "distance");
  return {
    value,
    slope(box: Box, coordinate: number): Float {
      const { shift, hull } = coordinate % 2 === 0 ? across : down;
      // Of a box that reaches further below, the middle moves the other way.
      const isAway = (box === "pred") === coordinate > 1;
      const moved = o.div(isAway ? o.neg(shift) : shift, d);
      const grown = o.mul(o.mul(number(2), value), o.div(hull, d));
      const outer = o.sub(moved, grown);
      const both = o.where(isInnerEnd(pairs, box, coordinate), moved, outer);
      return o.mul(both, o.div(unit, axisOf(pairs, coordinate).unit));
    },
  };
}

/** Distance IoU. */
export const diouGraph: LossGraph = { write: diouLoss };
