/**
 * The slopes of a product by its factors.
 *
 * @module
 */
import type { Factor } from "./field.ts";
import { type Column, hiOf, isExactly, loOf } from "./interval_column.ts";
import type { Slot } from "./tape.ts";

/** A factor, and the slot that it stands in. */
export interface SlotFactor extends Factor<Column> {
  readonly slot: number;
}

type Ends = readonly [number, number];

/** The product of two intervals. */
export function times([a, b]: Ends, [c, d]: Ends): Ends {
  if (a >= 0 && c >= 0) return [a * c, b * d];
  const [p, q, r, s] = [a * c, a * d, b * c, b * d];
  return [Math.min(p, q, r, s), Math.max(p, q, r, s)];
}

/** Ends of intervals, written and read one after the other. */
let scratch = new Float64Array(64);

/**
 * Tells the slope of a product by each of its factors: the product of the others, and for what is divided by
 * -1/x² besides.
 *
 * @param factors the factors
 * @param row the element
 * @param tell takes a factor's slot, and the slope's ends
 */
export function productSlopes(
  factors: readonly SlotFactor[],
  row: number,
  tell: (slot: number, lo: number, hi: number) => void,
): void {
  const n = factors.length;
  if (scratch.length < 4 * n) scratch = new Float64Array(8 * n);
  /** The factors' own ends; from 2n on the products of those behind each. */
  const ends = scratch;
  let lo = 1;
  let hi = 1;
  const multiply = (l: number, h: number) => {
    if (lo >= 0 && l >= 0) {
      lo *= l;
      hi *= h;
      return;
    }
    const p = lo * l;
    const q = lo * h;
    const r = hi * l;
    const s = hi * h;
    lo = Math.min(p, q, r, s);
    hi = Math.max(p, q, r, s);
  };
  for (let k = n - 1; k >= 0; k--) {
    const { of, inverse } = factors[k];
    const l = loOf(of, row);
    const h = hiOf(of, row);
    const hasPole = inverse && !(l > 0 || h < 0);
    ends[2 * k] = hasPole ? -Infinity : inverse ? 1 / h : l;
    ends[2 * k + 1] = hasPole ? Infinity : inverse ? 1 / l : h;
    ends[2 * (n + k)] = lo;
    ends[2 * (n + k) + 1] = hi;
    multiply(ends[2 * k], ends[2 * k + 1]);
  }
  let before = 1;
  let beforeHi = 1;
  for (let k = 0; k < n; k++) {
    const { of, inverse, slot } = factors[k];
    if (loOf(of, row) !== hiOf(of, row)) {
      lo = before;
      hi = beforeHi;
      multiply(ends[2 * (n + k)], ends[2 * (n + k) + 1]);
      if (inverse) {
        multiply(ends[2 * k], ends[2 * k + 1]);
        multiply(ends[2 * k], ends[2 * k + 1]);
        tell(slot, -hi, -lo);
      } else {
        tell(slot, lo, hi);
      }
    }
    lo = before;
    hi = beforeHi;
    multiply(ends[2 * k], ends[2 * k + 1]);
    before = lo;
    beforeHi = hi;
  }
}

/**
 * The factors of products that are not exactly 1 for all elements, each looked up once. A square is two of them,
 * which honest work may multiply by at any place.
 */
export function factorsIn(slots: readonly Slot[]): (id: number) => readonly SlotFactor[] {
  const known: (readonly SlotFactor[] | undefined)[] = [];
  return (id) => known[id] ??= tellingFactors(id);

  function tellingFactors(id: number): readonly SlotFactor[] {
    const { node, args } = slots[id];
    if (node.op !== "product") return [];
    const all = node.factors.flatMap(({ inverse }, k) => {
      const { node: { op }, args: [root] } = slots[args[k]];
      return (op === "square" ? [root, root] : [args[k]])
        .map((slot) => ({ of: slots[slot].honest, inverse, slot }));
    });
    const telling = all.filter(({ of }) => !isExactly(of, 1));
    return telling.length === 0 ? all.slice(0, 1) : telling;
  }
}
