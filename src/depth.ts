/**
 * How deep those tests go that try every loss.
 *
 * CI takes few cases of each, and formats by turns; `deno task test:deep` takes many times as many, in all
 * of them. LOSSPROOF_DEPTH says how many times.
 *
 * @module
 */
const depth = Number(Deno.env.get("LOSSPROOF_DEPTH") ?? 1);
if (!(depth >= 1)) throw new RangeError("LOSSPROOF_DEPTH must be a number, at least 1");

/** So many cases, times the depth. */
export function casesOf(count: number): number {
  return Math.ceil(count * depth);
}

/** The one of a list whose turn it is at the i-th of what is tried; where tests go deep, all. */
export function byTurns<T>(list: readonly T[], i: number): readonly T[] {
  return depth > 1 ? list : [list[i % list.length]];
}

/** Every n-th of a list; where tests go deep, all. */
export function everyNth<T>(list: readonly T[], n: number): readonly T[] {
  return depth > 1 ? list : list.filter((_, i) => i % n === 0);
}
