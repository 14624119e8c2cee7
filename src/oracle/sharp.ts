/**
 * One output of a call by MPFR: for what float64 intervals leave open, and for float64's own truth.
 *
 * @module
 */
import type { FloatDType } from "../tensor/mod.ts";
import type { Enclosure } from "./enclosure.ts";
import type { Mask } from "./field.ts";
import type { Mpfr } from "./mpfr.ts";
import { roundedTo } from "./mpfr_answer.ts";
import type { MpfrColumn, MpfrField } from "./mpfr_field.ts";

/** An output by MPFR; its truth is `nearest` + `rest`. */
export interface Sharp {
  readonly bounds: Enclosure;
  readonly nearest: Float64Array;
  /** What `nearest` leaves, so that differences from the truth keep their digits. */
  readonly rest: Float64Array;
  /** The correctly rounded result; NaN where this precision leaves it open. */
  readonly rounded: Float64Array;
  /** Rows in which undecided comparisons are of equal numbers, so that no precision decides them. */
  readonly tied: Mask;
}

/**
 * Read columns of MPFR intervals into float64.
 *
 * @param columns one, or one for each entry
 * @param height elements of each column
 * @param place puts columns in the output's order
 */
export function sharpen(
  mpfr: Mpfr,
  field: MpfrField,
  columns: readonly MpfrColumn[],
  height: number,
  dtype: FloatDType,
  place: (columns: readonly Enclosure[]) => Enclosure,
): Omit<Sharp, "tied"> {
  const bounds = columns.map((c) => field.bounds(c, height));
  const rests = columns.map((c, k) =>
    field.bounds(field.sub(c, field.points(bounds[k].lo)), height)
  );
  const rounded = columns.map((c) => {
    const results = Float64Array.from(
      { length: height },
      (_, row) => roundedTo(mpfr, c[c.length === 1 ? 0 : row], dtype) ?? NaN,
    );
    return { lo: results, hi: results };
  });
  const placed = place(bounds);
  const rest = place(rests);
  return {
    bounds: placed,
    nearest: placed.lo,
    rest: rest.lo.map((x, i) => x / 2 + rest.hi[i] / 2),
    rounded: place(rounded).lo,
  };
}
