/**
 * Losses of the share i = I/U of the union that two boxes have in common: with the area D that only one
 * covers,
 *
 *     −log i      1 − i = D/U      1 − i²
 *
 * and slopes by a coordinate that is an end of the overlap, or is not,
 *
 *     −(h/U) g, g = (B + q b)/U       i q/U
 *
 * times −f′(i). Where the union is less than union_eps, that is divided by: g is 1, q is 0.
 *
 * @module
 */
import {
  boxPairs,
  type Factors,
  type Float,
  type Frame,
  log1p,
  type LossGraph,
  nonNegative,
  quotient,
  steadyProduct,
  type Terms,
  weightedRows,
} from "../../onnx/internal.ts";

/** i, and 1 − i. */
interface Share {
  readonly share: Float;
  readonly lost: Float;
}

/** What a slope by one coordinate is made of. */
interface Side extends Share {
  /** w: how long the boxes overlap along the coordinate. */
  readonly common: Float;
  /** h/U. */
  readonly height: Float;
  readonly g: Float;
  /** q/U. */
  readonly side: Float;
}

/** A function of the share. */
interface LossOfShare {
  readonly value: (frame: Frame, share: Share) => Float;
  /** The size of the slope by an end of the overlap, and by another coordinate. */
  readonly inner: (frame: Frame, side: Side) => Float;
  readonly outer: (frame: Frame, side: Side) => Float;
  /** Whether eps may be 0. */
  readonly takesZero: boolean;
}

const log: LossOfShare = {
  value(frame, { share, lost }) {
    const { o, number } = frame;
    const near = o.neg(log1p(frame, o.neg(lost)));
    return o.where(o.less(lost, number(0.5)), near, o.neg(o.log(share)), "log_loss");
  },
  inner: ({ o }, { g, common }) => o.div(g, common),
  outer: (_, { side }) => side,
  takesZero: false,
};

const linear: LossOfShare = {
  value: (_, { lost }) => lost,
  inner: ({ o }, { height, g }) => o.mul(height, g),
  outer: ({ o }, { share, side }) => o.mul(share, side),
  takesZero: true,
};

const square: LossOfShare = {
  value: ({ o, number }, { lost }) => o.mul(lost, o.sub(number(2), lost), "square_loss"),
  inner: (frame, side) => twice(frame, side.share, linear.inner(frame, side)),
  outer: (frame, side) => twice(frame, side.share, linear.outer(frame, side)),
  takesZero: true,
};

function twice({ o, number }: Frame, share: Float, slope: Float): Float {
  return o.mul(o.mul(number(2), share), slope);
}

/** Writes f(max(i, eps)) down. */
function lossOfShare(frame: Frame, of: LossOfShare): Terms {
  const { o, number } = frame;
  const { x, y, isApart, rows } = boxPairs(frame);
  const eps = shareEpsilon(frame, of);
  const least = nonNegative(frame, "union_eps");
  const [one, zero] = [number(1), number(0)];

  const pred = o.mul(x.pred, y.pred, "area");
  const target = o.mul(x.target, y.target, "target_area");
  const apart = o.add(
    o.add(o.mul(x.beyond, y.pred), o.mul(x.common, y.beyond)),
    o.add(o.mul(x.missed, y.target), o.mul(x.common, y.missed)),
    "apart",
  );
  const common = o.mul(x.common, y.common, "common_area");
  const union = o.add(common, apart, "union");
  const units = [...x.unit, ...y.unit];
  const isFixed = o.less(union, units.reduce((area, unit) => o.mul(area, unit), least), "is_fixed");
  const lengths = [x, y].map(({ length, unit }) => o.div(length, unit[1]));
  const ofLeast = quotient(o, number, lengths[0], lengths[1], o.where(isFixed, least, one));
  const share = o.where(isFixed, ofLeast, o.div(common, union), "share");
  const lost = o.where(isFixed, o.sub(one, ofLeast), o.div(apart, union), "lost");
  const isFlat = o.or(isApart, o.not(o.or(o.greater(share, eps), o.isNaN(share))), "is_flat");
  const floor = { share: eps, lost: o.sub(one, eps, "most") };

  function slope(box: "pred" | "target", coordinate: number): Float {
    const [along, other, size] = coordinate % 2 === 0 ? [x, y, lengths[1]] : [y, x, lengths[0]];
    const isPred = box === "pred";
    const [side, rest, area] = isPred
      ? [other.pred, along.beyond, target]
      : [other.target, along.missed, pred];
    const isInner = along.isInner[(isPred ? 0 : 2) + (coordinate < 2 ? 0 : 1)];
    const g = o.div(o.add(area, o.mul(side, rest)), union);
    const free = {
      share,
      lost,
      common: along.common,
      height: o.div(other.common, union),
      g,
      side: o.div(side, union),
    };
    const fixed = {
      share,
      lost,
      common: o.div(along.length, along.unit[1]),
      height: o.div(size, least),
      g: one,
      side: zero,
    };
    const sized = (parts: Side) =>
      o.where(isInner, o.neg(of.inner(frame, parts)), of.outer(frame, parts));
    const shrinking = o.min(along.unit[0], one);
    const shrunk = o.mul(o.mul(sized(free), shrinking), along.unit[1]);
    const whole = o.where(isFlat, zero, o.where(isFixed, sized(fixed), shrunk));
    return coordinate < 2 ? o.neg(whole) : whole;
  }
  // A slope of tiny boxes may be beyond the format: what enlarges it comes last.
  const enlarging = [x, y].map(({ unit }) => o.where(isFixed, one, o.max(unit[0], one)));
  const power = o.columns([...enlarging, ...enlarging], "power");
  const slopeBy = (box: "pred" | "target") => {
    const slopes = o.columns([0, 1, 2, 3].map((k) => slope(box, k)), `slope_${box}`);
    return (factors: Factors) => o.mul(steadyProduct(o, number, slopes, factors), power);
  };
  return weightedRows(frame, rows, {
    value: o.where(
      isFlat,
      of.value(frame, floor),
      of.value(frame, { share, lost }),
      "loss_of_share",
    ),
    gradients: { pred: slopeBy("pred"), target: slopeBy("target") },
  });
}

/** The least share: less than 1, and where its logarithm is taken above 0. */
function shareEpsilon({ o, float, number }: Frame, { takesZero }: LossOfShare): Float {
  const eps = float("eps");
  const isEnough = takesZero ? o.greaterOrEqual(eps, number(0)) : o.greater(eps, number(0));
  const range = takesZero ? "at least 0" : "over 0";
  return o.require(
    eps,
    o.and(isEnough, o.less(eps, number(1))),
    `eps must be ${range} and below 1`,
  );
}

/** −log IoU. */
export const iouGraph: LossGraph = { write: (frame) => lossOfShare(frame, log) };
/** 1 − IoU. */
export const linearIouGraph: LossGraph = { write: (frame) => lossOfShare(frame, linear) };
/** 1 − IoU². */
export const squareIouGraph: LossGraph = { write: (frame) => lossOfShare(frame, square) };
