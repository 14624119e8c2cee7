/**
 * Generalized IoU loss: 1 − I/N + E/M, with the area E that neither box covers of the box of area C around
 * both, N = max(U, eps) or U + eps, M = max(C, eps) or C + eps.
 *
 * @module
 */
import {
  axisOf,
  type Bool,
  type Box,
  type BoxPairs,
  boxPairs,
  flag,
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
import { shareOf, type ShareSide } from "./share_graph.ts";

function giouLoss(frame: Frame): Terms {
  const { o, number } = frame;
  const eps = nonNegative(frame, "eps");
  const isAdded = flag(frame, "eps_added");
  const pairs = boxPairs(frame, eps);
  const share = shareOf(frame, pairs, isAdded);
  const hole = holeOf(frame, pairs, isAdded);
  const lost = o.where(pairs.isApart, number(1), share.lost);
  const value = o.add(lost, hole.value, "giou_loss");
  return boxTerms(frame, pairs, value, (box, coordinate) => {
    const slope = linearSlope(frame, share.share, share.side(box, coordinate));
    const own = o.where(pairs.isApart, number(0), slope);
    return o.add(own, hole.slope(box, coordinate));
  });
}

/** The slope of 1 − i. */
export function linearSlope({ o }: Frame, share: Float, side: ShareSide): Float {
  const inner = o.neg(o.mul(side.height, side.g));
  return o.where(side.isInner, inner, o.mul(share, side.side));
}

/** The part of the box around both that neither covers; lengths are in units of that box's sides. */
function holeOf(frame: Frame, pairs: BoxPairs, isAdded: Bool) {
  const { o, number } = frame;
  const [one, zero] = [number(1), number(0)];
  const { x, y, isApart, rawLeast } = pairs;
  const isBelow = o.less(o.mul(x.raw.hull, y.raw.hull), rawLeast, "is_hull_below");
  const units = [x, y].map(({ raw }) => o.where(isBelow, one, unitOf(frame, raw.hull)));
  const [across, down] = [inUnits(frame, x.raw, units[0]), inUnits(frame, y.raw, units[1])];
  const least = o.mul(o.mul(rawLeast, units[0]), units[1]);
  const areas = {
    pred: o.mul(across.pred, down.pred),
    target: o.mul(across.target, down.target),
  };
  const hull = o.mul(across.hull, down.hull, "hull_area");
  const corners = o.add(
    o.mul(across.beyond, down.missed),
    o.mul(across.missed, down.beyond),
    "corners",
  );
  const plain = o.where(isApart, o.sub(o.sub(hull, areas.pred), areas.target), corners, "empty");
  const isFixed = o.and(o.not(isAdded), pairs.isSmall, "is_hole_fixed");
  const isNone = o.and(o.not(isAdded), isBelow, "is_no_hole");
  const added = o.where(isAdded, least, zero);
  const norm = o.add(hull, added, "hull_norm");
  const empty = o.where(isFixed, o.sub(hull, least), plain);

  /** The slope by how far a box reaches, in the axis's unit. */
  function slope(box: Box, coordinate: number): Float {
    const axis = coordinate % 2;
    const [along, other] = axis === 0 ? [across, down] : [down, across];
    const isPred = box === "pred";
    const opposite = isPred ? "target" : "pred";
    const [others, cover, leave] = isPred
      ? [along.missed, other.beyond, other.missed]
      : [along.beyond, other.missed, other.beyond];
    const side = other[box];
    const rest = o.where(
      isApart,
      o.add(o.sub(areas[opposite], o.mul(side, others)), added),
      o.sub(o.mul(leave, along[opposite]), o.mul(others, cover)),
    );
    const dilution = o.where(isApart, o.neg(side), leave);
    const outer = o.add(o.mul(o.div(other.hull, norm), rest), o.mul(o.div(added, norm), dilution));
    const inner = o.neg(o.where(isApart, side, cover));
    const isInner = isInnerEnd(pairs, box, coordinate);
    const free = o.div(o.where(isInner, inner, outer), norm);
    const fixed = o.where(isInner, zero, o.mul(o.div(other.hull, norm), o.div(least, norm)));
    const growth = o.where(isNone, zero, o.where(isFixed, fixed, free));
    return o.mul(growth, o.div(units[axis], axisOf(pairs, coordinate).unit));
  }
  return { value: o.where(isNone, zero, o.div(empty, norm), "hole"), slope };
}

/** Generalized IoU. */
export const giouGraph: LossGraph = { write: giouLoss };
