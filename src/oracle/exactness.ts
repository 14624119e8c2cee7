/**
 * Which results are numbers of a format, so that nothing rounds them.
 *
 * @module
 */
import { type Arithmetic, unitRoundoffOf } from "./field.ts";

const view = new DataView(new ArrayBuffer(8));

/**
 * How many significant bits a float64 has: from its first 1 to its last; 0 of 0.
 *
 * @param x a finite number
 *
 * @example
 * ```ts
 * import { significantBits } from "./exactness.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([0, -0.25, 3, 0.1].map(significantBits), [0, 1, 2, 52]);
 * ```
 */
export function significantBits(x: number): number {
  if (x === 0) return 0;
  // Subnormals lack the implicit 1.
  view.setFloat64(0, Math.abs(x) < 2 ** -1022 ? x * 2 ** 54 : x);
  const low = view.getUint32(4);
  const zeros = low !== 0
    ? trailingZeros(low)
    : 32 + trailingZeros(view.getUint32(0) & 0xfffff | 0x100000);
  return 53 - zeros;
}

function trailingZeros(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** Whether multiplying by `x` is exact, barring underflow. */
export function isPowerOfTwo(x: number): boolean {
  return Number.isFinite(x) && significantBits(x) === 1;
}

/** Whether a number surely is one of an arithmetic's: it has few enough bits, none below λ. */
export function isNumberOf(arithmetic: Arithmetic): (x: number) => boolean {
  const { lambda } = arithmetic;
  const u = unitRoundoffOf(arithmetic);
  if (u === 0) return () => true;
  // Veltkamp's splitting rounds to the precision.
  const split = 2 ** 53 * u + 1;
  return (x) => {
    const scaled = x * split;
    const head = scaled - (scaled - x);
    const hasBits = head === x || u <= 2 ** -53;
    return hasBits && (Math.abs(x) >= lambda / (2 * u) || Number.isInteger(x / lambda));
  };
}

/**
 * Whether every product of some of these exact numbers is a number of the arithmetic, so that no order of
 * multiplication rounds: they have few bits together, and neither overflow nor underflow on the way.
 *
 * @param factors the numbers, none of them 0; what is divided by is a power of two, given as its reciprocal
 */
export function areExactTogether(
  factors: readonly number[],
  arithmetic: Arithmetic,
): boolean {
  const u = unitRoundoffOf(arithmetic);
  let bits = 0;
  let large = 1;
  let small = 1;
  for (const x of factors) {
    const own = significantBits(x);
    // A power of two adds none.
    if (own > 1) bits += own;
    const size = Math.abs(x);
    if (size > 1) large *= size;
    else small *= size;
  }
  const smallestNormal = arithmetic.lambda / (2 * u);
  return 2 ** bits * u <= 1 && small >= smallestNormal && large * smallestNormal <= 1;
}

/**
 * Whether every partial sum of exact numbers is a number of the arithmetic, whatever the order: all are
 * multiples of the last bit that one of them has, and few of those together.
 *
 * @param count how many numbers
 * @param term each of them
 * @param magnitude the sum of their magnitudes, at most rounded
 */
export function areExactlySummed(
  count: number,
  term: (i: number) => number,
  magnitude: number,
  arithmetic: Arithmetic,
): boolean {
  const { lambda } = arithmetic;
  const u = unitRoundoffOf(arithmetic);
  const least = magnitude * u * (1 + 2 ** -40);
  const smallestNormal = lambda / (2 * u);
  if (!(magnitude * smallestNormal <= 1)) return false;
  for (let i = 0; i < count; i++) {
    const x = term(i);
    if (x !== 0 && !(lastBit(x) >= Math.max(least, lambda))) return false;
  }
  return true;
}

/** The place value of a number's last bit that is 1. */
function lastBit(x: number): number {
  const size = Math.abs(x);
  const first = 2 ** Math.floor(Math.log2(size));
  // log2 may round up to the next whole number.
  return (first > size ? first / 2 : first) * 2 ** (1 - significantBits(x));
}
