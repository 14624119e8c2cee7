/**
 * Two intervals of one axis, a predicted one and the right one: what each has alone, and what they share.
 *
 * @module
 */
import { sum, Wide } from "../../reference/internal.ts";

/** The lengths of two intervals [p1, p2] and [t1, t2]. */
export interface Span {
  /** p2 − p1. */
  readonly pred: Wide;
  /** t2 − t1. */
  readonly target: Wide;
  /** How long they overlap; below 0, how far they are apart. */
  readonly common: Wide;
  /** What of the predicted one lies outside the other. */
  readonly beyond: Wide;
  /** What of the right one lies outside the other. */
  readonly missed: Wide;
  /** From the first end to the last. */
  readonly hull: Wide;
  /** How far the middle of the right one lies ahead. */
  readonly shift: Wide;
  /** How much longer the predicted one is. */
  readonly stretch: Wide;
  /** How far the lower ends are apart. */
  readonly offset: Wide;
  /** From the first lower end to the first upper one. */
  readonly reach: Wide;
  /** Whether p1, p2, t1, t2 are the ends of the overlap; of two that are equal, the predicted one is. */
  readonly isInner: readonly [boolean, boolean, boolean, boolean];
}

/** The lengths of two intervals; what is alone is a sum of differences, neither of which cancels the other. */
export function spanOf(p1: number, p2: number, t1: number, t2: number): Span {
  const length = (from: number, to: number) => Wide.difference(to, from);
  const rest = (from: number, to: number) => to <= from ? Wide.zero : length(from, to);
  return {
    pred: length(p1, p2),
    target: length(t1, t2),
    common: length(Math.max(p1, t1), Math.min(p2, t2)),
    beyond: rest(p1, t1).plus(rest(t2, p2)),
    missed: rest(t1, p1).plus(rest(p2, t2)),
    hull: length(Math.min(p1, t1), Math.max(p2, t2)),
    shift: Wide.of(0.5).times(sumOf([t1, t2, -p1, -p2])),
    get stretch() {
      return sumOf([p2, -t2, t1, -p1]);
    },
    offset: length(Math.min(p1, t1), Math.max(p1, t1)),
    reach: length(Math.min(p1, t1), Math.min(p2, t2)),
    isInner: [p1 >= t1, p2 <= t2, t1 > p1, t2 < p2],
  };
}

/** A sum of ends, of which none that is small is lost beside large ones that cancel. */
function sumOf(ends: readonly number[]): Wide {
  const unit = ends.some((x) => Math.abs(x) > 2 ** 1000) ? 2 ** -4 : 1;
  return Wide.of(sum(ends.map((x) => x * unit))).over(Wide.of(unit));
}

/** Two boxes, axis by axis. */
export interface BoxPair {
  readonly x: Span;
  readonly y: Span;
}

/** Reads the i-th of predicted and of right boxes (x1, y1, x2, y2), row-major. */
export function boxPairOf(pred: Float64Array, target: Float64Array, i: number): BoxPair {
  const [x1, y1, x2, y2] = pred.subarray(4 * i, 4 * i + 4);
  const [u1, v1, u2, v2] = target.subarray(4 * i, 4 * i + 4);
  return { x: spanOf(x1, x2, u1, u2), y: spanOf(y1, y2, v1, v2) };
}

/** Whether nothing, or an edge alone, is in common. */
export function areApart({ x, y }: BoxPair): boolean {
  const isOverlap = ({ common }: Span) => Wide.zero.isLess(common);
  return !(isOverlap(x) && isOverlap(y)) && !x.common.isNaN() && !y.common.isNaN();
}

/** What a slope by one coordinate is asked of. */
export interface Side {
  /** The coordinate's axis, and the other one. */
  readonly along: Span;
  readonly other: Span;
  /** Whether the box is the predicted one. */
  readonly isPred: boolean;
  /** Whether the coordinate is an end of the overlap; where it is not, it is one of the hull. */
  readonly isInner: boolean;
}

/** The side of a coordinate: 0 to 3 of the predicted box, 4 to 7 of the right one. */
export function sideOf({ x, y }: BoxPair, coordinate: number): Side {
  const [along, other] = coordinate % 2 === 0 ? [x, y] : [y, x];
  const isPred = coordinate < 4;
  const end = (isPred ? 0 : 2) + (isLower(coordinate) ? 0 : 1);
  return { along, other, isPred, isInner: along.isInner[end] };
}

/** Whether a box grows where the coordinate falls. */
export function isLower(coordinate: number): boolean {
  return coordinate % 4 < 2;
}
