/**
 * Alpha IoU loss: 1 less a power of the share that two boxes have in common.
 *
 * @module
 */
import { numberOf, Wide } from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";
import { boxKernel, type BoxLoss } from "./box_kernel.ts";
import { shareOf } from "./share.ts";
import type { BoxPair } from "./span.ts";

/**
 * Alpha IoU loss of two boxes with the share i in common:
 *
 *     ℓ = 1 − i^α        ∂ℓ = α i^(α − 1) ∂(1 − i)
 *
 * Of nearly equal boxes i^α is exp(α log(1 − (1 − i))), of which 1 is taken without a loss of digits.
 *
 * Source: arXiv:2110.13675, eq. 3.
 *
 * @param pair both boxes
 * @param alpha the power, at least 1
 * @param eps is added to the union
 *
 * @example
 * ```ts
 * import { alphaIouLoss } from "./alpha_iou.ts";
 * import { spanOf } from "./span.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const pair = { x: spanOf(0, 1, 0, 4), y: spanOf(0, 1, 0, 1) };
 * assertEquals(alphaIouLoss(pair, 2, 0).value.toNumber(), 15 / 16);
 * ```
 */
export function alphaIouLoss(pair: BoxPair, alpha: number, eps: number): BoxLoss {
  const { share, lost, slope } = shareOf(pair, { area: eps, isAdded: true });
  const [kept, rest] = [share.toNumber(), lost.toNumber()];
  const value = rest < 0.5 ? -Math.expm1(alpha * Math.log1p(-rest)) : 1 - kept ** alpha;
  const factor = Wide.of(alpha * kept ** (alpha - 1));
  return { value: Wide.of(value), slope: (coordinate) => factor.times(slope(coordinate)) };
}

/** Alpha IoU loss in the reference. */
export const alphaIou: Kernel = boxKernel((operands) => {
  const [alpha, eps] = [numberOf(operands, "alpha"), numberOf(operands, "eps")];
  return (pair) => alphaIouLoss(pair, alpha, eps);
});
