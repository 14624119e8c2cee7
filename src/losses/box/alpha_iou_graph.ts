/**
 * Alpha IoU loss: 1 − i^α, with the share i in common.
 *
 * @module
 */
import {
  boxPairs,
  expm1,
  finite,
  type Frame,
  log1p,
  type LossGraph,
  nonNegative,
  type Terms,
} from "../../onnx/internal.ts";
import { boxTerms } from "./box_graph.ts";
import { linearSlope } from "./giou_graph.ts";
import { shareOf } from "./share_graph.ts";

function alphaIouLoss(frame: Frame): Terms {
  const { o, number } = frame;
  const [one, zero] = [number(1), number(0)];
  const eps = nonNegative(frame, "eps");
  const given = finite(frame, "alpha");
  const alpha = o.require(given, o.greaterOrEqual(given, one), "alpha must be at least 1");
  const pairs = boxPairs(frame, eps);
  const share = shareOf(frame, pairs, o.greaterOrEqual(eps, zero, "is_added"));
  const isNear = o.less(share.lost, number(0.5), "is_near");
  const exponent = o.mul(alpha, log1p(frame, o.neg(o.where(isNear, share.lost, zero))));
  const far = o.sub(one, o.pow(share.share, alpha));
  const whole = o.where(isNear, o.neg(expm1(frame, exponent)), far);
  const value = o.where(pairs.isApart, one, whole, "alpha_iou_loss");
  const factor = o.mul(alpha, o.pow(share.share, o.sub(alpha, one)), "factor");
  return boxTerms(frame, pairs, value, (box, coordinate) => {
    const slope = linearSlope(frame, share.share, share.side(box, coordinate));
    return o.where(pairs.isApart, zero, o.mul(factor, slope));
  });
}

/** 1 − IoU^α. */
export const alphaIouGraph: LossGraph = { write: alphaIouLoss };
