/**
 * The cases of a check: drawn in order, or looked up by fast-check's path.
 *
 * @module
 */
import fc from "fast-check";
import type { Check } from "../checks/mod.ts";
import type { Trial } from "../judge/mod.ts";

/** Where a case comes from: with these and the index or path, it is always the same one. */
export type Source = Pick<Check, "trials">;

// fast-check walks to the start of each draw, so draws are larger than batches.
const drawSize = 512;

/**
 * How many cases a check is given in a run.
 *
 * @param check which check; one whose cases cost much is given a part of them
 * @param runs the run's cases for each check
 */
export function casesOf({ share = 1 }: Pick<Check, "share">, runs: number): number {
  return Math.max(1, Math.round(runs * share));
}

/** What becomes of a drawn case: asked and counted, only asked, or neither. */
export type Share = "counted" | "asked" | "left out";

/** Where some cases are not counted, so many times the wanted number is drawn, at most; once where none is. */
const mostDraws = 10;

/**
 * Draws the cases of a check, in batches.
 *
 * Trial i is the one that `fc.check` would try with the same seed and the path `"i"`.
 *
 * @param source the check
 * @param seed the check's own seed
 * @param runs how many cases that count
 * @param batchSize how many in one batch, at most
 * @param shareOf says of each trial, by its index, what becomes of it (default: all count)
 * @returns the batches; together `runs` cases that count, or fewer where they are rare, and those besides
 * that are only asked
 */
export function* drawBatches(
  source: Source,
  seed: number,
  runs: number,
  batchSize: number,
  shareOf: (trial: Trial, index: number) => Share = () => "counted",
): Generator<Trial[]> {
  let counted = 0;
  let batch: Trial[] = [];
  for (let start = 0; counted < runs && start < mostDraws * runs;) {
    if (counted === 0 && start >= runs) break;
    const left = runs - counted;
    const wanted = counted === start ? left : Math.max(left, start);
    const numRuns = Math.min(drawSize, wanted, mostDraws * runs - start);
    const drawn = fc.sample(source.trials, { seed, numRuns, path: String(start) });
    for (const [i, trial] of drawn.entries()) {
      if (counted === runs) break;
      const share = shareOf(trial, start + i);
      if (share === "counted") counted++;
      if (share !== "left out") batch.push(trial);
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
    start += numRuns;
  }
  if (batch.length > 0) yield batch;
}

/**
 * The case at one of fast-check's paths: an index, then a turn for each shrink.
 *
 * @param source the check
 * @param seed the check's own seed
 * @param path e.g. `"17:2:0"`
 * @throws {Error} when no case lies on that path, e.g. since the generators have changed
 */
export function trialAt(source: Source, seed: number, path: string): Trial {
  const [found] = fc.sample(source.trials, { seed, path, numRuns: 1 });
  if (found === undefined) throw new Error(`Cannot find a case: nothing lies at path "${path}"`);
  return found;
}
