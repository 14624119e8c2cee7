/**
 * What two boxes have in common, in units in which their areas are neither too large nor too small for
 * float64.
 *
 * @module
 */
import { ratio } from "../../reference/internal.ts";
import { inUnits, powers, type Span, spanOf } from "./span.ts";

/** Two boxes that overlap. */
export interface Overlap {
  readonly x: Span;
  readonly y: Span;
  /** The areas of both. */
  readonly pred: number;
  readonly target: number;
  /** What only one of them covers. */
  readonly apart: number;
  readonly union: number;
}

/** A number as a quotient of products, which `ratio` keeps in range. */
export interface Quotient {
  readonly over: readonly number[];
  readonly under: readonly number[];
}

/**
 * Reads two boxes (x1, y1, x2, y2).
 *
 * Each axis has its own unit, since a share of areas has none: along x the lengths of both boxes lie about 1
 * evenly, and along y the larger area comes to about 1.
 *
 * @param pred predicted boxes, row-major
 * @param target as many right ones
 * @param i which row
 * @returns undefined where nothing, or an edge alone, is in common
 */
export function overlapOf(
  pred: Float64Array,
  target: Float64Array,
  i: number,
): Overlap | undefined {
  const [x1, y1, x2, y2] = pred.subarray(4 * i, 4 * i + 4);
  const [u1, v1, u2, v2] = target.subarray(4 * i, 4 * i + 4);
  const across = spanOf(x1, x2, u1, u2);
  const down = spanOf(y1, y2, v1, v2);
  if (Math.min(across.common, down.common) <= 0) return undefined;
  const width = Math.log2(across.pred);
  const targetWidth = Math.log2(across.target);
  const middle = Math.round((width + targetWidth) / 2);
  const area = Math.max(width + Math.log2(down.pred), targetWidth + Math.log2(down.target));
  const x = inUnits(across, middle);
  const y = inUnits(down, Math.round(area) - middle);
  const apart = (x.beyond * y.pred + x.common * y.beyond) +
    (x.missed * y.target + x.common * y.missed);
  return {
    x,
    y,
    pred: x.pred * y.pred,
    target: x.target * y.target,
    apart,
    union: x.common * y.common + apart,
  };
}

/** Whether the union is less than a given area. */
export function isUnionBelow({ x, y, union }: Overlap, area: number): boolean {
  return union < ratio([area, ...powers(-x.exponent), ...powers(-y.exponent)], []);
}

/** The area in common over a given one. */
export function shareOfArea({ x, y }: Overlap, area: number): Quotient {
  const over = [x.common, y.common, ...powers(x.exponent), ...powers(y.exponent)];
  return { over, under: [area] };
}

/**
 * The slope of 1 less the share of the union that is in common, by one coordinate: −∂(I/U).
 *
 * Where the coordinate is an end of the overlap, longer by dx, the share loses or wins on both its parts: with
 * the lengths w, h in common, −h (B + q b)/U², where B is the other box's area, q this one's other side and b
 * what of this one lies outside. Where it is not, only the union grows: w h q/U².
 *
 * @param overlap of both boxes
 * @param coordinate 0 to 3 of the predicted box, 4 to 7 of the right one
 * @returns the slope without its sign, which is {@linkcode signOf}'s, in units of the boxes
 */
export function lossSlope(overlap: Overlap, coordinate: number): Quotient {
  const { along, other, isInner, isPred } = sideOf(overlap, coordinate);
  const side = isPred ? other.pred : other.target;
  const rest = isPred ? along.beyond : along.missed;
  const area = isPred ? overlap.target : overlap.pred;
  const under = [overlap.union, overlap.union];
  const power = powers(-along.exponent);
  return isInner
    ? { over: [-other.common, area + side * rest, ...power], under }
    : { over: [along.common, other.common, side, ...power], under };
}

/** The slope of 1 less the area in common over a given one; without its sign, too. */
export function slopeOverArea(overlap: Overlap, coordinate: number, area: number): Quotient {
  const { other, isInner } = sideOf(overlap, coordinate);
  return { over: [isInner ? -other.common : 0, ...powers(other.exponent)], under: [area] };
}

/** By which sign an interval grows with a coordinate: its lower end, its upper end. */
export function signOf(coordinate: number): 1 | -1 {
  return coordinate % 4 < 2 ? -1 : 1;
}

/** The axis of a coordinate, the other one, and whether it is an end of the overlap. */
function sideOf({ x, y }: Overlap, coordinate: number) {
  const [along, other] = coordinate % 2 === 0 ? [x, y] : [y, x];
  const isPred = coordinate < 4;
  const end = (isPred ? 0 : 2) + (coordinate % 4 < 2 ? 0 : 1);
  return { along, other, isPred, isInner: along.isInner[end] };
}
