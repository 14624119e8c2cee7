/**
 * Dice loss of rows of a mask: with D = Σ p² + Σ t² + 2 eps, or naively Σ p + Σ t + eps,
 *
 *     (Σ (p − t)² + 2 eps) / D           slope 2 ((p − t) − ℓ p) / D, or 2 (s p − t) / D
 *     Σ (p (1 − t) + t (1 − p)) / D      slope (s − 2 t) / D
 *
 * with the share s = 1 − ℓ, which is made of the overlap.
 *
 * @module
 */
import {
  entryRows,
  flag,
  type Float,
  type Frame,
  type LossGraph,
  nonNegative,
  rowSum,
  steadyProduct,
  type Terms,
  unitOfRows,
  weightedRows,
} from "../../onnx/internal.ts";

/** The loss of each row, [N, 1], and its slope by each probability, to be multiplied by a power of two. */
export interface DiceParts {
  readonly value: Float;
  readonly slope: Float;
  readonly power: Float;
  /** What was added, checked. */
  readonly eps: Float;
}

/** Probabilities and targets, as the graph has them. */
export interface DiceMasks {
  readonly p: Float;
  /** 1 − p. */
  readonly rest: Float;
  readonly t: Float;
  /** p − t. */
  readonly excess: Float;
}

/** Both losses, and of them the one that `naive` asks for. */
export function diceParts(frame: Frame, masks: DiceMasks): DiceParts {
  const { o, number } = frame;
  const eps = nonNegative(frame, "eps");
  const naive = flag(frame, "naive");

  const size = o.reduceMax(o.max(masks.p, masks.t), 1, "size");
  const unit = unitOfRows(frame, size, eps);
  const p = o.mul(masks.p, unit, "p");
  const t = o.mul(masks.t, unit, "t_in_units");
  const squaredEps = o.mul(o.mul(eps, unit), unit, "squared_eps");
  const twiceOverlap = o.mul(number(2), rowSum(frame, o.mul(p, t), "overlap"), "twice_overlap");

  const d = o.mul(masks.excess, unit, "d");
  const twoEps = o.mul(number(2), squaredEps, "two_eps");
  const missed = o.add(rowSum(frame, o.mul(d, d)), twoEps, "missed");
  const mass = o.add(rowSum(frame, o.mul(p, p)), rowSum(frame, o.mul(t, t)), "mass");
  const norm = o.add(mass, twoEps, "norm");
  const loss = o.div(missed, norm, "vnet");
  const nearSlope = o.sub(d, o.mul(loss, p), "near");
  const farSlope = o.sub(o.mul(o.div(twiceOverlap, norm), p), t, "far");
  const isNear = o.less(loss, number(0.5), "is_near");
  const half = o.where(isNear, nearSlope, farSlope, "half_slope");

  const one = number(1);
  const off = o.add(o.mul(masks.p, o.sub(one, masks.t)), o.mul(masks.t, masks.rest), "off");
  const areas = o.add(rowSum(frame, masks.p), rowSum(frame, masks.t), "areas");
  const area = o.mul(o.add(areas, eps), unit, "area");
  const share = o.div(o.add(twiceOverlap, squaredEps), area, "share");
  const areaSlope = o.sub(share, o.mul(number(2), t), "area_slope");
  return {
    value: o.where(naive, o.div(o.mul(rowSum(frame, off), unit), area), loss, "dice"),
    slope: o.where(
      naive,
      o.div(areaSlope, area),
      o.div(o.mul(number(2), half), norm),
      "slope",
    ),
    power: o.where(naive, one, unit, "power"),
    eps,
  };
}

function diceLoss(frame: Frame): Terms {
  const { o, number } = frame;
  const { pred, target, rows } = entryRows(frame, ["pred", "target"]);
  const { value, slope, power } = diceParts(frame, {
    p: pred,
    rest: o.sub(number(1), pred, "rest"),
    t: target,
    excess: o.sub(pred, target, "excess"),
  });
  return weightedRows(frame, rows, {
    value,
    gradients: { pred: (factors) => o.mul(steadyProduct(o, number, slope, factors), power) },
  });
}

/** Dice loss. */
export const diceGraph: LossGraph = { write: diceLoss };
