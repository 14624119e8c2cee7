/**
 * Seeded random numbers for the long proofs: the same seed gives the same cases everywhere.
 *
 * @module
 */

/** A stream of random numbers. */
export interface Random {
  /** A whole number from 0 to 2^32 - 1. */
  bits(): number;
  /** A number in [0, 1) with 53 random bits. */
  unit(): number;
  /** A number between two others. */
  between(from: number, to: number): number;
  /** A whole number from 0 up to, not including, `n`. */
  below(n: number): number;
  /** One of some things. */
  pick<T>(from: readonly T[]): T;
  /** Whether something of this probability happens. */
  chance(probability: number): boolean;
  /** Any float64 that is not NaN, all bit patterns alike. */
  float64(): number;
}

const view = new DataView(new ArrayBuffer(8));

/**
 * A stream of random numbers: a Weyl sequence of 32 bits, twice mixed by multiplication.
 *
 * @param seed a whole number
 * @returns the stream
 */
export function randomFrom(seed: number): Random {
  let counter = Math.imul(seed, 0x2545f491) >>> 0;
  let turns = 0;

  function bits(): number {
    counter = (counter + 0x9e3779b9) >>> 0;
    // The sequence repeats after 2^32 steps; the count of its turns makes each turn another one.
    if (counter < 0x9e3779b9) turns = (turns + 0x632be5ab) >>> 0;
    let x = counter ^ turns;
    x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
    x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
    return (x ^ (x >>> 16)) >>> 0;
  }

  function unit(): number {
    return (bits() * 2 ** 21 + (bits() >>> 11)) * 2 ** -53;
  }

  function float64(): number {
    view.setUint32(0, bits());
    view.setUint32(4, bits());
    const x = view.getFloat64(0);
    return Number.isNaN(x) ? float64() : x;
  }

  const below = (n: number) => Math.floor(unit() * n);
  return {
    bits,
    unit,
    between: (from, to) => from + (to - from) * unit(),
    below,
    pick: (from) => from[below(from.length)],
    chance: (probability) => unit() < probability,
    float64,
  };
}
