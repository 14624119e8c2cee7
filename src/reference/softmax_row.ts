/**
 * One row of logits: the parts of its softmax from which every class loss is made.
 *
 * @module
 */

/** Where the entries of each row stand: mostly logits of classes. */
export interface ClassLayout {
  readonly rows: number;
  /** The entries of a row: C, or P of a mask; 1 for a loss of single elements. */
  readonly classes: number;
  /** The index of a row's first entry. */
  readonly start: (row: number) => number;
  /** How far from there to its next one. */
  readonly stride: number;
}

/**
 * A row's softmax, unnormalised and with the leading class apart: p_c = e_c / (1 + rest).
 *
 * One record serves all rows, so that no row allocates.
 */
export interface SoftmaxRow {
  /** m = max over the classes; NaN when a logit is NaN. */
  max: number;
  /** The first class that attains it. */
  top: number;
  /** e_c = exp(x_c − m). */
  readonly exps: Float64Array;
  /** Σ e_c over the classes but the top one. */
  rest: number;
}

/** A row to be filled by {@linkcode readSoftmaxRow}. */
export function allocateSoftmaxRow(classes: number): SoftmaxRow {
  return { max: 0, top: 0, exps: new Float64Array(classes), rest: 0 };
}

/**
 * Reads a row of logits: −log p_c = (m − x_c) + log1p(rest), two terms that are never negative.
 *
 * @param x logits
 * @param start index of the row's first class
 * @param stride distance of its classes
 * @param row is overwritten
 */
export function readSoftmaxRow(
  x: Float64Array,
  start: number,
  stride: number,
  row: SoftmaxRow,
): void {
  const { exps } = row;
  let max = x[start];
  let top = 0;
  for (let c = 1; c < exps.length; c++) {
    const xc = x[start + c * stride];
    if (xc > max) {
      max = xc;
      top = c;
    }
  }
  for (let c = 0; c < exps.length; c++) exps[c] = expOfDifference(x[start + c * stride], max);
  row.max = max;
  row.top = top;
  row.rest = sumExcept(exps, top);
}

/**
 * exp(a − b) to an ulp or two: e^(d + lost) = e^d (1 + lost), where d + lost is the exact difference.
 *
 * The rounding of d alone is worth |d|/2 ulps of the exponential, 128 at d = −265.
 */
function expOfDifference(a: number, b: number): number {
  const d = a - b;
  const e = Math.exp(d);
  if (e === 0) return 0;
  // Knuth's TwoSum of a and −b.
  const back = d - a;
  const lost = (a - (d - back)) - (b + back);
  return e + e * lost;
}

/**
 * Σ e_c over the classes but one, compensated.
 *
 * 1 − p_k is this over 1 + rest, so that a confident row keeps its relative accuracy
 * (the defect of pytorch#195678 is to take it as 1 − p_k).
 *
 * @param exps values ≥ 0
 * @param except the class that is left out
 * @returns the sum, to about an ulp
 */
export function sumExcept(exps: Float64Array, except: number): number {
  let sum = 0;
  let lost = 0;
  for (let c = 0; c < exps.length; c++) {
    if (c === except) continue;
    const next = sum + exps[c];
    lost += sum >= exps[c] ? (sum - next) + exps[c] : (exps[c] - next) + sum;
    sum = next;
  }
  return sum + lost;
}
