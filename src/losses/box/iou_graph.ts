/**
 * Losses of the share i of the union that two boxes have in common, at least eps: −log i, 1 − i, 1 − i².
 *
 * @module
 */
import {
  boxPairs,
  type Float,
  type Frame,
  log1p,
  type LossGraph,
  positive,
  type Terms,
} from "../../onnx/internal.ts";
import { boxTerms } from "./box_graph.ts";
import { type Share, shareOf, type ShareSide } from "./share_graph.ts";

/** A function of the share. */
interface LossOfShare {
  readonly value: (frame: Frame, share: Pick<Share, "share" | "lost">) => Float;
  /** The slope by an end of the overlap, without its sign, and by another coordinate. */
  readonly inner: (frame: Frame, share: Float, side: ShareSide) => Float;
  readonly outer: (frame: Frame, share: Float, side: ShareSide) => Float;
  /** Whether eps may be 0. */
  readonly takesZero: boolean;
}

const log: LossOfShare = {
  value(frame, { share, lost }) {
    const { o, number } = frame;
    const near = o.neg(log1p(frame, o.neg(lost)));
    return o.where(o.less(lost, number(0.5)), near, o.neg(o.log(share)), "log_loss");
  },
  inner: ({ o }, _, { g, common }) => o.div(g, common),
  outer: (_, __, { side }) => side,
  takesZero: false,
};

const linear: LossOfShare = {
  value: (_, { lost }) => lost,
  inner: ({ o }, _, { height, g }) => o.mul(height, g),
  outer: ({ o }, share, { side }) => o.mul(share, side),
  takesZero: true,
};

const square: LossOfShare = {
  value: ({ o, number }, { lost }) => o.mul(lost, o.sub(number(2), lost), "square_loss"),
  inner: (frame, share, side) => twice(frame, share, linear.inner(frame, share, side)),
  outer: (frame, share, side) => twice(frame, share, linear.outer(frame, share, side)),
  takesZero: true,
};

function twice({ o, number }: Frame, share: Float, slope: Float): Float {
  return o.mul(o.mul(number(2), share), slope);
}

/** Writes f(max(i, eps)) down. */
function lossOfShare(frame: Frame, of: LossOfShare): Terms {
  const { o, number } = frame;
  const eps = shareEpsilon(frame, of);
  const pairs = boxPairs(frame, positive(frame, "union_eps"));
  const zero = number(0);
  const given = shareOf(frame, pairs);
  const { share } = given;
  const isAbove = o.or(o.greater(share, eps), o.isNaN(share));
  const isFlat = o.or(pairs.isApart, o.not(isAbove), "is_flat");
  const floor = { share: eps, lost: o.sub(number(1), eps, "most") };
  const value = o.where(isFlat, of.value(frame, floor), of.value(frame, given), "loss_of_share");
  return boxTerms(frame, pairs, value, (box, coordinate) => {
    const side = given.side(box, coordinate);
    const inner = o.neg(of.inner(frame, share, side));
    return o.where(isFlat, zero, o.where(side.isInner, inner, of.outer(frame, share, side)));
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
