/**
 * Deviations: how far honest evaluations of a number can be from its truth, and by whose roundings.
 *
 * A deviation is Σ cⱼ·εⱼ ± rest: εⱼ, between -1 and 1, is one rounding error in units of its bound, the same
 * wherever it comes back; `rest` bounds all that is of second order. This is affine arithmetic (Stolfi and
 * de Figueiredo, 1997) about the truth: since errors keep their names, they cancel where the formula makes
 * them, as in (1 - p)·a - (1 - p)·b.
 *
 * @module
 */
import { type Column, hiOf, loOf } from "./interval_column.ts";

/** A rounding error: one for each element of a column, or one that all of them share. */
export interface Noise {
  readonly isShared: boolean;
}

/** The deviations of a column's elements; of a uniform column arrays of length 1. */
export interface Deviation {
  readonly length: number;
  /** cⱼ by rounding error: with its sign, as far as it can reach. */
  readonly noise: ReadonlyMap<Noise, Float64Array>;
  /** Bounds what else there may be; ∞ where nothing is known. */
  readonly rest: Float64Array;
  /** Σ|cⱼ| + rest. */
  readonly reach: Float64Array;
}

/** An operand of an operation, with the operation's slope by it at the truth. */
export interface Operand {
  readonly of: Deviation;
  readonly slope: Column;
}

/** So many rounding errors keep their names; the smallest of more are added to the rest. */
const mostNoise = 48;

/** Pays for float64's own roundings: of the rest, and of coefficients that cancel. */
const restMargin = 1 + 2 ** -40, cancelled = 2 ** -50;

/** No deviation at all. */
export function noDeviation(length: number): Deviation {
  const nothing = new Float64Array(length);
  return { length, noise: new Map(), rest: nothing, reach: nothing };
}

/** A deviation of which only the size is known. */
export function deviationOf(rest: Float64Array): Deviation {
  return { length: rest.length, noise: new Map(), rest, reach: rest };
}

/** The reach of an element; of a uniform column that of its one. */
export function reachAt({ reach }: Deviation, i: number): number {
  return reach[reach.length === 1 ? 0 : i];
}

/**
 * What an operation makes of its operands' deviations: Σ slope·deviation, and what is of second order.
 *
 * @param length how many elements the result has
 * @param operands each with the operation's slope
 * @param second bounds what is of second order at an element
 * @returns the deviation, without the operation's own rounding
 */
export function propagated(
  length: number,
  operands: readonly Operand[],
  second: (i: number) => number = () => 0,
): Deviation {
  const noise = new Map<Noise, Float64Array>();
  const rest = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    let known = 0;
    for (const { of, slope } of operands) {
      const at = of.length === 1 ? 0 : i;
      if (of.reach[at] === 0) continue;
      const lo = loOf(slope, i);
      const hi = hiOf(slope, i);
      const middle = lo / 2 + hi / 2;
      const radius = Math.max(hi - middle, middle - lo);
      const own = of.reach[at] - of.rest[at];
      rest[i] += (Math.abs(middle) + radius) * of.rest[at] + radius * own;
      known += Math.abs(middle) * own;
    }
    rest[i] = (rest[i] + second(i)) * restMargin + known * cancelled * (4 + operands.length);
  }
  for (const { of, slope } of operands) {
    for (const [source, coefficients] of of.noise) {
      let own = noise.get(source);
      if (own === undefined) noise.set(source, own = new Float64Array(length));
      for (let i = 0; i < length; i++) {
        const c = coefficients[of.length === 1 ? 0 : i];
        if (c !== 0) own[i] += c * (loOf(slope, i) / 2 + hiOf(slope, i) / 2);
      }
    }
  }
  return summed(length, noise, rest);
}

/**
 * A deviation after its operation's own rounding, and with a name for what had none: it is one number, too,
 * wherever the result is used.
 *
 * @param of what the operation made of its operands' deviations
 * @param bounds of the rounding, element by element
 * @param isApart whether the rounding has a name of its own
 * @returns the deviation, and the rounding's name, where it has one of its own
 */
export function withRounding(
  of: Deviation,
  bounds: Float64Array,
  isApart: boolean,
): { readonly deviation: Deviation; readonly error?: Noise } {
  const isShared = of.length === 1;
  const rest = of.rest.map((x, i) => x < Infinity && bounds[i] < Infinity ? 0 : Infinity);
  const named = of.rest.map((x, i) => rest[i] === 0 ? isApart ? x : x + bounds[i] : 0);
  const noise = new Map(of.noise);
  if (named.some((x) => x > 0)) noise.set({ isShared }, named);
  const isRounded = isApart && bounds.some((x, i) => rest[i] === 0 && x > 0);
  const error: Noise = { isShared };
  if (isRounded) noise.set(error, bounds.map((x, i) => rest[i] === 0 ? x : 0));
  return { deviation: summed(of.length, noise, rest), ...isRounded && { error } };
}

/** The same deviation, one of whose rounding errors is made once more: it need not be the same. */
export function madeAgain(of: Deviation, error: Noise | undefined): Deviation {
  if (error === undefined || !of.noise.has(error)) return of;
  const noise = new Map(of.noise);
  noise.set({ isShared: error.isShared }, noise.get(error)!);
  noise.delete(error);
  return { ...of, noise };
}

/** The deviation of the sum of a column's elements; an error of each element has no name in it. */
export function totalled(of: Deviation): Deviation {
  const noise = new Map<Noise, Float64Array>();
  const rest = new Float64Array(1);
  let known = 0;
  for (let i = 0; i < of.length; i++) rest[0] += of.rest[i];
  for (const [source, coefficients] of of.noise) {
    let sum = 0;
    let size = 0;
    for (const c of coefficients) {
      sum += c;
      size += Math.abs(c);
    }
    known += size;
    if (source.isShared) noise.set(source, Float64Array.of(sum));
    else rest[0] += size;
  }
  rest[0] = rest[0] * restMargin + known * cancelled * (4 + of.length);
  return summed(1, noise, rest);
}

/** Adds up the reach; where it is not finite nothing is known; of many errors the smallest lose their names. */
function summed(length: number, noise: Map<Noise, Float64Array>, rest: Float64Array): Deviation {
  if (noise.size > mostNoise) forgetSmallest(noise, rest);
  const reach = new Float64Array(length);
  for (const coefficients of noise.values()) {
    for (let i = 0; i < length; i++) reach[i] += Math.abs(coefficients[i]);
  }
  let isKnown = true;
  for (let i = 0; i < length; i++) {
    reach[i] = reach[i] * restMargin + rest[i];
    if (reach[i] < Infinity) continue;
    isKnown = false;
    rest[i] = reach[i] = Infinity;
  }
  if (isKnown) return { length, noise, rest, reach };
  // Operands may share the coefficients.
  const known = Array.from(
    noise,
    ([source, coefficients]) =>
      [source, coefficients.map((c, i) => rest[i] < Infinity ? c : 0)] as const,
  );
  return { length, noise: new Map(known), rest, reach };
}

/**
 * A deviation that is known to be no larger than some bounds: where that says much more, it is all that is
 * remembered.
 */
export function within(of: Deviation, bounds: Float64Array): Deviation {
  const isNarrower = bounds.map((bound, i) => bound < of.reach[i] / 4 ? 1 : 0);
  if (!isNarrower.includes(1)) return of;
  const pick = (own: Float64Array, other: (i: number) => number) =>
    own.map((x, i) => isNarrower[i] === 1 ? other(i) : x);
  const noise = Array.from(
    of.noise,
    ([source, coefficients]) => [source, pick(coefficients, () => 0)] as const,
  );
  return {
    length: of.length,
    noise: new Map(noise),
    rest: pick(of.rest, (i) => bounds[i]),
    reach: pick(of.reach, (i) => bounds[i]),
  };
}

function forgetSmallest(noise: Map<Noise, Float64Array>, rest: Float64Array): void {
  const sizes = Array.from(noise, ([source, coefficients]) => ({
    source,
    size: coefficients.reduce((sum, c) => sum + Math.abs(c), 0),
  }));
  const smallest = sizes.toSorted((a, b) => a.size - b.size).slice(0, sizes.length - mostNoise);
  for (const { source } of smallest) {
    const coefficients = noise.get(source)!;
    for (let i = 0; i < rest.length; i++) rest[i] += Math.abs(coefficients[i]);
    noise.delete(source);
  }
}
