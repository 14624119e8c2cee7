/**
 * What an MPFR interval says of floats: which one it rounds to, and whether it holds a given one.
 *
 * @module
 */
import { type FloatDType, roundTo } from "../tensor/mod.ts";
import { type Mpfr, type MpfrBinding, type Pointer, rounding } from "./mpfr.ts";
import type { MpfrInterval } from "./mpfr_interval.ts";

const view = new DataView(new ArrayBuffer(8));

/** Truncated to float64, with the last bit sticky: a second rounding then cannot err. */
function roundToOdd(binding: MpfrBinding, x: Pointer): number {
  const truncated = binding.mpfr_get_d(x, rounding.towardZero);
  if (binding.mpfr_cmp_d(x, truncated) === 0) return truncated;
  view.setFloat64(0, truncated);
  view.setUint32(4, view.getUint32(4) | 1);
  return view.getFloat64(0);
}

function roundNumber(binding: MpfrBinding, x: Pointer, dtype: FloatDType): number {
  if (dtype === "f64") return binding.mpfr_get_d(x, rounding.nearest);
  return roundTo(roundToOdd(binding, x), dtype);
}

/**
 * The float that every number of an interval rounds to (to nearest, ties to even).
 *
 * @param mpfr MPFR, loaded
 * @param interval an element of a column
 * @param dtype the float format
 * @returns the float, ±∞ past the overflow threshold; -0 only where all numbers are below 0;
 * undefined when the interval's ends round to different floats
 */
export function roundedTo(
  { binding }: Mpfr,
  interval: MpfrInterval,
  dtype: FloatDType,
): number | undefined {
  const hi = roundNumber(binding, interval.hi, dtype);
  if (interval.lo !== interval.hi && roundNumber(binding, interval.lo, dtype) !== hi) {
    return undefined;
  }
  return hi === 0 && binding.mpfr_sgn(interval.hi) >= 0 ? 0 : hi;
}

/** Operations whose rounding in MPFR `contains` allows for, as a power of two. */
const slackBits = 16;

/**
 * Whether an interval holds an answer.
 *
 * `false` is a proof, since intervals are rounded outward. Inside, an answer that is so near an end
 * that MPFR's own rounding may have let it in is undecided: at a higher precision it may be outside.
 * An answer that is an end counts as inside, as the ends of a derivative at a kink must.
 *
 * @param mpfr MPFR, loaded
 * @param interval an element of a column
 * @param answer any number; NaN is in no interval
 * @param precision of the field that the interval comes from
 * @returns whether it is inside, undefined when a higher precision must tell
 */
export function contains(
  { binding }: Mpfr,
  { lo, hi }: MpfrInterval,
  answer: number,
  precision: number,
): boolean | undefined {
  if (Number.isNaN(answer)) return false;
  const toLo = binding.mpfr_cmp_d(lo, answer);
  const toHi = binding.mpfr_cmp_d(hi, answer);
  if (toLo > 0 || toHi < 0) return false;
  if (lo === hi) return true;
  const isNear = (end: Pointer) =>
    binding.mpfr_number_p(end) !== 0 && binding.mpfr_cmp_d(end, answer) !== 0 &&
    isWithin(binding, end, answer, slackBits - precision);
  return isNear(lo) || isNear(hi) ? undefined : true;
}

/** Whether |x - y| <= 2^exponent·|x|, by the magnitudes of x - y and x. */
function isWithin(binding: MpfrBinding, x: Pointer, y: number, exponent: number): boolean {
  if (binding.mpfr_sgn(x) === 0) return false;
  const difference = binding.mpfr_t();
  binding.mpfr_init2(difference, 64);
  binding.mpfr_sub_d(difference, x, y, rounding.away);
  const isNear = binding.mpfr_number_p(difference) !== 0 &&
    binding.mpfr_get_exp(difference) - binding.mpfr_get_exp(x) <= exponent;
  binding.mpfr_clear(difference);
  binding.mpfr_t_free(difference);
  return isNear;
}
