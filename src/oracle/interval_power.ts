/**
 * Powers of float64 intervals.
 *
 * @module
 */
import { powDown, powUp } from "./elementary.ts";
import { type Column, column, hiOf, loOf, type Margin, put } from "./interval_column.ts";

/**
 * a^b: monotone in each argument for a >= 0, so its extremes are at corners; for a reaching below 0
 * only where b is one exact integer.
 *
 * @param margin of the roundings that it costs
 */
export function powerOf(a: Column, b: Column, { relative, absolute }: Margin): Column {
  const n = Math.max(a.length, b.length);
  const out = column(n);
  const exponent = b.length === 1 && loOf(b, 0) === hiOf(b, 0) ? loOf(b, 0) : NaN;
  const { data, at } = out;
  for (let i = 0; i < n; i++) {
    const al = loOf(a, i);
    const ah = hiOf(a, i);
    const [lo, hi] = al < 0 && Number.isInteger(exponent)
      ? integerPower(al, ah, exponent)
      : realPower(al, ah, loOf(b, i), hiOf(b, i));
    put(data, at + i, at + n + i, lo, hi, relative, absolute);
    if (lo >= 0 && data[at + i] < 0) data[at + i] = 0;
  }
  return out;
}

function realPower(al: number, ah: number, bl: number, bh: number): readonly [number, number] {
  if (!(ah >= 0)) return [NaN, NaN];
  const l = al < 0 ? 0 : al;
  let lo = Math.min(powDown(l, bl), powDown(ah, bl));
  let hi = Math.max(powUp(l, bl), powUp(ah, bl));
  if (bl !== bh) {
    lo = Math.min(lo, powDown(l, bh), powDown(ah, bh));
    hi = Math.max(hi, powUp(l, bh), powUp(ah, bh));
  }
  return [lo, hi];
}

/** a^n of an interval that reaches below 0: by magnitudes, with the sign of an odd power. */
function integerPower(al: number, ah: number, n: number): readonly [number, number] {
  const least = ah >= 0 ? 0 : -ah;
  const most = Math.max(-al, ah);
  if (n % 2 === 0) {
    return [
      Math.min(powDown(least, n), powDown(most, n)),
      Math.max(powUp(least, n), powUp(most, n)),
    ];
  }
  if (n < 0 && ah >= 0) return [NaN, NaN];
  const down = (x: number) => x < 0 ? -powUp(-x, n) : powDown(x, n);
  const up = (x: number) => x < 0 ? -powDown(-x, n) : powUp(x, n);
  return [Math.min(down(al), down(ah)), Math.max(up(al), up(ah))];
}
