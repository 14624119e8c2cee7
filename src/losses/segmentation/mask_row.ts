/**
 * One row of a mask: its entries as the kernels of overlaps read them.
 *
 * @module
 */
import type { ClassLayout } from "../../reference/internal.ts";

/** The entries of one row; one record serves all rows, so that no row allocates. */
export interface MaskRow {
  /** p: what is predicted. */
  readonly p: Float64Array;
  /** 1 − p, which keeps its digits where p is near 1. */
  readonly rest: Float64Array;
  /** t: what is right. */
  readonly t: Float64Array;
}

/** Predicted probabilities, and what each lacks to 1. */
export interface Probabilities {
  readonly p: Float64Array;
  readonly rest: Float64Array;
}

/** Given probabilities, with what they lack to 1. */
export function givenProbabilities(p: Float64Array): Probabilities {
  return { p, rest: p.map((x) => 1 - x) };
}

/** A row to be filled by {@linkcode readMaskRow}. */
export function allocateMaskRow(entries: number): MaskRow {
  return {
    p: new Float64Array(entries),
    rest: new Float64Array(entries),
    t: new Float64Array(entries),
  };
}

/**
 * Reads a row of a mask.
 *
 * @param of the probabilities
 * @param target as many targets
 * @param layout where the entries of each row stand
 * @param i the row
 * @param row is overwritten
 */
export function readMaskRow(
  of: Probabilities,
  target: Float64Array,
  { start, stride }: ClassLayout,
  i: number,
  row: MaskRow,
): void {
  let at = start(i);
  for (let c = 0; c < row.p.length; c++, at += stride) {
    row.p[c] = of.p[at];
    row.rest[c] = of.rest[at];
    row.t[c] = target[at];
  }
}

/** p − t, by what both lack to 1 where that is the smaller: no digit is lost. */
export function excess({ p, rest, t }: MaskRow, c: number): number {
  return p[c] > 0.5 && t[c] > 0.5 ? (1 - t[c]) - rest[c] : p[c] - t[c];
}

/** The row that an element of a mask stands in, and which of its entries it is. */
export function placeInMask({ classes }: ClassLayout, at: number): readonly [number, number] {
  return [Math.floor(at / classes), at % classes];
}
