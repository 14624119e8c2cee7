/**
 * Complete IoU loss: distance IoU loss, and how much the aspect ratios differ.
 *
 * @module
 */
import { numberOf, Wide } from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";
import { aspectOf } from "./aspect.ts";
import { boxKernel, type BoxLoss } from "./box_kernel.ts";
import { distanceOf } from "./diou.ts";
import { shareOf } from "./share.ts";
import type { BoxPair } from "./span.ts";

/** Where the epsilons of complete IoU loss stand, and where aspect ratios count. */
export interface CiouConstants {
  /** Added to the union and to the squared diagonal. */
  readonly eps: number;
  /** Added to heights that widths are divided by. */
  readonly heightEps: number;
  /** Added to what α is divided by. */
  readonly alphaEps: number;
  /** The share above which aspect ratios count. */
  readonly gate: number;
  /** Whether the loss is 2 at most. */
  readonly isClamped: boolean;
}

/**
 * Complete IoU loss of two boxes, with distance IoU's terms and the squared angle v between the diagonals:
 *
 *     ℓ = 1 − i + r/d + α v        α = v/(1 − i + v + eps') where i > gate and v > 0, else 0
 *
 * The gradient takes α for a constant.
 *
 * Sources: arXiv:1911.08287, eq. 8 to 12; mmdet/models/losses/iou_loss.py, ciou_loss;
 * torchvision/ops/ciou_loss.py.
 *
 * @param pair both boxes
 * @param constants epsilons, gate and clamp
 *
 * @example
 * ```ts
 * import { ciouLoss } from "./ciou.ts";
 * import { spanOf } from "./span.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const constants = { eps: 0, heightEps: 0, alphaEps: 0, gate: 0.5, isClamped: true };
 * const pair = { x: spanOf(1, 4, 1, 4), y: spanOf(2, 8, 2, 8) };
 * assertEquals(ciouLoss(pair, constants).value.toNumber(), 0);
 * ```
 */
export function ciouLoss(pair: BoxPair, constants: CiouConstants): BoxLoss {
  const { eps, heightEps, alphaEps, gate, isClamped } = constants;
  const share = shareOf(pair, { area: eps, isAdded: true });
  const distance = distanceOf(pair, eps);
  const aspect = aspectOf(pair, heightEps);
  const v = aspect.value;
  const isCounted = Wide.of(gate).isLess(share.share) && (Wide.zero.isLess(v) || v.isNaN());
  const alpha = isCounted ? v.over(Wide.sum([share.lost, v, Wide.of(alphaEps)])) : Wide.zero;
  const value = Wide.sum([share.lost, distance.value, alpha.times(v)]);
  const isFlat = isClamped && Wide.of(2).isLess(value);
  return {
    value: isFlat ? Wide.of(2) : value,
    slope(coordinate) {
      if (isFlat) return Wide.zero;
      return Wide.sum([
        share.slope(coordinate),
        distance.slope(coordinate),
        alpha.times(aspect.slope(coordinate)),
      ]);
    },
  };
}

/** Complete IoU loss in the reference. */
export const ciou: Kernel = boxKernel((operands) => {
  const constants = {
    eps: numberOf(operands, "eps"),
    heightEps: numberOf(operands, "height_eps"),
    alphaEps: numberOf(operands, "alpha_eps"),
    gate: numberOf(operands, "gate"),
    isClamped: numberOf(operands, "clamped") === 1,
  };
  return (pair) => ciouLoss(pair, constants);
});
