/**
 * How much the aspect ratios of two boxes differ.
 *
 * @module
 */
import { Wide } from "../../reference/internal.ts";
import type { BoxLoss } from "./box_kernel.ts";
import { signed } from "./share.ts";
import { type BoxPair, sideOf } from "./span.ts";

/**
 * The squared angle v between the diagonals of two boxes, in units of a right angle; with the sides p, q of
 * the predicted one and s, t of the right one, eps added to both heights,
 *
 *     v = (2δ/π)²        δ = arctan(s/t) − arctan(p/q) = arctan((s q − p t)/(t q + s p))
 *
 * and ∂v/∂p = −(8/π²) δ q/(p² + q²), ∂v/∂q = (8/π²) δ p/(p² + q²), of the right one with the other sign.
 *
 * Source: arXiv:1911.08287, eq. 9 and 12.
 *
 * @param pair both boxes
 * @param eps is added to the heights
 */
export function aspectOf(pair: BoxPair, eps: number): BoxLoss {
  const { x, y } = pair;
  const given = Wide.of(eps);
  const [high, targetHigh] = [y.pred.plus(given), y.target.plus(given)];
  const across = x.target.times(high).minus(x.pred.times(targetHigh));
  const along = targetHigh.times(high).plus(x.target.times(x.pred));
  const angle = arcTangent(across.over(along));
  const share = angle.times(Wide.of(2 / Math.PI));
  return {
    value: share.times(share),
    slope(coordinate) {
      const { isPred } = sideOf(pair, coordinate);
      const [width, height] = isPred ? [x.pred, high] : [x.target, targetHigh];
      const diagonal = width.times(width).plus(height.times(height));
      const isAcross = coordinate % 2 === 0;
      const turned = (isAcross ? height : width).over(diagonal);
      const factor = Wide.of(isPred === isAcross ? -8 / Math.PI ** 2 : 8 / Math.PI ** 2);
      return signed(factor.times(angle).times(turned), coordinate);
    },
  };
}

/** Of what is small the arc tangent is the number itself, also below float64's range. */
function arcTangent(x: Wide): Wide {
  const near = x.toNumber();
  return Math.abs(near) < 2 ** -30 ? x : Wide.of(Math.atan(near));
}
