/**
 * Numbers of float64's precision whose exponents have no ends: what is out of its range on the way to a
 * result that is not.
 *
 * @module
 */

const view = new DataView(new ArrayBuffer(8));

/** Beyond so many binades the smaller summand is lost in the larger one. */
const negligible = 128;

/**
 * m · 2^e with 1 ≤ |m| < 2, or m one of 0, ±∞ and NaN. Products, quotients and sums are rounded once, to
 * float64's precision, and neither overflow nor underflow.
 *
 * @example
 * ```ts
 * import { Wide } from "./wide.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const area = Wide.of(2 ** 1000).times(Wide.of(3 * 2 ** 1000));
 * assertEquals(area.toNumber(), Infinity);
 * assertEquals(area.over(area.plus(area)).toNumber(), 0.5);
 * ```
 */
export class Wide {
  /** 0. */
  static readonly zero: Wide = new Wide(0, 0);
  /** 1. */
  static readonly one: Wide = new Wide(1, 0);

  readonly #m: number;
  readonly #e: number;

  private constructor(m: number, e: number) {
    this.#m = m;
    this.#e = e;
  }

  /** A float64, exactly. */
  static of(x: number): Wide {
    return Wide.#normalized(x, 0);
  }

  /** a − b, rounded once: as float64 has it, unless that overflows. */
  static difference(a: number, b: number): Wide {
    const apart = a - b;
    return Number.isFinite(apart) ? Wide.of(apart) : Wide.of(a).minus(Wide.of(b));
  }

  /** x · 2^e. */
  static #normalized(x: number, e: number): Wide {
    const size = Math.abs(x);
    // What products and quotients of numbers from 1 to 2 are.
    if (size >= 1 && size < 2) return new Wide(x, e);
    if (size >= 2 && size < 4) return new Wide(x / 2, e + 1);
    if (size >= 0.5 && size < 1) return new Wide(x * 2, e - 1);
    if (x === 0 || !Number.isFinite(x)) return new Wide(x, 0);
    view.setFloat64(0, x);
    const high = view.getUint32(0);
    const biased = high >>> 20 & 0x7ff;
    // Subnormals lack the implicit 1.
    if (biased === 0) return Wide.#normalized(x * 2 ** 54, e - 54);
    view.setUint32(0, high & 0x800fffff | 0x3ff00000);
    return new Wide(view.getFloat64(0), e + biased - 1023);
  }

  /** The product of all factors over that of all divisors. */
  static ratio(factors: readonly Wide[], divisors: readonly Wide[] = []): Wide {
    const above = factors.reduce((product, factor) => product.times(factor), Wide.one);
    return divisors.reduce((quotient, divisor) => quotient.over(divisor), above);
  }

  /** The sum of a few, in their order. */
  static sum(summands: readonly Wide[]): Wide {
    return summands.reduce((sum, x) => sum.plus(x), Wide.zero);
  }

  /** The larger of two. */
  static max(a: Wide, b: Wide): Wide {
    return a.isLess(b) ? b : a;
  }

  times(other: Wide): Wide {
    return Wide.#normalized(this.#m * other.#m, this.#e + other.#e);
  }

  over(other: Wide): Wide {
    return Wide.#normalized(this.#m / other.#m, this.#e - other.#e);
  }

  plus(other: Wide): Wide {
    if (this.#m === 0) return other;
    if (other.#m === 0) return this;
    const [large, small] = this.#e >= other.#e ? [this, other] : [other, this];
    const apart = large.#e - small.#e;
    if (!Number.isFinite(small.#m)) return small;
    const aligned = apart > negligible ? 0 : small.#m * 2 ** -apart;
    return Wide.#normalized(large.#m + aligned, large.#e);
  }

  minus(other: Wide): Wide {
    return this.plus(other.negated());
  }

  negated(): Wide {
    return new Wide(-this.#m, this.#e);
  }

  /** Whether it is below another; never of NaN. */
  isLess(other: Wide): boolean {
    return this.minus(other).#m < 0;
  }

  isNaN(): boolean {
    return Number.isNaN(this.#m);
  }

  /** The nearest float64. */
  toNumber(): number {
    const half = Math.trunc(this.#e / 2);
    return this.#m * 2 ** half * 2 ** (this.#e - half);
  }
}
