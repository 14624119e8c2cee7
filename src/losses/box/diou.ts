/**
 * Distance IoU loss: what the share in common lacks to 1, and how far the centres are apart, over the diagonal
 * of the box around both.
 *
 * @module
 */
import { numberOf, Wide } from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";
import { boxKernel, type BoxLoss } from "./box_kernel.ts";
import { shareOf, signed } from "./share.ts";
import { type BoxPair, sideOf } from "./span.ts";

/**
 * Distance IoU loss of two boxes, with the shift (s, t) of the right one's centre and the sides g, h of the
 * box around both:
 *
 *     ℓ = 1 − I/(U + eps) + r/d        r = s² + t²        d = g² + h² + eps
 *
 * The slope of r/d by an end that reaches dx further is ∓s/d, by one of the box around both less 2 g r/d².
 *
 * Sources: arXiv:1911.08287; mmdet/models/losses/iou_loss.py, diou_loss; torchvision/ops/diou_loss.py.
 *
 * @param pair both boxes
 * @param eps is added to the union and to the squared diagonal
 *
 * @example
 * ```ts
 * import { diouLoss } from "./diou.ts";
 * import { spanOf } from "./span.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const pair = { x: spanOf(2, 4, 0, 8), y: spanOf(2, 4, 0, 8) };
 * assertEquals(diouLoss(pair, 0).value.toNumber(), 15 / 16 + 2 / 128);
 * ```
 */
export function diouLoss(pair: BoxPair, eps: number): BoxLoss {
  const share = shareOf(pair, { area: eps, isAdded: true });
  const distance = distanceOf(pair, eps);
  return {
    value: share.lost.plus(distance.value),
    slope: (coordinate) => share.slope(coordinate).plus(distance.slope(coordinate)),
  };
}

/** r/d. */
export function distanceOf(pair: BoxPair, eps: number): BoxLoss {
  const { x, y } = pair;
  const r = x.shift.times(x.shift).plus(y.shift.times(y.shift));
  const d = Wide.sum([x.hull.times(x.hull), y.hull.times(y.hull), Wide.of(eps)]);
  return {
    value: r.over(d),
    slope(coordinate) {
      const { along, isPred, isInner } = sideOf(pair, coordinate);
      const moved = (isPred ? along.shift.negated() : along.shift).over(d);
      if (isInner) return moved;
      const grown = Wide.ratio([along.hull.plus(along.hull), r], [d, d]);
      return moved.minus(signed(grown, coordinate));
    },
  };
}

/** Distance IoU loss in the reference. */
export const diou: Kernel = boxKernel((operands) => {
  const eps = numberOf(operands, "eps");
  return (pair) => diouLoss(pair, eps);
});
