/**
 * Extended IoU loss: 1 − IoU of a signed overlap, by a smooth L1.
 *
 * @module
 */
import { numberOf, Wide } from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";
import { areasOf } from "./areas.ts";
import { bent } from "./bend.ts";
import { boxKernel, type BoxLoss } from "./box_kernel.ts";
import { shareOf, signed } from "./share.ts";
import { signedOverlapOf } from "./signed_overlap.ts";
import { areApart, type BoxPair, sideOf } from "./span.ts";

/**
 * Extended IoU loss of two boxes of areas A and B, with the signed overlap J, and N = A + B − J + eps:
 *
 *     q = 1 − J/N        ℓ = q²/(2 s) where q < s, else q − s/2
 *
 * By how far a box of the side m reaches, −J' (A + B + eps)/N² + m J/N² is the slope of q.
 *
 * Sources: doi:10.1109/ACCESS.2020.2974772; mmdet/models/losses/iou_loss.py, eiou_loss.
 *
 * @param pair both boxes
 * @param smoothPoint s
 * @param eps is added to the union
 *
 * @example
 * ```ts
 * import { eiouLoss } from "./eiou.ts";
 * import { spanOf } from "./span.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const pair = { x: spanOf(0, 1, 3, 4), y: spanOf(0, 1, 0, 1) };
 * assertEquals(eiouLoss(pair, 0.5, 0).value.toNumber(), 1.25);
 * ```
 */
export function eiouLoss(pair: BoxPair, smoothPoint: number, eps: number): BoxLoss {
  const { lost, slope } = areApart(pair)
    ? apartOf(pair, eps)
    : shareOf(pair, { area: eps, isAdded: true });
  const loss = bent(lost, Wide.of(smoothPoint));
  return { value: loss.value, slope: (coordinate) => loss.slope(slope(coordinate)) };
}

/** 1 − J/N and its slopes, of boxes that are apart. */
function apartOf(pair: BoxPair, eps: number) {
  const { gap, growth } = signedOverlapOf(pair);
  const { pred, target } = areasOf(pair);
  const areas = Wide.sum([pred, target, Wide.of(eps)]);
  const norm = areas.plus(gap);
  const kept = areas.over(norm);
  const lacking = gap.over(norm);
  return {
    lost: Wide.one.plus(lacking),
    slope(coordinate: number): Wide {
      const { other, isPred } = sideOf(pair, coordinate);
      const side = (isPred ? other.pred : other.target).over(norm);
      const moved = growth(coordinate).over(norm).times(kept);
      return signed(moved.plus(side.times(lacking)).negated(), coordinate);
    },
  };
}

/** Extended IoU loss in the reference. */
export const eiou: Kernel = boxKernel((operands) => {
  const [smoothPoint, eps] = [numberOf(operands, "smooth_point"), numberOf(operands, "eps")];
  return (pair) => eiouLoss(pair, smoothPoint, eps);
});
