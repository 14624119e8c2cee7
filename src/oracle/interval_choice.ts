/**
 * What does not round: comparing columns of float64 intervals, and choosing between them.
 *
 * @module
 */
import type { Decision } from "./field.ts";
import { type Column, column, hiOf, loOf } from "./interval_column.ts";

/** Each end by the same exact operation. */
export function endwise(
  a: Column,
  b: Column,
  pick: (x: number, y: number) => number,
  top = pick,
): Column {
  const n = Math.max(a.length, b.length);
  const out = column(n);
  const { data, at } = out;
  const stepA = a.length === 1 ? 0 : 1;
  const stepB = b.length === 1 ? 0 : 1;
  for (let i = 0, j = a.at, k = b.at; i < n; i++, j += stepA, k += stepB) {
    data[at + i] = pick(a.data[j], b.data[k]);
    data[at + n + i] = top(a.data[j + a.length], b.data[k + b.length]);
  }
  return out;
}

/** Of each place the element that it names. */
export function gather(a: Column, elements: Int32Array): Column {
  if (a.length === 1) return a;
  const out = column(elements.length);
  elements.forEach((element, place) => {
    out.data[out.at + place] = loOf(a, element);
    out.data[out.at + out.length + place] = hiOf(a, element);
  });
  return out;
}

/** `a` with so many elements, but in those that are named the hull of what is in their places. */
export function hulls(a: Column, length: number, places: Column, elements: Int32Array): Column {
  const out = column(length);
  const { data, at } = out;
  for (let i = 0; i < length; i++) {
    data[at + i] = loOf(a, i);
    data[at + length + i] = hiOf(a, i);
  }
  let last = -1;
  elements.forEach((element, place) => {
    const [lo, hi] = [loOf(places, place), hiOf(places, place)];
    const isFirst = element !== last;
    last = element;
    data[at + element] = isFirst ? lo : Math.min(data[at + element], lo);
    data[at + length + element] = isFirst ? hi : Math.max(data[at + length + element], hi);
  });
  return out;
}

/** A comparison of intervals by their ends. */
export type Comparison = (al: number, ah: number, bl: number, bh: number) => 0 | 1 | 2;

/** a < b. */
export const isLess: Comparison = (al, ah, bl, bh) => ah < bl ? 1 : al >= bh ? 0 : 2;
/** a <= b. */
export const isLessEqual: Comparison = (al, ah, bl, bh) => ah <= bl ? 1 : al > bh ? 0 : 2;
/** a = b: decided only where they are apart, or both exact. */
export const isEqual: Comparison = (al, ah, bl, bh) =>
  ah < bl || al > bh ? 0 : al === ah && bl === bh ? 1 : 2;

/** a < b, undecided where the two may be equal. */
export const isBelow: Comparison = (al, ah, bl, bh) => ah < bl ? 1 : al > bh ? 0 : 2;

/** Truths share a slab, since most are shorter than what a typed array of their own costs. */
const SLAB = 1 << 14;
let slab = new Uint8Array(SLAB);
let top = 0;

function decisions(length: number): Decision {
  if (top + length > slab.length) {
    slab = new Uint8Array(Math.max(SLAB, length));
    top = 0;
  }
  return slab.subarray(top, top += length);
}

/** Compares two columns, element by element. */
export function compare(a: Column, b: Column, test: Comparison): Decision {
  const out = decisions(Math.max(a.length, b.length));
  const stepA = a.length === 1 ? 0 : 1;
  const stepB = b.length === 1 ? 0 : 1;
  for (let i = 0, j = a.at, k = b.at; i < out.length; i++, j += stepA, k += stepB) {
    out[i] = test(a.data[j], a.data[j + a.length], b.data[k], b.data[k + b.length]);
  }
  return out;
}

/** One of two where the condition is decided, their hull elsewhere. */
export function choose(condition: Decision, a: Column, b: Column): Column {
  const n = Math.max(condition.length, a.length, b.length);
  const out = column(n);
  const { data, at } = out;
  const step = condition.length === 1 ? 0 : 1;
  const stepA = a.length === 1 ? 0 : 1;
  const stepB = b.length === 1 ? 0 : 1;
  for (let i = 0, c = 0, j = a.at, k = b.at; i < n; i++, c += step, j += stepA, k += stepB) {
    const isYes = condition[c] !== 0;
    const isNo = condition[c] !== 1;
    const al = a.data[j];
    const bl = b.data[k];
    const ah = a.data[j + a.length];
    const bh = b.data[k + b.length];
    data[at + i] = isYes && isNo ? Math.min(al, bl) : isYes ? al : bl;
    data[at + n + i] = isYes && isNo ? Math.max(ah, bh) : isYes ? ah : bh;
  }
  return out;
}
