/**
 * Correctly rounded operations in narrow formats, in every rounding mode.
 *
 * Each operation is computed in float64 and rounded *to odd*: where the result is inexact, the
 * neighbour with the odd last bit is taken. A second rounding, to a format of at most 51 bits, then
 * gives what one rounding of the exact result would (Boldo and Melquiond, "When double rounding is
 * odd", 2005), in every mode.
 *
 * @module
 */
import { type FloatDType, formats, roundTo, stepFloat } from "../../src/tensor/mod.ts";

/** IEEE 754's rounding directions. */
export type Mode = "nearest" | "up" | "down" | "zero";

const view = new DataView(new ArrayBuffer(8));

/** The odd one of `rounded` and its neighbour on the side where the rest of the exact result lies. */
function odd(rounded: number, rest: number): number {
  if (rest === 0 || !Number.isFinite(rounded) || !Number.isFinite(rest)) return rounded;
  view.setFloat64(0, rounded);
  const low = view.getUint32(4);
  if (low & 1) return rounded;
  // Even: of the two neighbours both are odd; the one towards the rest.
  const bits = view.getBigUint64(0);
  const isOutward = (rest > 0) === (rounded > 0);
  view.setBigUint64(0, rounded === 0 ? 1n : isOutward ? bits + 1n : bits - 1n);
  const neighbour = view.getFloat64(0);
  return rounded === 0 && rest < 0 ? -neighbour : neighbour;
}

/** x·y - product exactly (Dekker), for magnitudes between 2^-450 and 2^450. */
function productRest(x: number, y: number, product: number): number {
  const splitter = 2 ** 27 + 1;
  const p = x * splitter;
  const xh = p - (p - x);
  const xl = x - xh;
  const q = y * splitter;
  const yh = q - (q - y);
  const yl = y - yh;
  return ((xh * yh - product) + xh * yl + xl * yh) + xl * yl;
}

/** x + y, rounded to odd (Knuth's two-sum). */
export function addOdd(x: number, y: number): number {
  const sum = x + y;
  const back = sum - x;
  return odd(sum, (x - (sum - back)) + (y - back));
}

/** x·y, rounded to odd. */
export function mulOdd(x: number, y: number): number {
  const product = x * y;
  return odd(product, productRest(x, y, product));
}

/** x / y, rounded to odd. */
export function divOdd(x: number, y: number): number {
  const quotient = x / y;
  const back = quotient * y;
  const rest = (x - back) - productRest(quotient, y, back);
  return odd(quotient, y < 0 ? -rest : rest);
}

/** √x, rounded to odd. */
export function sqrtOdd(x: number): number {
  const root = Math.sqrt(x);
  const back = root * root;
  return odd(root, (x - back) - productRest(root, root, back));
}

/**
 * Round into a format.
 *
 * @param x the exact value, or that rounded to odd
 * @param dtype a format of at most 51 bits
 * @param mode the direction
 * @param flush whether subnormals become 0
 * @returns the value in the format; ±∞ where it overflows, in every mode
 */
export function roundIn(x: number, dtype: FloatDType, mode: Mode, flush: boolean): number {
  const { largest, smallestNormal } = formats[dtype];
  if (Math.abs(x) > largest) return mode === "nearest" ? roundTo(x, dtype) : x * Infinity;
  const nearest = roundTo(x, dtype);
  const isUp = mode === "up" || (mode === "zero" && x < 0);
  let rounded = nearest;
  if (mode !== "nearest") {
    if (isUp && nearest < x) rounded = stepFloat(nearest, 1, dtype);
    if (!isUp && nearest > x) rounded = stepFloat(nearest, -1, dtype);
  }
  return flush && Math.abs(rounded) < smallestNormal ? 0 : rounded;
}
