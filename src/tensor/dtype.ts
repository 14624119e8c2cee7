/**
 * Number formats: their parameters and correct rounding into them.
 *
 * @module
 */

/** The floating-point formats an implementation can be tested in. */
export type FloatDType = "f64" | "f32" | "f16" | "bf16";

/** Every element type of a tensor: a float format, or `i32` for class labels. */
export type DType = FloatDType | "i32";

/** The constants of a binary floating-point format. */
export interface Format {
  /** Significand bits, the implicit one included. */
  readonly precision: number;
  /** Unit roundoff u = 2^-precision. */
  readonly unitRoundoff: number;
  /** Smallest positive subnormal. */
  readonly smallestSubnormal: number;
  /** Smallest positive normal. */
  readonly smallestNormal: number;
  /** Largest finite value. */
  readonly largest: number;
  /** Magnitudes at or above this round to infinity (to nearest): largest plus half an ulp. */
  readonly overflowThreshold: number;
}

function format(precision: number, minExponent: number, maxExponent: number): Format {
  const largest = (2 - 2 ** (1 - precision)) * 2 ** maxExponent;
  return {
    precision,
    unitRoundoff: 2 ** -precision,
    smallestSubnormal: 2 ** (minExponent - precision + 1),
    smallestNormal: 2 ** minExponent,
    largest,
    // For f64 the threshold itself is not a float64; infinity is the next value there.
    overflowThreshold: largest + 2 ** (maxExponent - precision),
  };
}

/**
 * The parameters of each float format.
 *
 * @example
 * ```ts
 * import { formats } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(formats.f16.largest, 65504);
 * assertEquals(formats.f32.unitRoundoff, 2 ** -24);
 * ```
 */
export const formats: Readonly<Record<FloatDType, Format>> = {
  f64: format(53, -1022, 1023),
  f32: format(24, -126, 127),
  f16: format(11, -14, 15),
  bf16: format(8, -126, 127),
};

/**
 * All float formats, widest first.
 *
 * @example
 * ```ts
 * import { floatDTypes } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(floatDTypes, ["f64", "f32", "f16", "bf16"]);
 * ```
 */
export const floatDTypes: readonly FloatDType[] = ["f64", "f32", "f16", "bf16"];

const scratch = new DataView(new ArrayBuffer(4));

/** bfloat16 by float32's bits: round-to-odd into float32 first would be needed if 24 < 8 + 2. */
function roundToBf16(x: number): number {
  const f = roundToOddF32(x);
  scratch.setFloat32(0, f);
  const bits = scratch.getUint32(0);
  if ((bits & 0x7fffffff) > 0x7f800000) return NaN;
  scratch.setUint32(0, ((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff0000) >>> 0);
  return scratch.getFloat32(0);
}

/** Float32 with the last bit sticky, so that a second rounding to fewer bits is innocuous. */
function roundToOddF32(x: number): number {
  const f = Math.fround(x);
  if (f === x || !Number.isFinite(x)) return f;
  scratch.setFloat32(0, f);
  const bits = scratch.getUint32(0);
  if (bits & 1) return f;
  // f is even and inexact: the odd neighbour on x's side is the round-to-odd result.
  const away = Math.abs(f) < Math.abs(x);
  scratch.setUint32(0, away ? bits + 1 : bits - 1);
  return scratch.getFloat32(0);
}

/**
 * Round a number to the nearest value of a format, ties to even.
 *
 * @param x any number; NaN stays NaN, magnitudes from the overflow threshold up become ±∞
 * @param dtype the target format
 * @returns the correctly rounded value, as a float64
 *
 * @example
 * ```ts
 * import { roundTo } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(roundTo(0.1, "f32"), Math.fround(0.1));
 * assertEquals(roundTo(65520, "f16"), Infinity);
 * assertEquals(roundTo(1.00390625, "bf16"), 1);
 * ```
 */
export function roundTo(x: number, dtype: FloatDType): number {
  switch (dtype) {
    case "f64":
      return x;
    case "f32":
      return Math.fround(x);
    case "f16":
      return Math.f16round(x);
    case "bf16":
      return roundToBf16(x);
  }
}

/**
 * Whether a number is exactly a value of a format.
 *
 * @param x any number; NaN, ±∞ and both zeros are values of every format
 * @param dtype the format
 * @returns true when rounding to the format changes nothing
 *
 * @example
 * ```ts
 * import { isRepresentable } from "lossproof";
 * import { assert } from "@std/assert";
 *
 * assert(isRepresentable(0.5, "f16"));
 * assert(!isRepresentable(0.1, "f32"));
 * ```
 */
export function isRepresentable(x: number, dtype: FloatDType): boolean {
  return Object.is(roundTo(x, dtype), x);
}
