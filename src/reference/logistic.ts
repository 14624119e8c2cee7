/**
 * The logistic pair in float64: σ(x) = 1/(1 + e⁻ˣ) and softplus(x) = log(1 + eˣ).
 *
 * @module
 */

import { expOfMinus, log1pOfUnit } from "./elementary.ts";

/**
 * σ(x), to a few ulps for every x; 1 − σ(x) is `sigmoid(-x)`.
 *
 * Stable form: only e^−|x| is taken, which never overflows.
 *
 * @param x any number
 * @returns a value in [0, 1]; NaN for NaN
 */
export function sigmoid(x: number): number {
  const e = expOfMinus(Math.abs(x));
  return x < 0 ? e / (1 + e) : 1 / (1 + e);
}

/**
 * log(1 + eˣ) = −log σ(−x), to a few ulps for every x.
 *
 * Stable form: max(x, 0) + log1p(e^−|x|), two terms that are never negative.
 *
 * @param x any number
 * @returns a value ≥ 0; NaN for NaN
 */
export function softplus(x: number): number {
  return Math.max(x, 0) + log1pOfUnit(expOfMinus(Math.abs(x)));
}
