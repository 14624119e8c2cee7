/**
 * How many classes a call has.
 *
 * @module
 */
import { always, type Draw, pick, smallerIntegers } from "./draw.ts";

/** 80 as in COCO; more than 8 bits can count. */
const usual = [2, 3, 2, 3, 4, 5, 2, 3, 4, 5, 1, 2, 3, 6, 7, 8, 10, 2, 3, 21, 80, 300];

/** Vectors, warps and blocks, and one class more. */
const blocks = [16, 32, 64, 96, 97, 128, 256];

/** A block's end, ImageNet, LVIS; calls of so many classes have few rows. */
const large = [512, 513, 1000, 1203];

/** Fewer classes than these need no special case. */
const small = [1, 2, 3, 5, 10, 21, 80, 129, 257];

/**
 * Draws a number of classes: few mostly, about a block of threads once in 16, 512 to 1203 once in 64.
 *
 * @param range what is allowed; absent = 1 to 1203
 * @param first a number to begin with; absent = as above
 */
export function classesDraw(
  range: { readonly min?: number; readonly max?: number } | undefined,
  first?: number,
): Draw<number> {
  const { min = 1, max = 1203 } = range ?? {};
  const fitting = (choices: readonly number[]) =>
    choices.filter((classes) => classes >= min && classes <= max);
  const simpler = function* (classes: number) {
    yield* small.filter((n) => n >= min && n < classes);
    for (const n of smallerIntegers(classes)) if (n >= min && n > 257) yield n;
  };
  if (first !== undefined) return { draw: () => first, simpler };
  const [few, some, many] = [usual, blocks, large].map(fitting);
  if (few.length + some.length + many.length === 0) return always(min);
  const choices = few.length > 0 ? few : some.length > 0 ? some : many;
  return {
    draw(random) {
      const kind = random.nextInt(0, 63);
      return pick(
        random,
        kind < 1 && many.length > 0 ? many : kind < 5 && some.length > 0 ? some : choices,
      );
    },
    simpler,
  };
}

/** So many entries calls of many classes have at most, */
const mostEntries = 6144;

/** but for calls of so many rows. */
export const fewRecords = 2;

/**
 * How many classes so many rows may have, so that the call stays cheap.
 *
 * @param records how many rows
 */
export function mostClasses(records: number): number {
  if (records <= fewRecords) return Infinity;
  return records >= 100 ? 4 : Math.max(4, Math.floor(mostEntries / records));
}

/**
 * How many rows a call may have of so many classes.
 *
 * @param classes how many
 */
export function mostRecords(classes: number): number {
  return classes > 300 ? fewRecords : Infinity;
}
