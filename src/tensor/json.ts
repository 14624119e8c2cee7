/**
 * Numbers and tensors as JSON: exact, and readable by anything that reads JSON.
 *
 * Finite numbers are JSON numbers with as many digits as tell them apart; JSON has no NaN, no
 * infinities, and many parsers lose the sign of zero, so these are strings. Hexadecimal floats, as C
 * prints them, are read, too.
 *
 * @module
 */
import { type DType, floatDTypes } from "./dtype.ts";
import { type Tensor, tensor } from "./tensor.ts";

/** A number as JSON: `0.5`, `"NaN"`, `"-Infinity"`, `"-0"`, `"0x1.8p-3"`. */
export type JsonNumber = number | string;

/** A tensor as JSON. */
export interface JsonTensor {
  /** The element type. */
  readonly dtype: DType;
  /** Lengths of the axes; `[]` is a scalar. */
  readonly shape: readonly number[];
  /** The values, row-major. */
  readonly data: readonly JsonNumber[];
  /** The same values as hexadecimal floats, for people; where a file is read, they must agree. */
  readonly hex?: readonly string[];
}

/** Numbers nested as deep as their shape is long. */
export type NestedJson = JsonNumber | readonly NestedJson[];

/** Every dtype, for messages and schemas. */
export const dtypes: readonly DType[] = [...floatDTypes, "i32"];

/**
 * A number as JSON.
 *
 * @param x any float64
 * @returns a JSON number, or a string for NaN, ±∞ and -0
 *
 * @example
 * ```ts
 * import { numberToJson } from "./json.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([0.5, NaN, -0].map(numberToJson), [0.5, "NaN", "-0"]);
 * ```
 */
export function numberToJson(x: number): JsonNumber {
  return Number.isFinite(x) && !Object.is(x, -0) ? x : Object.is(x, -0) ? "-0" : String(x);
}

/**
 * A number from JSON.
 *
 * @param json a number, or a string: decimal, hexadecimal, `NaN`, `Infinity`, with or without sign
 * @returns the nearest float64
 * @throws {RangeError} when the string is no number
 *
 * @example
 * ```ts
 * import { numberFromJson } from "./json.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([0.1, "-0", "0x1.8p-3"].map(numberFromJson), [0.1, -0, 0.1875]);
 * ```
 */
export function numberFromJson(json: JsonNumber): number {
  if (typeof json === "number") return json;
  const hex = parseHexFloat(json);
  if (hex !== undefined) return hex;
  if (/^[+-]?(\d+\.?\d*([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?|Infinity)$/.test(json)) {
    return Number(json);
  }
  if (/^[+-]?NaN$/.test(json)) return NaN;
  throw new RangeError(`${JSON.stringify(json)} is no number`);
}

/**
 * A number as a hexadecimal float, as C's `%a` prints it: every bit can be read off.
 *
 * @param x any float64
 * @returns e.g. `0x1.8p-3`; `NaN`, `Infinity` and `-Infinity` as they are
 *
 * @example
 * ```ts
 * import { hexFloat } from "./json.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(hexFloat(0.1), "0x1.999999999999ap-4");
 * assertEquals(hexFloat(-2), "-0x1p+1");
 * ```
 */
export function hexFloat(x: number): string {
  if (!Number.isFinite(x)) return String(x);
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const sign = bits >> 63n ? "-" : "";
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  if (biased === 0 && fraction === 0n) return `${sign}0x0p+0`;
  const exponent = biased === 0 ? -1022 : biased - 1023;
  const digits = fraction.toString(16).padStart(13, "0").replace(/0+$/, "");
  const point = digits === "" ? "" : `.${digits}`;
  return `${sign}0x${biased === 0 ? 0 : 1}${point}p${exponent < 0 ? "" : "+"}${exponent}`;
}

/**
 * A hexadecimal float, rounded to the nearest float64.
 *
 * @param text e.g. `0x1.8p-3`
 * @returns the number, or nothing when the text is no hexadecimal float
 */
export function parseHexFloat(text: string): number | undefined {
  const match = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?\d{1,6})$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole, fraction, exponent] = match;
  if (whole + fraction === "") return undefined;
  const magnitude = scaleBig(
    BigInt(`0x${whole}${fraction}`),
    Number(exponent) - 4 * fraction.length,
  );
  return sign === "-" ? -magnitude : magnitude;
}

/** significand · 2^exponent, rounded once, to nearest, ties to even. */
function scaleBig(significand: bigint, exponent: number): number {
  const length = significand === 0n ? 0 : significand.toString(2).length;
  // The bits below the last place of the result, which is at 2^-1074 or 53 bits below the first.
  const surplus = Math.max(length - 53, -1074 - exponent);
  if (surplus <= 0) return scale(Number(significand), exponent);
  const shift = BigInt(surplus);
  const kept = significand >> shift;
  const rest = significand - (kept << shift);
  const half = 1n << (shift - 1n);
  const up = rest > half || (rest === half && (kept & 1n) === 1n);
  return scale(Number(kept + (up ? 1n : 0n)), exponent + surplus);
}

/** x · 2^exponent where the result is exact or overflows. */
function scale(x: number, exponent: number): number {
  let result = x;
  let left = exponent;
  while (left > 1000 && Number.isFinite(result) && result !== 0) {
    result *= 2 ** 1000;
    left -= 1000;
  }
  while (left < -1000 && result !== 0) {
    result *= 2 ** -1000;
    left += 1000;
  }
  return result === 0 ? result : result * 2 ** left;
}

/**
 * A tensor as JSON.
 *
 * @param tensor any tensor
 * @returns its dtype, shape and row-major numbers, without `hex`
 */
export function tensorToJson({ dtype, shape, data }: Tensor): JsonTensor {
  return { dtype, shape: [...shape], data: Array.from(data, numberToJson) };
}

/**
 * A tensor from JSON.
 *
 * @param json its dtype, shape and row-major numbers; floats are rounded to the dtype
 * @returns the tensor
 * @throws {RangeError} when the numbers do not fit the shape, or are none
 */
export function tensorFromJson({ dtype, shape, data }: JsonTensor): Tensor {
  return tensor(dtype, shape, data.map(numberFromJson));
}

/**
 * Shape and row-major numbers of a nested array.
 *
 * @param nested a number (shape `[]`), or arrays as deep as the shape is long
 * @returns lengths of the axes, and the numbers in row-major order
 * @throws {RangeError} when rows differ in shape; the message names the first that does
 */
export function flattenNested(
  nested: NestedJson,
): { readonly shape: readonly number[]; readonly data: readonly JsonNumber[] } {
  if (!isList(nested)) return { shape: [], data: [nested] };
  const rows = nested.map(flattenNested);
  const inner = rows[0]?.shape ?? [];
  const odd = rows.findIndex(({ shape }) => String(shape) !== String(inner));
  if (odd >= 0) {
    throw new RangeError(
      `row ${odd} has shape [${rows[odd].shape}], but row 0 has shape [${inner}]`,
    );
  }
  return { shape: [nested.length, ...inner], data: rows.flatMap(({ data }) => data) };
}

function isList(nested: NestedJson): nested is readonly NestedJson[] {
  return Array.isArray(nested);
}
