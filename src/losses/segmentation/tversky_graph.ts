/**
 * Tversky loss of rows of a mask: with W = alpha Σ p (1 − t) + beta Σ (1 − p) t, T = Σ p t + W + s,
 *
 *     u = W / T, k = (Σ p t + s) / T      u^gamma      slope gamma u^(gamma − 1) (alpha (1 − t) k − t (beta k + u)) / T
 *
 * @module
 */
import {
  divisorOfRowCount,
  entryRows,
  type Float,
  type Frame,
  liftOfRows,
  type LossGraph,
  nonNegative,
  positive,
  rowSum,
  steadyProduct,
  type Terms,
  unitOfRows,
} from "../../onnx/internal.ts";

/** What entries cost, and what smooths. */
export interface Prices {
  /** Of what is found wrongly. */
  readonly alpha: Float;
  /** Of what is missed. */
  readonly beta: Float;
  readonly smooth: Float;
}

/** u of each row, [N, 1], and ∂u/∂p. */
export interface TverskyParts {
  /** u, times both units. */
  readonly u: Float;
  /** Powers of two, for faint prices and for faint rows. */
  readonly units: { readonly price: Float; readonly area: Float };
  readonly slope: Float;
}

/** The Tversky index's complement u. */
export function tverskyParts(
  frame: Frame,
  p: Float,
  t: Float,
  { alpha, beta, smooth }: Prices,
): TverskyParts {
  const { o, number } = frame;
  const one = number(1);
  const notTarget = o.sub(one, t, "not_t");
  const notPred = o.sub(one, p, "not_p");
  const areasOf = (lift: Float) => {
    const product = (a: Float, b: Float) => rowSum(frame, o.mul(o.mul(a, lift), o.mul(b, lift)));
    const found = product(p, t);
    const wrong = product(p, notTarget);
    const missed = product(notPred, t);
    const added = o.mul(o.mul(smooth, lift), lift);
    const costs = o.add(o.add(found, o.mul(alpha, wrong)), o.mul(beta, missed), "costs");
    return { found, wrong, missed, added, norm: o.add(costs, added) };
  };
  const lift = liftOfRows(frame, areasOf(one).norm);
  const { found, wrong, missed, added, norm: whole } = areasOf(lift);
  const priceUnit = unitOfRows(frame, o.max(alpha, beta), number(0));
  const areaUnit = unitOfRows(frame, o.max(wrong, missed), number(0));
  const cost = (price: Float, area: Float) => o.mul(o.mul(price, priceUnit), o.mul(area, areaUnit));
  const lifted = o.add(cost(alpha, wrong), cost(beta, missed), "lifted");
  // Where all that counts is lost u is 1, and the norm has its units.
  const isBare = o.equal(o.add(found, added), number(0), "is_bare");
  const norm = o.where(isBare, lifted, whole, "norm");
  const u = o.div(lifted, norm, "u_in_units");
  const ofU = (unit: Float) => o.where(isBare, one, unit, "unit_of_u");
  const ofNorm = (unit: Float) => o.where(isBare, unit, one, "unit_of_norm");
  const units = { price: ofU(priceUnit), area: ofU(areaUnit) };
  const lost = o.div(o.div(u, units.price), units.area, "u");
  const kept = o.div(o.add(found, added), norm, "kept");
  const rise = o.mul(o.mul(alpha, notTarget), kept, "rise");
  const fall = o.mul(t, o.add(o.mul(beta, kept), lost), "fall");
  const step = o.sub(rise, fall, "step");
  const perUnit = o.div(o.mul(o.mul(step, lift), ofNorm(areaUnit)), norm);
  const slope = o.mul(o.mul(perUnit, lift), ofNorm(priceUnit), "slope_of_u");
  return { u, units, slope };
}

function tverskyLoss(frame: Frame): Terms {
  const { o, number } = frame;
  const { pred, target, rows } = entryRows(frame, ["pred", "target"]);
  const prices = {
    alpha: nonNegative(frame, "alpha"),
    beta: nonNegative(frame, "beta"),
    smooth: nonNegative(frame, "smooth"),
  };
  const gamma = positive(frame, "gamma");
  const { u, units, slope } = tverskyParts(frame, pred, target, prices);
  const less = o.sub(gamma, number(1), "gamma_less_1");
  // x^-e of a power of two that is mostly 1.
  const down = (unit: Float, exponent: Float) => o.pow(unit, o.neg(exponent));
  const changed = o.mul(slope, down(units.price, less), "changed");
  const steepness = o.mul(gamma, o.mul(o.pow(u, less), down(units.area, less)), "steepness");
  const slopeOfRow = o.mul(steepness, changed, "slope");
  const ofValue = o.mul(down(units.price, gamma), down(units.area, gamma), "units");
  const isFlat = o.equal(slope, number(0), "is_flat");
  return {
    value: o.squeeze(o.mul(o.pow(u, gamma), ofValue), [1], "tversky"),
    gradients: {
      pred: (factors) =>
        steadyProduct(o, number, o.where(isFlat, number(0), slopeOfRow, "slope_of_p"), factors),
    },
    ...divisorOfRowCount(frame, u, rows),
    shape: rows,
  };
}

/** Tversky loss. */
export const tverskyGraph: LossGraph = { write: tverskyLoss };
