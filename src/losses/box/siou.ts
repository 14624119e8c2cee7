/**
 * SIoU loss: what the share in common lacks to 1, and what distance, angle and shape cost.
 *
 * @module
 */
import { numberOf, Wide } from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";
import { boxKernel, type BoxLoss } from "./box_kernel.ts";
import { shareOf, signed } from "./share.ts";
import { type BoxPair, isLower, sideOf, type Span } from "./span.ts";

/** Parameters of {@linkcode siouLoss}. */
export interface SiouOptions {
  readonly eps: number;
  /** The power of what shapes cost. */
  readonly theta: number;
  /** Whether distance costs; else it is rewarded. */
  readonly isCostly: boolean;
  /** Whether the loss is from 0 to 2. */
  readonly isClamped: boolean;
}

/**
 * SIoU loss of two boxes: with the shift (a, b) of the centre, eps added, the sides g, h of the box around
 * both, eps at least, and the parts u, v that the widths and heights differ by,
 *
 *     ℓ = 1 − i + (Δ + Ω)/2        c = 2 |a| |b|/(a² + b²)        γ = c − 2, or 2 − c
 *     Δ = 2 − exp(γ a²/g²) − exp(γ b²/h²)        Ω = (1 − exp(−u))^θ + (1 − exp(−v))^θ
 *
 * Sources: arXiv:2205.12740, eq. 1 to 9; mmdet/models/losses/iou_loss.py, siou_loss, whose cosine of twice an
 * arc sine less a right angle is c.
 *
 * @param pair both boxes
 * @param options eps, θ, the sign of γ, clamp
 *
 * @example
 * ```ts
 * import { siouLoss } from "./siou.ts";
 * import { spanOf } from "./span.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const options = { eps: 1e-12, theta: 4, isCostly: true, isClamped: true };
 * const pair = { x: spanOf(0, 2, 0, 2), y: spanOf(0, 2, 0, 2) };
 * assertAlmostEquals(siouLoss(pair, options).value.toNumber(), 0, 1e-12);
 * ```
 */
export function siouLoss(pair: BoxPair, { eps, theta, isCostly, isClamped }: SiouOptions): BoxLoss {
  const share = shareOf(pair, { area: eps, isAdded: true });
  const given = Wide.of(eps);
  const [x, y] = [pair.x, pair.y].map((span) => shiftOf(span, given));
  const shapes = [shapeOf(pair.x, Wide.zero, theta), shapeOf(pair.y, given, theta)];
  const longest = Wide.max(magnitude(x.shift), magnitude(y.shift));
  const [u, v] = [x, y].map(({ shift }) => magnitude(shift).over(longest).toNumber());
  const norm = u * u + v * v;
  const angle = 2 * u * v / norm;
  const gamma = isCostly ? angle - 2 : 2 - angle;
  const costOf = ({ part }: Shift) => -Math.expm1(gamma * part * part);
  const cost = (costOf(x) + costOf(y) + shapes[0].cost + shapes[1].cost) / 2;
  const value = share.lost.plus(Wide.of(cost));
  const isAbove = isClamped && Wide.of(2).isLess(value);
  const isFlat = isAbove || isClamped && value.isLess(Wide.zero);
  return {
    value: isFlat ? Wide.of(isAbove ? 2 : 0) : value,
    slope(coordinate) {
      if (isFlat) return Wide.zero;
      const { isPred, isInner } = sideOf(pair, coordinate);
      const axis = coordinate % 2;
      const [own, other] = axis === 0 ? [x, y] : [y, x];
      const [m, n] = axis === 0 ? [u, v] : [v, u];
      const moved = Wide.of(isPred === isLower(coordinate) ? 0.5 : -0.5);
      const turn = 2 * n * ((n - m) * (n + m)) / (norm * norm) * sign(own.shift);
      const turned = moved.times(Wide.of(isCostly ? turn : -turn)).over(longest);
      const grown = isInner || own.isFixed ? Wide.zero : Wide.of(own.part);
      const partly = moved.minus(grown).over(own.side).times(Wide.of(2 * gamma * own.part));
      const powers = [own, other].map(({ part }) => Wide.of(Math.exp(gamma * part * part)));
      const square = ({ part }: Shift) => Wide.of(part * part);
      const growth = Wide.sum([
        powers[0].times(turned.times(square(own)).plus(partly)).negated(),
        powers[1].times(turned.times(square(other))).negated(),
        shapes[axis].slope(isPred),
      ]);
      return share.slope(coordinate).plus(signed(growth.times(Wide.of(0.5)), coordinate));
    },
  };
}

/** How far the centre of the right box is ahead along an axis. */
interface Shift {
  /** eps added. */
  readonly shift: Wide;
  /** The side of the box around both, eps at least. */
  readonly side: Wide;
  /** Whether that is eps. */
  readonly isFixed: boolean;
  /** The shift over the side. */
  readonly part: number;
}

function shiftOf({ shift: own, hull }: Span, eps: Wide): Shift {
  const shift = own.plus(eps);
  const isFixed = hull.isLess(eps);
  const side = isFixed ? eps : hull;
  return { shift, side, isFixed, part: shift.over(side).toNumber() };
}

/** (1 − exp(−u))^θ of the part u that two lengths differ by, and its slope by how long one is. */
function shapeOf({ pred, target }: Span, eps: Wide, theta: number) {
  const difference = pred.minus(target);
  const longest = Wide.max(pred, target).plus(eps);
  const part = magnitude(difference).over(longest).toNumber();
  const rise = -Math.expm1(-part);
  const steepness = theta * rise ** (theta - 1) * Math.exp(-part);
  return {
    cost: rise ** theta,
    slope(isPred: boolean): Wide {
      if (sign(difference) === 0) return Wide.zero;
      const isLonger = sign(difference) > 0 === isPred;
      const other = (isPred ? target : pred).plus(eps);
      const slope = isLonger ? other.over(longest) : Wide.one.negated();
      return slope.over(longest).times(Wide.of(steepness));
    },
  };
}

function magnitude(x: Wide): Wide {
  return x.isLess(Wide.zero) ? x.negated() : x;
}

function sign(x: Wide): number {
  return x.isLess(Wide.zero) ? -1 : Wide.zero.isLess(x) ? 1 : 0;
}

/** SIoU loss in the reference. */
export const siou: Kernel = boxKernel((operands) => {
  const options = {
    eps: numberOf(operands, "eps"),
    theta: numberOf(operands, "theta"),
    isCostly: numberOf(operands, "neg_gamma") === 1,
    isClamped: numberOf(operands, "clamped") === 1,
  };
  return (pair) => siouLoss(pair, options);
});
