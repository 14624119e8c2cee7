/**
 * Neighbours and distances among the floats of a format.
 *
 * @module
 */
import { type FloatDType, formats, roundTo } from "./dtype.ts";

const view = new DataView(new ArrayBuffer(8));

/**
 * Position of a value among all values of its format: neighbours differ by one.
 *
 * @param x a value of the format, not NaN
 * @param dtype the format
 * @returns the position; 0 for both zeros, negative below
 */
export function floatIndex(x: number, dtype: FloatDType): bigint {
  const magnitude = Math.abs(x);
  const sign = x < 0 ? -1n : 1n;
  if (dtype === "f64") {
    view.setFloat64(0, magnitude);
    return sign * view.getBigUint64(0);
  }
  if (dtype === "f16") {
    view.setFloat16(0, magnitude);
    return sign * BigInt(view.getUint16(0));
  }
  view.setFloat32(0, magnitude);
  const bits = BigInt(view.getUint32(0));
  return sign * (dtype === "f32" ? bits : bits >> 16n);
}

/**
 * The value at a position; the inverse of {@linkcode floatIndex}.
 *
 * @param index the position
 * @param dtype the format
 * @returns the value; ±∞ for positions past infinity
 *
 * @example
 * ```ts
 * import { floatAt, floatIndex } from "./ulp.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(floatAt(1n, "f16"), 2 ** -24);
 * assertEquals(floatIndex(Infinity, "f16") - floatIndex(65504, "f16"), 1n);
 * ```
 */
export function floatAt(index: bigint, dtype: FloatDType): number {
  const magnitude = index < 0n ? -index : index;
  const last = floatIndex(Infinity, dtype);
  const bits = magnitude > last ? last : magnitude;
  let value: number;
  if (dtype === "f64") {
    view.setBigUint64(0, bits);
    value = view.getFloat64(0);
  } else if (dtype === "f16") {
    view.setUint16(0, Number(bits));
    value = view.getFloat16(0);
  } else {
    view.setUint32(0, Number(dtype === "f32" ? bits : bits << 16n));
    value = view.getFloat32(0);
  }
  return index < 0n ? -value : value;
}

/**
 * The value `steps` floats above (or, negative, below) `x` in a format.
 *
 * @param x a value of the format
 * @param steps how many floats to go; may be negative
 * @param dtype the format
 * @returns the neighbour; ±∞ past the largest
 *
 * @example
 * ```ts
 * import { stepFloat } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(stepFloat(1, 1, "f32"), 1 + 2 ** -23);
 * assertEquals(stepFloat(0, -1, "f16"), -(2 ** -24));
 * ```
 */
export function stepFloat(x: number, steps: number, dtype: FloatDType): number {
  if (Number.isNaN(x)) return x;
  return floatAt(floatIndex(x, dtype) + BigInt(steps), dtype);
}

/**
 * Spacing of the format's floats at a magnitude: the ulp.
 *
 * @param x any finite number
 * @param dtype the format
 * @returns the gap from |x| (rounded to the format) to the next larger float
 *
 * @example
 * ```ts
 * import { ulp } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(ulp(1, "f32"), 2 ** -23);
 * assertEquals(ulp(0, "f32"), 2 ** -149);
 * ```
 */
export function ulp(x: number, dtype: FloatDType): number {
  const { largest } = formats[dtype];
  const magnitude = Math.min(Math.abs(roundTo(x, dtype)), largest);
  if (magnitude === largest) return magnitude - stepFloat(magnitude, -1, dtype);
  return stepFloat(magnitude, 1, dtype) - magnitude;
}
