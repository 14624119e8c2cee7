/**
 * A few mutants that stand for all.
 *
 * @module
 */
import fc from "fast-check";
import type { Entry } from "./all_mutants.ts";

/**
 * A sample in which no source, no loss of a source and no place in a loss has two mutants before each
 * of the others has one, as far as there are any.
 *
 * @param entries all that there are
 * @param count how many to take
 * @param seed the same seed takes the same ones
 */
export function sampleOf(entries: readonly Entry[], count: number, seed: number): readonly Entry[] {
  const whole = fc.shuffledSubarray([...entries], { minLength: entries.length });
  const [shuffled] = fc.sample(whole, { seed, numRuns: 1 });
  return spread(shuffled, [
    ({ source }) => source,
    ({ mutant }) => mutant.loss,
    ({ topic }) => topic,
  ]).slice(0, count);
}

type Key = (entry: Entry) => string;

/** In such an order that every beginning is spread over the first key, within it over the next. */
function spread(entries: readonly Entry[], [key, ...others]: readonly Key[]): readonly Entry[] {
  if (key === undefined) return entries;
  const groups = [...Map.groupBy(entries, key).values()].map((group) => spread(group, others));
  const longest = Math.max(0, ...groups.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) => groups.flatMap((group) => group.slice(i, i + 1)))
    .flat();
}
