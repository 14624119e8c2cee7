/**
 * The share of the union that two boxes have in common (IoU), what it lacks to 1, and its slopes.
 *
 * @module
 */
import { Wide } from "../../reference/internal.ts";
import { areasOf } from "./areas.ts";
import { areApart, type BoxPair, isLower, sideOf } from "./span.ts";

/** The share i of two boxes. */
export interface Share {
  readonly share: Wide;
  /** 1 − i, with all its digits. */
  readonly lost: Wide;
  /** ∂(1 − i) by a coordinate, 0 to 3 of the predicted box, 4 to 7 of the right one. */
  readonly slope: (coordinate: number) => Wide;
}

/** What keeps the share from 0/0. */
export interface Epsilon {
  readonly area: number;
  /** Added to the union; or else the least that it is taken for. */
  readonly isAdded: boolean;
}

/**
 * The share i = I/N of two boxes, with the area I in common, U that of both, and N = max(U, eps) or U + eps:
 *
 *     1 − i = D/U        D = b q + w c + m s + w n
 *
 * where D is the area that only one covers, from what each has alone along x (b, m) and along y (c, n), their
 * heights q and s, and the width w in common. Nothing is taken from 1, and boxes that are nearly equal lose
 * no digit. By a coordinate that is an end of the overlap, with the length h in common along the other axis,
 * the other box's area B, this one's side q and what of it lies outside b, the slope is
 * −h (B + q b)/U², by another one I q/U²; with eps added, −h (B + q b + eps)/N² and I q/N².
 *
 * Source: arXiv:1608.01471, section 3.2.
 *
 * @param pair both boxes
 * @param eps what keeps the share from 0/0
 */
export function shareOf(pair: BoxPair, eps: Epsilon): Share {
  const given = Wide.of(eps.area);
  if (areApart(pair)) return { share: Wide.zero, lost: Wide.one, slope: () => Wide.zero };
  const { pred, target, common, apart, union } = areasOf(pair);
  if (!eps.isAdded && union.isLess(given)) return overArea(pair, common, given);
  const added = eps.isAdded ? given : Wide.zero;
  const norm = union.plus(added);
  const square = norm.times(norm);
  return {
    share: common.over(norm),
    lost: apart.plus(added).over(norm),
    slope(coordinate) {
      const { along, other, isPred, isInner } = sideOf(pair, coordinate);
      const [side, rest] = isPred ? [other.pred, along.beyond] : [other.target, along.missed];
      const area = isPred ? target : pred;
      const growth = isInner
        ? other.common.times(area.plus(side.times(rest)).plus(added)).negated()
        : common.times(side);
      return signed(growth.over(square), coordinate);
    },
  };
}

/** The area in common over a given one, which is no part of the slopes. */
function overArea(pair: BoxPair, common: Wide, area: Wide): Share {
  const share = common.over(area);
  return {
    share,
    lost: Wide.one.minus(share),
    slope(coordinate) {
      const { other, isInner } = sideOf(pair, coordinate);
      return isInner ? signed(other.common.over(area).negated(), coordinate) : Wide.zero;
    },
  };
}

/** A slope by how far a box reaches, as one by the coordinate. */
export function signed(slope: Wide, coordinate: number): Wide {
  return isLower(coordinate) ? slope.negated() : slope;
}
