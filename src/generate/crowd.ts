/**
 * Crowds: calls with more records than were drawn, for odd sizes and for dense detectors.
 *
 * @module
 */
import { type Draw, smallerIntegers } from "./draw.ts";

/** How many records a call has at least, by repeating the drawn ones. */
export interface Crowd {
  readonly length: number;
  /** Where the only positive is among the targets; null = the targets are as drawn. */
  readonly positive: number | null;
}

const none: Crowd = { length: 0, positive: null };

/**
 * Draws a crowd: none mostly, an odd number from 17 to 39 once in ten, about a thousand records with a
 * single positive once in 64.
 *
 * @param most the largest number of records allowed
 */
export function crowdDraw(most: number): Draw<Crowd> {
  return {
    draw(random) {
      const kind = random.nextInt(0, 63);
      if (kind === 0 && most >= 1000) {
        const length = random.nextInt(1000, Math.min(most, 1024));
        return { length, positive: random.nextInt(0, length - 1) };
      }
      if (kind > 0 && kind <= 6 && most >= 39) {
        return { length: 17 + 2 * random.nextInt(0, 11), positive: null };
      }
      return none;
    },
    simpler: function* ({ length, positive }) {
      if (length === 0) return;
      yield none;
      if (positive !== null) yield { length, positive: null };
      for (const shorter of smallerIntegers(length)) {
        if (shorter > 0) yield { length: shorter, positive: positive && positive % shorter };
      }
    },
  };
}
