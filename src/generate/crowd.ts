/**
 * Crowds: calls with more records than were drawn one by one, for odd sizes, for blocks of threads and
 * for dense detectors.
 *
 * @module
 */
import { type Draw, once, pick, smallerIntegers } from "./draw.ts";
import type { Source } from "./source.ts";

/** How many records a call has at least. */
export interface Crowd {
  readonly length: number;
  /** Where the only positive is among the targets; null = the targets are as drawn. */
  readonly positive: number | null;
  /** The number of the first further record among all that could be drawn. */
  readonly from: number;
}

/** No more records than were drawn. */
export const noCrowd: Crowd = { length: 0, positive: null, from: 0 };

/** Sizes that lie in many rectangles and boxes. */
const boxes = [24, 24, 30, 36, 48, 60, 72, 120];

/** What kernels cut their work into: vectors, warps, blocks. */
const blocks = [32, 64, 256];

/**
 * Draws a crowd: none mostly; once in ten 13 to 39, a box, a multiple of a block or one beside it, 40 to
 * 256; once in 64 three hundred to a thousand records with a single positive.
 *
 * @param most the largest number of records allowed
 * @param first a number of records to begin with; absent = as above
 */
export function crowdDraw(most: number, first?: number): Draw<Crowd> {
  return {
    draw(random) {
      if (first !== undefined) return { ...noCrowd, length: Math.min(first, most) };
      const kind = random.nextInt(0, 63);
      if (kind > 6) return noCrowd;
      const length = lengthOf(kind, random);
      if (length > most) return noCrowd;
      return { ...noCrowd, length, positive: kind === 0 ? random.nextInt(0, length - 1) : null };
    },
    simpler: function* (crowd) {
      const { length, positive, from } = crowd;
      if (length === 0) return;
      yield noCrowd;
      if (positive !== null) yield { ...crowd, positive: null };
      for (const shorter of smallerIntegers(length)) {
        if (shorter === 0) continue;
        yield { ...crowd, length: shorter, positive: positive && positive % shorter };
        const later = { ...crowd, length: shorter, from: from + length - shorter };
        if (positive === null) yield later;
      }
    },
  };
}

function lengthOf(kind: number, random: Source): number {
  switch (kind) {
    case 0:
      return once(random, 2) ? random.nextInt(1000, 1024) : random.nextInt(300, 1000);
    case 1:
      return random.nextInt(13, 16);
    case 2:
    case 3:
      return 17 + 2 * random.nextInt(0, 11);
    case 4:
      return pick(random, boxes);
    case 5:
      return pick(random, blocks) * random.nextInt(1, 3) + random.nextInt(-1, 1);
    default:
      return random.nextInt(40, 256);
  }
}
