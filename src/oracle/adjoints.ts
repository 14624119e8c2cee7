/**
 * How far a result moves when a number on its way does: reverse differentiation, in intervals.
 *
 * An adjoint is mid ± rad. What comes by way of some uses is kept apart, since there a number's own rounding may
 * be missing although others have it, or be there alone: a sum that is fused with the product that it adds, and
 * an exact operation that rounds what was wider before.
 *
 * @module
 */

/** Pays for float64's own roundings of a few operations. */
const margin = 2 ** -46;

/** What is kept of each slot. */
const MID = 0, RAD = 1, APART = 2, APART_RAD = 3, UP = 4, DOWN = 5, FIELDS = 6;

/**
 * Where the own rounding of a number that is read happens:
 *
 * - `at once`: where it is computed, so that all its uses see the same;
 * - `apart`: it may be missing in this use, or be there alone, as of a product that is fused with a sum;
 * - `later`: the use is exact, so that a number that was kept wider is rounded by it, or by a use of it in turn.
 */
export type Rounded = "at once" | "apart" | "later";

/** The adjoints of the slots of a tape, of one result; slots are visited from the result to the leaves. */
export class Adjoints {
  readonly #data: Float64Array;
  readonly #exact: Uint8Array;
  /** The adjoint of the slot that was visited last. */
  #at = 0;
  #around = 0;
  /** The most that an error of its own moves the result by, upwards and downwards. */
  #up = 0;
  #down = 0;

  /** @param exact marks the slots that no error comes from: nothing is passed to them */
  constructor(exact: Uint8Array) {
    this.#exact = exact;
    this.#data = new Float64Array(FIELDS * exact.length);
  }

  /** Starts at a result. */
  start(output: number): void {
    this.#data[FIELDS * output + MID] = 1;
  }

  /**
   * Visits a slot, and forgets its adjoint for the next result.
   *
   * @returns the most that an error of the slot's own may be multiplied by; 0 where the result does not need it
   */
  visit(slot: number): number {
    const data = this.#data;
    const at = FIELDS * slot;
    const mid = data[at + MID];
    const rad = data[at + RAD];
    const apartRad = data[at + APART_RAD];
    const [rise, fall] = [data[at + UP], -data[at + DOWN]];
    if (rad === 0 && apartRad === 0 && mid === 0 && rise === 0 && fall === 0) return 0;
    this.#at = mid + data[at + APART];
    this.#around = (rad + apartRad) * (1 + margin) + Math.abs(this.#at) * margin;
    this.#up = (Math.max(0, mid + rad) + rise) * (1 + margin);
    this.#down = (Math.max(0, rad - mid) + fall) * (1 + margin);
    data.fill(0, at, at + FIELDS);
    return Math.max(this.#up, this.#down);
  }

  /** The magnitude of the visited slot's adjoint. */
  size(): number {
    return (Math.abs(this.#at) + this.#around) * (1 + margin);
  }

  /**
   * Passes the visited slot's adjoint on to one that it reads.
   *
   * @param to the slot that is read
   * @param lo the least slope by it
   * @param hi the greatest
   * @param relative what the visited slot's own rounding may change of that
   * @param rounded where the own rounding of what is read happens
   */
  pass(to: number, lo: number, hi: number, relative: number, rounded: Rounded = "at once"): void {
    if (this.#exact[to] === 1) return;
    const slope = lo / 2 + hi / 2;
    const size = Math.abs(slope);
    const around = (hi - lo) / 2 * (1 + relative) + size * (relative + margin);
    const mid = this.#at * slope;
    const rad = Math.abs(this.#at) * around + this.#around * (size + around) +
      Math.abs(mid) * margin;
    const data = this.#data;
    const at = FIELDS * to;
    if (rounded === "at once") {
      data[at + MID] += mid;
      data[at + RAD] += rad;
      return;
    }
    data[at + APART] += mid;
    data[at + APART_RAD] += rad;
    if (rounded === "apart") {
      data[at + UP] += Math.max(0, mid + rad);
      data[at + DOWN] += Math.min(0, mid - rad);
      return;
    }
    const [rise, fall] = [Math.max(0, hi) * (1 + margin), Math.max(0, -lo) * (1 + margin)];
    data[at + UP] += Math.max(this.#up * rise, this.#down * fall);
    data[at + DOWN] -= Math.max(this.#up * fall, this.#down * rise);
  }
}
