/**
 * What losses of overlaps read of predicted and right boxes [N, 4]: lengths along each axis, in units in
 * which areas stay in the format.
 *
 * @module
 */
import { withFactorChecked } from "./checked.ts";
import { entryRows } from "./entry_row.ts";
import type { Frame } from "./frame.ts";
import type { Bool, Float, Int } from "./value.ts";

/** The lengths of two intervals of one axis, [N, 1] each. */
export interface Span {
  readonly pred: Float;
  readonly target: Float;
  /** How long they overlap; below 0, how far they are apart. */
  readonly common: Float;
  /** What of the predicted one lies outside the other. */
  readonly beyond: Float;
  /** What of the right one lies outside the other. */
  readonly missed: Float;
  /** From the first end to the last. */
  readonly hull: Float;
  /** How far the middle of the right one lies ahead, and twice that, of which nothing is lost at the smallest floats. */
  readonly shift: Float;
  readonly twiceShift: Float;
  /** How much longer the predicted one is. */
  readonly stretch: Float;
  /** How far the lower ends are apart. */
  readonly offset: Float;
  /** From the first lower end to the first upper one. */
  readonly reach: Float;
}

/** One axis of pairs of boxes. */
export interface Axis {
  /** Lengths in the axis's unit. */
  readonly span: Span;
  /** Lengths as they are, but for `shrunk`. */
  readonly raw: Span;
  /** Lengths as they are, infinite where they leave the format. */
  readonly plain: Span;
  /** Whether p1, p2, t1, t2 are the ends of the overlap; of two that are equal, the predicted one is. */
  readonly isInner: readonly [Bool, Bool, Bool, Bool];
  /** What lengths have been multiplied by: a power of two. */
  readonly unit: Float;
}

/** Pairs of boxes. */
export interface BoxPairs {
  readonly x: Axis;
  readonly y: Axis;
  /** Where nothing, or an edge alone, is in common. */
  readonly isApart: Bool;
  /** Where the union is less than the area that was given: no length has been multiplied there. */
  readonly isSmall: Bool;
  /** The area that was given, in the units of the lengths, and as it is. */
  readonly least: Float;
  readonly rawLeast: Float;
  /** What coordinates have been multiplied by before: 1, or where they are far 2^-4. */
  readonly shrunk: Float;
  /** The terms' shape, [N], checked. */
  readonly rows: Int;
}

/** Which box of a pair. */
export type Box = "pred" | "target";

/** Whether a coordinate is an end of the overlap; where it is not, it is one of the hull. */
export function isInnerEnd(pairs: BoxPairs, box: Box, coordinate: number): Bool {
  return axisOf(pairs, coordinate).isInner[(box === "pred" ? 0 : 2) + (coordinate < 2 ? 0 : 1)];
}

/** The axis of a coordinate. */
export function axisOf({ x, y }: BoxPairs, coordinate: number): Axis {
  return coordinate % 2 === 0 ? x : y;
}

/** How far exponents of units go, by the format that the graph computes in. */
const farthest = { f64: 1000, f32: 120 } as const;

/** Above which coordinates a difference may leave the format. */
const far = { f64: 2 ** 1020, f32: 2 ** 124 } as const;

/**
 * Reads `pred` and `target`, boxes (x1, y1, x2, y2) of one shape [N, 4], in order.
 *
 * Each axis has its own unit: along x both boxes' lengths lie about 1 evenly, and along y the larger area
 * comes to about 1; of boxes that are apart the one around both has sides of about 1.
 *
 * @param frame where it is written down
 * @param area that keeps quotients from 0/0; of boxes with a smaller union the unit is 1
 */
export function boxPairs(frame: Frame, area: Float): BoxPairs {
  const { o, number, integers, computing } = frame;
  const given = entryRows(frame, []);
  const isBox = o.equalInts(o.length(given.pred, 1), integers(4), "is_box");
  const boxes = o.require(given.pred, isBox, "pred must have boxes of four numbers");
  const pred = ordered(frame, withFactorChecked(frame, boxes), "pred");
  const target = ordered(frame, given.target, "target");
  const reach = o.reduceMax(o.max(o.abs(pred), o.abs(target)), 1, "reach");
  const isFar = o.greater(reach, number(far[computing]));
  const shrunk = o.where(isFar, number(2 ** -4), number(1), "shrunk");
  const near = [o.mul(pred, shrunk), o.mul(target, shrunk)] as const;
  const ends = [0, 1].map((axis) => endsOf(frame, ...near, axis));
  const [across, down] = ends.map((one) => spanOf(frame, one));

  const zero = number(0);
  const isKnown = o.not(o.or(o.isNaN(across.common), o.isNaN(down.common)));
  const overlaps = o.and(o.greater(across.common, zero), o.greater(down.common, zero));
  const isApart = o.and(isKnown, o.not(overlaps), "is_apart");
  const shrunkArea = o.mul(o.mul(area, shrunk), shrunk, "area_in_units");
  const union = o.sub(
    o.add(o.mul(across.pred, down.pred), o.mul(across.target, down.target)),
    o.mul(o.max(across.common, zero), o.max(down.common, zero)),
  );
  const isSmall = o.less(union, shrunkArea, "is_small");
  const units = unitsOf(frame, across, down, isApart)
    .map((unit) => o.where(isSmall, number(1), unit, "unit"));
  const axis = (k: number): Axis => ({
    span: inUnits(frame, [across, down][k], units[k]),
    raw: [across, down][k],
    plain: spanOf(frame, endsOf(frame, pred, target, k)),
    isInner: innerEnds(frame, ends[k]),
    unit: units[k],
  });
  return {
    x: axis(0),
    y: axis(1),
    isApart,
    isSmall,
    rawLeast: shrunkArea,
    least: o.mul(o.mul(shrunkArea, units[0]), units[1], "least_area"),
    shrunk,
    rows: given.rows,
  };
}

/** Boxes, if no corner is out of order. */
function ordered({ o }: Frame, boxes: Float, name: string): Float {
  const isInverted = [0, 1].map((axis) => o.less(o.column(boxes, axis + 2), o.column(boxes, axis)));
  const inverted = o.any(o.or(isInverted[0], isInverted[1]));
  return o.require(boxes, o.not(inverted), `corners of ${name} must be in order`);
}

/** p1, p2, t1, t2. */
type Ends = readonly [Float, Float, Float, Float];

function endsOf({ o }: Frame, pred: Float, target: Float, axis: number): Ends {
  return [
    o.column(pred, axis, "p1"),
    o.column(pred, axis + 2, "p2"),
    o.column(target, axis, "t1"),
    o.column(target, axis + 2, "t2"),
  ];
}

function innerEnds({ o }: Frame, [p1, p2, t1, t2]: Ends): Axis["isInner"] {
  return [
    o.greaterOrEqual(p1, t1),
    o.greaterOrEqual(t2, p2),
    o.greater(t1, p1),
    o.less(t2, p2),
  ];
}

function spanOf({ o, number }: Frame, [p1, p2, t1, t2]: Ends): Span {
  const above = (x: Float, y: Float) => o.max(o.sub(x, y), number(0));
  const length = o.sub(p2, p1, "length");
  const targetLength = o.sub(t2, t1, "target_length");
  const common = o.sub(o.min(p2, t2), o.max(p1, t1), "common");
  const twiceShift = o.add(o.sub(t1, p1), o.sub(t2, p2), "twice_shift");
  return {
    pred: length,
    target: targetLength,
    common,
    beyond: o.add(above(t1, p1), above(p2, t2), "beyond"),
    missed: o.add(above(p1, t1), above(t2, p2), "missed"),
    hull: o.sub(o.max(p2, t2), o.min(p1, t1), "hull"),
    shift: o.mul(number(0.5), twiceShift, "shift"),
    twiceShift,
    stretch: o.where(
      o.greater(common, number(0)),
      o.add(o.sub(p2, t2), o.sub(t1, p1)),
      o.sub(length, targetLength),
      "stretch",
    ),
    offset: o.sub(o.max(p1, t1), o.min(p1, t1), "offset"),
    reach: o.sub(o.min(p2, t2), o.min(p1, t1), "reach"),
  };
}

/** Lengths times a unit. */
export function inUnits({ o }: Frame, span: Span, unit: Float): Span {
  const scaled = (x: Float) => o.mul(x, unit);
  return {
    pred: scaled(span.pred),
    target: scaled(span.target),
    common: scaled(span.common),
    beyond: scaled(span.beyond),
    missed: scaled(span.missed),
    hull: scaled(span.hull),
    shift: scaled(span.shift),
    twiceShift: scaled(span.twiceShift),
    stretch: scaled(span.stretch),
    offset: scaled(span.offset),
    reach: scaled(span.reach),
  };
}

/** The units of both axes. */
function unitsOf(frame: Frame, across: Span, down: Span, isApart: Bool): readonly Float[] {
  const { o, number } = frame;
  const width = log2(frame, across.pred);
  const targetWidth = log2(frame, across.target);
  const middle = o.mul(number(0.5), o.add(width, targetWidth), "middle");
  const area = o.max(
    o.add(width, log2(frame, down.pred)),
    o.add(targetWidth, log2(frame, down.target)),
    "log_area",
  );
  const unit = (overlapping: Float, hull: Float) =>
    powerBelow(frame, o.where(isApart, log2(frame, hull), overlapping));
  return [unit(middle, across.hull), unit(o.sub(area, middle), down.hull)];
}

/** A power of two that brings a length to about 1. */
export function unitOf(frame: Frame, length: Float): Float {
  return powerBelow(frame, log2(frame, length));
}

function log2({ o, number }: Frame, x: Float): Float {
  return o.mul(o.log(x), number(Math.LOG2E));
}

/** 2 to minus the whole number below an exponent. */
function powerBelow({ o, number, computing }: Frame, exponent: Float): Float {
  const most = number(farthest[computing]);
  const kept = o.max(o.min(o.floor(exponent), most), o.neg(most));
  return o.pow(number(2), o.neg(kept), "power");
}
