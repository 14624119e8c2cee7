/**
 * What a reduction makes of how far its terms can be from their truth.
 *
 * @module
 */
import { areExactlySummed } from "./exactness.ts";
import type { Arithmetic } from "./field.ts";
import { type Column, hiOf, loOf } from "./interval_column.ts";
import { costAt } from "./interval_product.ts";
import type { OwnRounding } from "./own_rounding.ts";

/** A sum of terms, or one of them. */
export interface Total {
  /** How far it can be from its truth. */
  readonly reach: number;
  /** The largest that its terms' magnitudes can add up to. */
  readonly size: number;
  /** How many terms it has that may be other than 0. */
  readonly terms: number;
  /** What its additions would add to its reach, where they are exact and those of rounded terms are not. */
  readonly spared: number;
}

/** One of the terms of a sum. */
export interface SumTerm {
  readonly reach: number;
  /** The largest that its magnitude can be. */
  readonly size: number;
  /** What it is where nothing rounds it, else NaN. */
  readonly exact: number;
}

/** Adds up terms, in any order. */
export function totalReach(
  terms: Iterable<SumTerm>,
  own: OwnRounding,
  arithmetic: Arithmetic,
): Total {
  let reach = 0;
  let size = 0;
  const values: number[] = [];
  for (const term of terms) {
    if (term.reach === 0 && term.size === 0) continue;
    reach += term.reach;
    size += term.size;
    values.push(term.exact);
  }
  const count = values.length;
  const isExact = !values.some(Number.isNaN) &&
    areExactlySummed(count, (i) => values[i], size, arithmetic);
  const adding = count > 1 ? own.growth(count - 1) * size + count * arithmetic.lambda : 0;
  const outward = 1 + (count + 4) * 2 ** -50;
  return {
    reach: (isExact ? reach : reach + adding) * outward,
    size,
    terms: count,
    spared: isExact ? adding * outward : 0,
  };
}

/**
 * Divides by the denominator: its own deviation, and a rounding or two. Where those round, terms that are
 * divided each are no longer exact, and neither are their sums.
 *
 * @param dividend what is divided
 * @param by what a denominator can be in an honest evaluation
 * @param truth what it is
 * @param own the arithmetic's roundings
 * @param arithmetic the arithmetic
 * @returns how far the quotient can be from its truth
 */
export function dividedReach(
  { reach, size, terms, spared }: Total,
  by: Column,
  truth: Column,
  own: OwnRounding,
  arithmetic: Arithmetic,
): number {
  const [lo, hi] = [loOf(by, 0), hiOf(by, 0)];
  const least = lo > 0 ? lo : hi < 0 ? -hi : 0;
  if (least === 0 || !(reach < Infinity)) return Infinity;
  const off = Math.max(hi - loOf(truth, 0), hiOf(truth, 0) - lo);
  const quotient = size / least;
  const dividend: Column = { data: Float64Array.of(-size, size), at: 0, length: 1 };
  const factors = [{ of: dividend, inverse: false }, { of: by, inverse: true }];
  const { roundings, underflow } = costAt(factors, 0, arithmetic);
  const added = roundings === 0 ? reach : reach + spared;
  const carried = (added + quotient * off) / least;
  const rounded = own.several(quotient + carried, roundings);
  return (carried + rounded + underflow + 2 * terms * arithmetic.lambda) * (1 + 2 ** -40);
}
