/**
 * Sums and products without rounding, as the sum of two float64s.
 *
 * @module
 */
import { addOdd } from "../rigour/rounding.ts";

const splitter = 2 ** 27 + 1;

/** A sum, and what its rounding lost (Knuth). */
export function splitSum(x: number, y: number): readonly [high: number, low: number] {
  const sum = x + y;
  const back = sum - x;
  return [sum, (x - (sum - back)) + (y - back)];
}

function isModerate(x: number): boolean {
  const size = Math.abs(x);
  return size > 2 ** -450 && size < 2 ** 450;
}

/** A product, and what its rounding lost (Dekker); nothing outside of 2^±450, where it would overflow. 0·∞ is 0. */
export function splitProduct(x: number, y: number): readonly [high: number, low: number] {
  const product = (x === 0 || y === 0) && !Number.isNaN(x + y) ? 0 : x * y;
  if (!isModerate(x) || !isModerate(y) || !isModerate(product)) return [product, 0];
  const p = x * splitter;
  const xh = p - (p - x);
  const xl = x - xh;
  const q = y * splitter;
  const yh = q - (q - y);
  const yl = y - yh;
  return [product, ((xh * yh - product) + xh * yl + xl * yh) + xl * yl];
}

/**
 * high + low + z, rounded once to float64, or to odd so that a narrower format may round it (Boldo and
 * Melquiond, "Emulation of FMA and correctly rounded sums", 2008).
 */
export function addExactly(high: number, low: number, z: number, toOdd: boolean): number {
  if (!Number.isFinite(high + z)) return high + z;
  const [middle, least] = splitSum(z, low);
  const [top, rest] = splitSum(high, middle);
  const tail = addOdd(rest, least);
  return toOdd ? addOdd(top, tail) : top + tail;
}
