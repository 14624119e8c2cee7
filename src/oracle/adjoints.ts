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

/** The adjoints of the slots of a tape, of one result; slots are visited from the result to the leaves. */
export class Adjoints {
  readonly #mid: Float64Array;
  readonly #rad: Float64Array;
  /** Of such uses: all of it, and as far as it goes up and down. */
  readonly #apart: Float64Array;
  readonly #apartRad: Float64Array;
  readonly #up: Float64Array;
  readonly #down: Float64Array;
  /** The adjoint of the slot that was visited last. */
  #at = 0;
  #around = 0;

  constructor(size: number) {
    const array = () => new Float64Array(size);
    [this.#mid, this.#rad, this.#apart, this.#apartRad, this.#up, this.#down] = [
      array(),
      array(),
      array(),
      array(),
      array(),
      array(),
    ];
  }

  /** Starts at a result. */
  start(output: number): void {
    this.#mid[output] = 1;
  }

  /**
   * Visits a slot, and forgets its adjoint for the next result.
   *
   * @returns the most that an error of the slot's own may be multiplied by; 0 where the result does not need it
   */
  visit(slot: number): number {
    const mid = this.#mid[slot];
    const rad = this.#rad[slot];
    const apart = this.#apart[slot];
    const apartRad = this.#apartRad[slot];
    if (mid === 0 && rad === 0 && apart === 0 && apartRad === 0) return 0;
    this.#at = mid + apart;
    this.#around = (rad + apartRad) * (1 + margin) + Math.abs(this.#at) * margin;
    const most = Math.max(
      Math.max(0, mid + rad) + this.#up[slot],
      Math.max(0, rad - mid) - this.#down[slot],
    );
    this.#mid[slot] = this.#rad[slot] = 0;
    this.#apart[slot] =
      this.#apartRad[slot] =
      this.#up[slot] =
      this.#down[slot] =
        0;
    return most * (1 + margin);
  }

  /**
   * Passes the visited slot's adjoint on to one that it reads.
   *
   * @param to the slot that is read
   * @param lo the least slope by it
   * @param hi the greatest
   * @param relative what the visited slot's own rounding may change of that
   * @param isApart whether the own rounding of what is read may be missing in this use, or be there alone
   */
  pass(to: number, lo: number, hi: number, relative: number, isApart = false): void {
    const slope = lo / 2 + hi / 2;
    const size = Math.abs(slope);
    const around = (hi - lo) / 2 * (1 + relative) + size * (relative + margin);
    const mid = this.#at * slope;
    const rad = Math.abs(this.#at) * around + this.#around * (size + around) +
      Math.abs(mid) * margin;
    if (!isApart) {
      this.#mid[to] += mid;
      this.#rad[to] += rad;
      return;
    }
    this.#apart[to] += mid;
    this.#apartRad[to] += rad;
    this.#up[to] += Math.max(0, mid + rad);
    this.#down[to] += Math.min(0, mid - rad);
  }
}
