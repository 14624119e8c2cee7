/**
 * Sources of random numbers: fast-check's own, and ones that are made of numbers.
 *
 * @module
 */

/** What a draw needs of a source; fast-check's `Random` is one. */
export interface Source {
  /** An integer from `least` to `most`, each equally likely. */
  nextInt(least: number, most: number): number;
  /** The same of integers of any size. */
  nextBigInt(least: bigint, most: bigint): bigint;
}

const golden = 0x9e3779b9;

/** Every bit of the result depends on every bit of `x`: the finalizer of MurmurHash3. */
function mixed(x: number): number {
  x = Math.imul(x ^ x >>> 16, 0x85ebca6b);
  x = Math.imul(x ^ x >>> 13, 0xc2b2ae35);
  return (x ^ x >>> 16) >>> 0;
}

/**
 * A source that is the same for the same keys, so that what it gives can be drawn again, and in any
 * order: the draws of one record say nothing of another's.
 *
 * @param keys whole numbers, e.g. of a call and of a record
 */
export function sourceOf(...keys: readonly number[]): Source {
  let state = keys.reduce((hash, key) => mixed(Math.imul(hash, 31) + key + golden | 0), 0);
  const next = () => mixed(state = state + golden | 0);
  return {
    nextInt(least, most) {
      return least + Math.floor(next() / 2 ** 32 * (most - least + 1));
    },
    nextBigInt(least, most) {
      const bits = (BigInt(next()) << 64n) + (BigInt(next()) << 32n) + BigInt(next());
      return least + bits % (most - least + 1n);
    },
  };
}
