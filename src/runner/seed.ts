/**
 * Seeds: one for each check, drawn from the run's.
 *
 * @module
 */
import type { FloatDType } from "../tensor/mod.ts";

/**
 * The seed of one check's cases: a hash of the run's seed, the check's id and its format.
 *
 * It depends on nothing else, so a filtered run tries the same cases as the whole.
 *
 * @param seed the run's seed, any integer
 * @param check the check's id
 * @param dtype the format it is tried in
 * @returns a 32-bit signed integer
 */
export function checkSeed(seed: number, check: string, dtype: FloatDType): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(`${seed}/${dtype}/${check}`)) {
    // FNV-1a
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  // FNV's high bits depend little on the last bytes: the finalizer of MurmurHash3 mixes them.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
