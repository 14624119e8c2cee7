/**
 * Losses of the intersection over the union (IoU) of two boxes: its logarithm, what it lacks to 1, and what
 * its square lacks.
 *
 * @module
 */
import { numberOf, Wide } from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";
import { boxKernel, type BoxLoss } from "./box_kernel.ts";
import { type Share, shareOf } from "./share.ts";

/** A function f(i) of the share in common, which falls with it. */
export interface LossOfShare {
  /** Of i and 1 − i. */
  readonly value: (share: Wide, lost: Wide) => Wide;
  /** −f′(i). */
  readonly slope: (share: Wide) => Wide;
}

/** ℓ = −log i. */
export const logOfShare: LossOfShare = {
  value(share, lost) {
    const rest = lost.toNumber();
    return Wide.of(rest < 0.5 ? -Math.log1p(-rest) : -Math.log(share.toNumber()));
  },
  slope: (share) => Wide.one.over(share),
};

/** ℓ = 1 − i. */
export const restOfShare: LossOfShare = { value: (_, lost) => lost, slope: () => Wide.one };

/** ℓ = 1 − i² = d (2 − d) with d = 1 − i: where i is small its own error does not count. */
export const restOfSquare: LossOfShare = {
  value: (_, lost) => lost.times(Wide.of(2).minus(lost)),
  slope: (share) => share.plus(share),
};

/**
 * The loss f(max(i, eps)) of two boxes that have the share i in common; where that is eps there is no slope.
 *
 * Sources: arXiv:1608.01471; mmdet/models/losses/iou_loss.py.
 *
 * @param given the share of {@linkcode shareOf}
 * @param of f
 * @param eps the least share
 *
 * @example
 * ```ts
 * import { iouLoss, restOfShare } from "./iou.ts";
 * import { shareOf } from "./share.ts";
 * import { spanOf } from "./span.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const pair = { x: spanOf(0, 4, 1, 5), y: spanOf(0, 3, 1, 5) };
 * const share = shareOf(pair, { area: 1e-6, isAdded: false });
 * assertEquals(iouLoss(share, restOfShare, 1e-6).value.toNumber(), 8 / 11);
 * ```
 */
export function iouLoss({ share, lost, slope }: Share, of: LossOfShare, eps: number): BoxLoss {
  const least = Wide.of(eps);
  if (!least.isLess(share) && !share.isNaN()) {
    return { value: of.value(least, Wide.one.minus(least)), slope: () => Wide.zero };
  }
  const outer = of.slope(share);
  return {
    value: of.value(share, lost),
    slope: (coordinate) => slope(coordinate).times(outer),
  };
}

/** A loss of boxes [N, 4] with `eps`, `union_eps` and `avg_factor` in the reference. */
function iouKernel(of: LossOfShare): Kernel {
  return boxKernel((operands) => {
    const least = { area: numberOf(operands, "union_eps"), isAdded: false };
    const eps = numberOf(operands, "eps");
    return (pair) => iouLoss(shareOf(pair, least), of, eps);
  });
}

/** −log IoU in the reference. */
export const iou: Kernel = iouKernel(logOfShare);
/** 1 − IoU in the reference. */
export const linearIou: Kernel = iouKernel(restOfShare);
/** 1 − IoU² in the reference. */
export const squareIou: Kernel = iouKernel(restOfSquare);
