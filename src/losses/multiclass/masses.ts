/**
 * Cross entropy of a row with masses T_c ≥ 0 of the classes, as much as each class is to have.
 *
 * @module
 */
import { ratio, type SoftmaxRow, sumExcept } from "../../reference/internal.ts";

/** Σ_c T_c · (−log p_c); `only` is the class that has all the mass, or −1. */
export function massLoss(
  x: Float64Array,
  start: number,
  stride: number,
  { max, rest }: SoftmaxRow,
  masses: Float64Array,
  only: number,
  parts: Float64Array,
): number {
  const log1pRest = Math.log1p(rest);
  if (only >= 0) return masses[only] * ((max - x[start + only * stride]) + log1pRest);
  for (let c = 0; c < parts.length; c++) {
    parts[c] = masses[c] * ((max - x[start + c * stride]) + log1pRest);
  }
  return sumExcept(parts, -1);
}

/** ∂ℓ/∂x_c = p_c Σ_{j≠c} T_j − (1 − p_c) T_c; `only` is the class that has all the mass, or −1. */
export function writeMassGradient(
  gradient: Float64Array,
  start: number,
  stride: number,
  { exps, top, rest }: SoftmaxRow,
  masses: Float64Array,
  only: number,
): void {
  const normaliser = 1 + rest;
  const total = only < 0 ? sumExcept(masses, -1) : masses[only];
  for (let c = 0; c < exps.length; c++) {
    const p = exps[c] / normaliser;
    // Only the top class can have p > ½, so only there do 1 − p and total − T_c lose bits that count.
    const complement = c === top ? rest / normaliser : 1 - p;
    const others = c === only ? 0 : c === top ? sumExcept(masses, c) : total - masses[c];
    gradient[start + c * stride] = others * p - masses[c] * complement;
  }
}

/** Σ_c T_c · (−log p_c) times a quotient, finite wherever that is. */
export function scaledMassLoss(
  x: Float64Array,
  start: number,
  stride: number,
  { max, rest }: SoftmaxRow,
  masses: Float64Array,
  numerators: readonly number[],
  denominators: readonly number[],
): number {
  let loss = 0;
  for (let c = 0; c < masses.length; c++) {
    const halfNll = (0.5 * max - 0.5 * x[start + c * stride]) + 0.5 * Math.log1p(rest);
    loss += ratio([2, masses[c], halfNll, ...numerators], denominators);
  }
  return loss;
}
