/**
 * Generalized IoU loss: what the share in common lacks to 1, and of the box around both the part that neither
 * covers.
 *
 * @module
 */
import { numberOf, Wide } from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";
import { areasOf } from "./areas.ts";
import { boxKernel, type BoxLoss } from "./box_kernel.ts";
import { type Epsilon, shareOf, signed } from "./share.ts";
import { areApart, type BoxPair, sideOf } from "./span.ts";

/**
 * Generalized IoU loss of two boxes, with the box of area C around both, and N = max(U, eps) or U + eps,
 * M = max(C, eps) or C + eps:
 *
 *     ℓ = 1 − I/N + E/M        E = b n + m c
 *
 * where the area E that neither covers comes from what each has alone along x (b, m) and y (c, n); of boxes
 * apart it is C − A − B. Its slope by an end of the overlap is −c/M, by one of the box around both
 * (h (n t − m c) + n eps)/M² with that box's side h and the other box's length t.
 *
 * Sources: arXiv:1902.09630; mmdet/models/losses/iou_loss.py, giou_loss; torchvision/ops/giou_loss.py.
 *
 * @param pair both boxes
 * @param eps what keeps both quotients from 0/0
 *
 * @example
 * ```ts
 * import { giouLoss } from "./giou.ts";
 * import { spanOf } from "./span.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const pair = { x: spanOf(2, 4, 0, 8), y: spanOf(2, 4, 0, 8) };
 * assertEquals(giouLoss(pair, { area: 0, isAdded: false }).value.toNumber(), 15 / 16);
 * ```
 */
export function giouLoss(pair: BoxPair, eps: Epsilon): BoxLoss {
  const share = shareOf(pair, eps);
  const hole = holeOf(pair, eps);
  return {
    value: share.lost.plus(hole.value),
    slope: (coordinate) => share.slope(coordinate).plus(hole.slope(coordinate)),
  };
}

/** (M − N)/M: the part of the box around both that neither covers. */
function holeOf(pair: BoxPair, eps: Epsilon): BoxLoss {
  const { x, y } = pair;
  const given = Wide.of(eps.area);
  const hull = x.hull.times(y.hull);
  const { pred, target, union } = areasOf(pair);
  const none = { value: Wide.zero, slope: () => Wide.zero };
  if (!eps.isAdded && hull.isLess(given)) return none;
  const isFixed = !eps.isAdded && union.isLess(given);
  const added = eps.isAdded ? given : Wide.zero;
  const norm = hull.plus(added);
  const square = norm.times(norm);
  const isApart = areApart(pair);
  const empty = isFixed
    ? hull.minus(given)
    : isApart
    ? hull.minus(pred).minus(target)
    : x.beyond.times(y.missed).plus(x.missed.times(y.beyond));

  /** M² times the slope by how far a box reaches at one coordinate. */
  function growth(coordinate: number): Wide {
    const { along, other, isPred, isInner } = sideOf(pair, coordinate);
    const [side, length, others] = isPred
      ? [other.pred, along.target, along.missed]
      : [other.target, along.pred, along.beyond];
    const [cover, leave] = isPred ? [other.beyond, other.missed] : [other.missed, other.beyond];
    if (isFixed) return isInner ? Wide.zero : given.times(other.hull);
    if (isApart) {
      if (isInner) return side.times(norm).negated();
      const rest = (isPred ? target : pred).minus(side.times(others)).plus(added);
      return other.hull.times(rest).minus(side.times(added));
    }
    if (isInner) return cover.times(norm).negated();
    const rest = leave.times(length).minus(others.times(cover));
    return other.hull.times(rest).plus(leave.times(added));
  }
  return {
    value: empty.over(norm),
    slope: (coordinate) => signed(growth(coordinate).over(square), coordinate),
  };
}

/** Generalized IoU loss in the reference. */
export const giou: Kernel = boxKernel((operands) => {
  const eps = { area: numberOf(operands, "eps"), isAdded: operands.params.eps_added === 1 };
  return (pair) => giouLoss(pair, eps);
});
