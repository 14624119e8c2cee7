/**
 * Complete IoU loss: 1 − i + r/d + α v, with the share i in common, the squared distance r of the centres over
 * the squared diagonal d of the box around both, and the squared angle v between the boxes' diagonals.
 *
 * @module
 */
import {
  boxPairs,
  finite,
  flag,
  type Frame,
  type LossGraph,
  nonNegative,
  type Terms,
} from "../../onnx/internal.ts";
import { aspectOf } from "./aspect_graph.ts";
import { boxTerms } from "./box_graph.ts";
import { distanceOf } from "./diou_graph.ts";
import { linearSlope } from "./giou_graph.ts";
import { shareOf } from "./share_graph.ts";

function ciouLoss(frame: Frame): Terms {
  const { o, number } = frame;
  const [one, zero, two] = [number(1), number(0), number(2)];
  const eps = nonNegative(frame, "eps");
  const heightEps = nonNegative(frame, "height_eps");
  const alphaEps = nonNegative(frame, "alpha_eps");
  const gate = o.require(
    finite(frame, "gate"),
    o.greaterOrEqual(one, o.abs(frame.float("gate"))),
    "gate must be from -1 to 1",
  );
  const isClamped = flag(frame, "clamped");
  const pairs = boxPairs(frame, eps);
  const share = shareOf(frame, pairs, o.greaterOrEqual(eps, zero, "is_added"));
  const distance = distanceOf(frame, pairs);
  const aspect = aspectOf(frame, pairs, heightEps);
  const v = aspect.value;
  const common = o.where(pairs.isApart, zero, share.share);
  const lost = o.where(pairs.isApart, one, share.lost);
  const isOut = o.or(o.greaterOrEqual(gate, common), o.equal(v, zero), "is_out");
  const divisor = o.where(isOut, one, o.add(o.add(lost, v), alphaEps));
  const alpha = o.where(isOut, zero, o.div(v, divisor), "alpha");
  const whole = o.add(o.add(lost, distance.value), o.mul(alpha, v), "whole");
  const isFlat = o.and(isClamped, o.greater(whole, two), "is_flat");
  const value = o.where(isFlat, two, whole, "ciou_loss");
  return boxTerms(frame, pairs, value, (box, coordinate) => {
    const slope = linearSlope(frame, share.share, share.side(box, coordinate));
    const shared = o.where(pairs.isApart, zero, slope);
    const bend = o.where(isOut, zero, o.mul(alpha, aspect.slope(box, coordinate)));
    const all = o.add(o.add(shared, distance.slope(box, coordinate)), bend);
    return o.where(isFlat, zero, all);
  });
}

/** Complete IoU. */
export const ciouGraph: LossGraph = { write: ciouLoss };
