/**
 * Losses of the intersection over the union (IoU) of two boxes: its logarithm, what it lacks to 1, and what
 * its square lacks.
 *
 * @module
 */
import {
  avgFactorOr,
  numberOf,
  type Operands,
  predAndTarget,
  ratio,
  type Terms,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";
import {
  isUnionBelow,
  lossSlope,
  type Overlap,
  overlapOf,
  type Quotient,
  shareOfArea,
  signOf,
  slopeOverArea,
} from "./overlap.ts";

/** The share of the union that two boxes have in common. */
export interface Share {
  /** i = I/U, or I over the least that it is divided by. */
  readonly share: number;
  /** 1 − i, with all its digits. */
  readonly lost: number;
  /** i once more, as a quotient. */
  readonly parts: Quotient;
}

/** A function f(i) of the share of the union in common, which falls with it. */
export interface LossOfShare {
  readonly value: (share: Share) => number;
  /** −f′(i). */
  readonly slope: (share: Share) => Quotient;
}

/** ℓ = −log i. */
export const logOfShare: LossOfShare = {
  value: ({ share, lost }) => lost < 0.5 ? -Math.log1p(-lost) : -Math.log(share),
  slope: ({ parts: { over, under } }) => ({ over: under, under: over }),
};

/** ℓ = 1 − i. */
export const restOfShare: LossOfShare = {
  value: ({ lost }) => lost,
  slope: () => ({ over: [], under: [] }),
};

/** ℓ = 1 − i² = d (2 − d) with d = 1 − i: where i is small its own error does not count. */
export const restOfSquare: LossOfShare = {
  value: ({ lost }) => lost * (2 - lost),
  slope: ({ parts: { over, under } }) => ({ over: [2, ...over], under }),
};

/** The loss of one pair of boxes, and its slope by any of their coordinates, by the products given. */
export interface BoxLoss {
  readonly value: number;
  readonly slope: (
    coordinate: number,
    over: readonly number[],
    under: readonly number[],
  ) => number;
}

/** Epsilons of {@linkcode iouLoss}. */
export interface IouOptions {
  /** The least share. */
  readonly eps: number;
  /** The least that the overlap is divided by. */
  readonly unionEps: number;
}

/**
 * The loss f(max(i, eps)) of two boxes with i = I/max(U, union_eps), I the area in common, U that of both:
 *
 *     1 − i = D/U        D = b q + w c + m s + w n
 *
 * the area that only one covers, from what each has alone along x (b, m) and y (c, n), the heights q, s and
 * the width w in common: nothing is taken from 1, and boxes that are nearly equal lose no digit.
 * {@linkcode lossSlope} has the slopes. Boxes that are apart have the share eps and no slope.
 *
 * Sources: arXiv:1608.01471; mmdet/models/losses/iou_loss.py.
 *
 * @param overlap of both; undefined where they are apart
 * @param of f
 * @param options both epsilons
 */
export function iouLoss(
  overlap: Overlap | undefined,
  of: LossOfShare,
  { eps, unionEps }: IouOptions,
): BoxLoss {
  const floor = { share: eps, lost: 1 - eps, parts: { over: [eps], under: [] } };
  if (overlap === undefined) return { value: of.value(floor), slope: () => 0 };
  const isFixed = isUnionBelow(overlap, unionEps);
  const parts = isFixed
    ? shareOfArea(overlap, unionEps)
    : { over: [overlap.x.common, overlap.y.common], under: [overlap.union] };
  const i = ratio(parts.over, parts.under);
  const share = { share: i, lost: isFixed ? 1 - i : overlap.apart / overlap.union, parts };
  if (share.share <= eps) return { value: of.value(floor), slope: () => 0 };
  const outer = of.slope(share);
  return {
    value: of.value(share),
    slope(coordinate, over, under) {
      const inner = isFixed
        ? slopeOverArea(overlap, coordinate, unionEps)
        : lossSlope(overlap, coordinate);
      return ratio([signOf(coordinate), ...inner.over, ...outer.over, ...over], [
        ...inner.under,
        ...outer.under,
        ...under,
      ]);
    },
  };
}

/** A loss of boxes [N, 4] with `eps`, `union_eps` and `avg_factor` in the reference. */
function iouKernel(of: LossOfShare): Kernel {
  return {
    denominators: { mean: (operands) => avgFactorOr(operands, () => operands.layout.rows) },
    terms(operands, gradients) {
      const { pred, target } = predAndTarget(operands);
      const options = optionsOf(operands);
      const losses = Array.from(
        { length: operands.layout.rows },
        (_, i) => iouLoss(overlapOf(pred, target, i), of, options),
      );
      const value = Float64Array.from(losses, (loss) => loss.value);
      const slopeBy = (box: Box): Terms["scaled"] => (at, over, under) =>
        losses[Math.floor(at / 4)].slope(firstOf[box] + at % 4, over, under);
      const slopes = (box: Box) => {
        const slope = slopeBy(box);
        return pred.map((_, at) => slope(at, [], []));
      };
      return {
        value,
        gradients: gradients ? { pred: slopes("pred"), target: slopes("target") } : {},
        scaled: (i, over, under) => ratio([value[i], ...over], under),
        scaledGradients: { pred: slopeBy("pred"), target: slopeBy("target") },
      };
    },
  };
}

type Box = "pred" | "target";

/** The number of each box's first coordinate. */
const firstOf: Readonly<Record<Box, number>> = { pred: 0, target: 4 };

function optionsOf(operands: Operands): IouOptions {
  return { eps: numberOf(operands, "eps"), unionEps: numberOf(operands, "union_eps") };
}

/** −log IoU in the reference. */
export const iou = iouKernel(logOfShare);
/** 1 − IoU in the reference. */
export const linearIou = iouKernel(restOfShare);
/** 1 − IoU² in the reference. */
export const squareIou = iouKernel(restOfSquare);
