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
  /** How long they overlap; 1 where the boxes do not. */
  readonly common: Float;
  /** What of the predicted one lies outside the other. */
  readonly beyond: Float;
  /** What of the right one lies outside the other. */
  readonly missed: Float;
  /** Whether p1, p2, t1, t2 are the ends of the overlap; of two that are equal, the predicted one is. */
  readonly isInner: readonly [Bool, Bool, Bool, Bool];
  /** What lengths are multiplied by: a power of two, as two factors. */
  readonly unit: readonly [Float, Float];
  /** How long they overlap, in no units but of a power of two that keeps the format: the second factor. */
  readonly length: Float;
}

/** Pairs of boxes. */
export interface BoxPairs {
  readonly x: Span;
  readonly y: Span;
  /** Where nothing, or an edge alone, is in common: lengths are those of equal boxes there. */
  readonly isApart: Bool;
  /** The terms' shape, [N], checked. */
  readonly rows: Int;
}

/** How far exponents of units go, by the format that the graph computes in. */
const farthest = { f64: 1000, f32: 120 } as const;

/** Above which coordinates a difference may leave the format. */
const far = { f64: 2 ** 1020, f32: 2 ** 124 } as const;

/** Reads `pred` and `target`, boxes (x1, y1, x2, y2) of one shape [N, 4]. */
export function boxPairs(frame: Frame): BoxPairs {
  const { o, number, integers, computing } = frame;
  const given = entryRows(frame, []);
  const isBox = o.equalInts(o.length(given.pred, 1), integers(4), "is_box");
  const boxes = o.require(given.pred, isBox, "pred must have boxes of four numbers");
  const pred = ordered(frame, withFactorChecked(frame, boxes), "pred");
  const target = ordered(frame, given.target, "target");
  const across = rawSpan(frame, pred, target, 0);
  const down = rawSpan(frame, pred, target, 1);
  const zero = number(0);
  const isApart = o.not(
    o.or(
      o.and(o.greater(across.common, zero), o.greater(down.common, zero)),
      o.or(o.isNaN(across.common), o.isNaN(down.common)),
    ),
    "is_apart",
  );
  const together = (span: RawSpan) => overlapping(frame, span, isApart);
  const [wide, high] = [together(across), together(down)];

  const log2 = (x: Float) => o.mul(o.log(x), number(Math.LOG2E));
  const width = log2(wide.pred);
  const targetWidth = log2(wide.target);
  const middle = o.mul(number(0.5), o.add(width, targetWidth), "middle");
  const area = o.max(
    o.add(width, log2(high.pred)),
    o.add(targetWidth, log2(high.target)),
    "log_area",
  );
  const unit = (exponent: Float, name: string) => {
    const most = number(farthest[computing]);
    const kept = o.max(o.min(o.floor(exponent), most), o.neg(most));
    return o.pow(number(2), o.neg(kept), name);
  };
  return {
    x: inUnits(frame, wide, unit(middle, "unit_x")),
    y: inUnits(frame, high, unit(o.sub(area, middle), "unit_y")),
    isApart,
    rows: given.rows,
  };
}

/** Boxes, if no corner is out of order. */
function ordered({ o, integers, number }: Frame, boxes: Float, name: string): Float {
  const isInverted = [0, 1].map((axis) => o.less(o.column(boxes, axis + 2), o.column(boxes, axis)));
  const inverted = o.any(o.or(isInverted[0], isInverted[1]));
  return o.require(boxes, o.not(inverted), `corners of ${name} must be in order`);
}

type RawSpan = Omit<Span, "unit" | "length"> & { readonly shrunk: Float };

/** The lengths along an axis, of coordinates that are so small that differences stay in the format. */
function rawSpan(
  { o, number, computing }: Frame,
  pred: Float,
  target: Float,
  axis: number,
): RawSpan {
  const [p1, p2, t1, t2] = [[pred, 0], [pred, 2], [target, 0], [target, 2]].map(([boxes, end]) =>
    o.column(boxes as Float, (end as number) + axis)
  );
  const reach = [p2, t1, t2].reduce((most, x) => o.max(most, o.abs(x)), o.abs(p1));
  const isFar = o.greater(reach, number(far[computing]));
  const shrunk = o.where(isFar, number(2 ** -4), number(1), "shrunk");
  const isInner = [
    o.greaterOrEqual(p1, t1),
    o.greaterOrEqual(t2, p2),
    o.greater(t1, p1),
    o.less(t2, p2),
  ] as const;
  const [a, b, c, d] = [p1, p2, t1, t2].map((x) => o.mul(x, shrunk));
  const zero = number(0);
  const above = (x: Float, y: Float) => o.max(o.sub(x, y), zero);
  return {
    pred: o.sub(b, a, "length"),
    target: o.sub(d, c, "target_length"),
    common: o.sub(o.min(b, d), o.max(a, c), "common"),
    beyond: o.add(above(c, a), above(b, d), "beyond"),
    missed: o.add(above(a, c), above(d, b), "missed"),
    isInner,
    shrunk,
  };
}

/** Lengths of equal boxes of side 1 where boxes are apart, so that no share is 0/0. */
function overlapping({ o, number }: Frame, span: RawSpan, isApart: Bool): RawSpan {
  const one = (x: Float) => o.where(isApart, number(1), x);
  const none = (x: Float) => o.where(isApart, number(0), x);
  return {
    ...span,
    pred: one(span.pred),
    target: one(span.target),
    common: one(span.common),
    beyond: none(span.beyond),
    missed: none(span.missed),
  };
}

function inUnits({ o }: Frame, span: RawSpan, unit: Float): Span {
  const scaled = (x: Float) => o.mul(x, unit);
  return {
    pred: scaled(span.pred),
    target: scaled(span.target),
    common: scaled(span.common),
    beyond: scaled(span.beyond),
    missed: scaled(span.missed),
    isInner: span.isInner,
    unit: [unit, span.shrunk],
    length: span.common,
  };
}
