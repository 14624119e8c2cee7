/**
 * From terms to a loss: sample weights, what the sum is divided by, and the gradient from above.
 *
 * @module
 */
import { isMidRange, ratio } from "./product.ts";
import type { ClassLayout } from "./softmax_row.ts";
import { sum, sumOf } from "./sum.ts";
import { Wide } from "./wide.ts";

/** The terms ℓ_i of a loss, before sample weights and reduction. */
export interface Terms {
  /** ℓ_i; ±∞ or NaN where the direct evaluation leaves float64. */
  readonly value: Float64Array;
  /** By input, ∂ℓ_i/∂input, laid out as the input is. */
  readonly gradients: Readonly<Record<string, Float64Array>>;
  /** ℓ_i · Π numerators / Π denominators, finite wherever that is. */
  readonly scaled: (
    i: number,
    numerators: readonly number[],
    denominators: readonly number[],
  ) => number;
  /** By input, ∂ℓ_i/∂input · Π numerators / Π denominators, where the derivative itself can leave float64. */
  readonly scaledGradients?: Readonly<Record<string, Terms["scaled"]>>;
  /** By input whose elements each move several terms: the slopes of these by an element. */
  readonly slopes?: Readonly<Record<string, (element: number) => readonly TermSlope[]>>;
}

/** The slope of one term. */
export interface TermSlope {
  readonly term: number;
  readonly slope: Wide;
}

/** How the terms of one call are combined. */
export interface Combination {
  /** Whether the value is Σ w_i ℓ_i / D rather than each w_i ℓ_i / D. */
  readonly reduced: boolean;
  /** w, as many as terms; `null` = ones. */
  readonly weight: Float64Array | null;
  /** Factors of D: more than one where D itself is beyond float64. */
  readonly denominator: readonly number[];
  /** Whether a row does not count: its gradient stays 0 whatever D is. */
  readonly isIgnored: (row: number) => boolean;
}

const smallestUntouched = 2 ** -960;

/**
 * The value of a loss: w_i ℓ_i / D for each term, or their compensated sum.
 *
 * What comes out non-finite or near the smallest float is computed again, every product in an order
 * that stays in range and every term divided before it is added. So a mean is finite although the
 * sum is not.
 *
 * @param terms the terms
 * @param combination weights and denominator
 * @returns one value, or one a term
 */
export function combine(terms: Terms, combination: Combination): Float64Array {
  const { reduced, weight, denominator } = combination;
  const count = terms.value.length;
  const divisor = denominator.reduce((product, factor) => product * factor, 1);
  const weighted = (i: number) => weight ? weight[i] * terms.value[i] : terms.value[i];
  const ordered = (i: number) => terms.scaled(i, weight ? [weight[i]] : [], denominator);
  if (reduced) {
    const direct = (weight ? sumOf(count, weighted) : sum(terms.value)) / divisor;
    // Sums do not underflow: without weights a quotient by 1 or more is rounded once, however small.
    const isPlain = !weight && divisor >= 1 && divisor < Infinity && Math.abs(direct) < Infinity;
    const isFinal = divisor === 0 || isPlain || isUntouched(direct);
    return Float64Array.of(isFinal ? direct : sumOf(count, ordered));
  }
  const combined = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const direct = weighted(i) / divisor;
    combined[i] = terms.value[i] === 0 || isUntouched(direct) ? direct : ordered(i);
  }
  return combined;
}

/** Whether a value is so far inside float64 that nothing on the way to it left the range. */
function isUntouched(value: number): boolean {
  const size = Math.abs(value);
  return size > smallestUntouched && size < Infinity;
}

/**
 * Multiplies derivatives of terms, in place, by what they count for: upstream_i · w_i / D.
 *
 * @param gradient ∂ℓ_i/∂input, row-major
 * @param layout where the entries of each row stand in it
 * @param combination weights and denominator
 * @param upstream the gradient from above, one a value; `null` = ones
 * @param scaled the products where a derivative itself is infinite; absent = infinite, too
 */
export function scaleGradient(
  gradient: Float64Array,
  { rows, classes, start, stride }: ClassLayout,
  { reduced, weight, denominator, isIgnored }: Combination,
  upstream: Float64Array | null,
  scaled?: Terms["scaled"],
): void {
  const divisor = denominator.reduce((product, factor) => product * factor, 1);
  if (!weight && !scaled && (reduced || !upstream)) {
    const common = (upstream ? upstream[0] : 1) / divisor;
    if (common === 1) return;
    if (isMidRange(common)) {
      for (let i = 0; i < gradient.length; i++) gradient[i] *= common;
      return;
    }
  }
  for (let i = 0; i < rows; i++) {
    if (isIgnored(i)) continue;
    const from = upstream ? upstream[reduced ? 0 : i] : 1;
    const w = weight ? weight[i] : 1;
    const coefficient = w * from / divisor;
    const isExact = isMidRange(coefficient) || w === 0 || from === 0;
    const first = start(i);
    for (let at = first; at < first + classes * stride; at += stride) {
      // A weight of 0 removes a derivative that overflowed: its true product is 0.
      if (w === 0 && Math.abs(gradient[at]) === Infinity) gradient[at] = 0;
      if (scaled && Math.abs(gradient[at]) === Infinity) {
        gradient[at] = scaled(at, [w, from], denominator);
        continue;
      }
      gradient[at] = isExact
        ? gradient[at] * coefficient
        : ratio([gradient[at], w, from], denominator);
    }
  }
}

/**
 * The derivative of a loss by an element that moves several terms: Σ slope_t · upstream_t · w_t / D.
 *
 * @param slopes those of the terms
 * @param combination weights and denominator
 * @param upstream the gradient from above, one a value; `null` = ones
 */
export function sumOfSlopes(
  slopes: readonly TermSlope[],
  { reduced, weight, denominator }: Combination,
  upstream: Float64Array | null,
): number {
  const divisors = denominator.map(Wide.of);
  const parts = slopes.map(({ term, slope }) => {
    const from = upstream ? upstream[reduced ? 0 : term] : 1;
    const w = weight ? weight[term] : 1;
    if (w === 0 && Math.abs(slope.toNumber()) === Infinity) return Wide.zero;
    return Wide.ratio([slope, Wide.of(w), Wide.of(from)], divisors);
  });
  return Wide.sum(parts).toNumber();
}

/** Σ values as factors of a denominator: two of them where the sum is beyond float64. */
export function sumAsFactors(length: number, value: (index: number) => number): readonly number[] {
  const direct = sumOf(length, value);
  if (direct < Infinity) return [direct];
  return [sumOf(length, (i) => value(i) * 2 ** -64), 2 ** 64];
}
