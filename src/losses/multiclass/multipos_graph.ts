/**
 * Cross entropy of several positives: with h the highest negative of a row, l its lowest positive,
 *
 *     softplus(M),   M = (h − l) + log(S T),   S = Σ_n exp(x_n − h),   T = Σ_p exp(l − x_p)
 *     ∂/∂x_n = σ(M) exp(x_n − h)/S        ∂/∂x_p = −σ(M) exp(l − x_p)/T
 *
 * and 0 where a row has no negative or no positive, but NaN where a logit is. M is halved, since h − l may
 * be beyond the format where a weight brings the loss back.
 *
 * @module
 */
import {
  type Bool,
  type Float,
  type Frame,
  type Int,
  log1p,
  type LossGraph,
  nonEmpty,
  rowSum,
  type Terms,
  weightedRows,
} from "../../onnx/internal.ts";

function multiposCrossEntropy(frame: Frame): Terms {
  const { o, number } = frame;
  const zero = number(0);
  const one = number(1);
  const half = number(0.5);
  const { pred, isPositive, rows } = labelled(frame);
  const largest = frame.largest();
  const ofNegatives = o.where(isPositive, o.neg(largest), pred, "negatives");
  const ofPositives = o.where(isPositive, pred, largest, "positives");
  const highest = o.reduceMax(ofNegatives, 1, "highest");
  const lowest = o.neg(o.reduceMax(o.neg(ofPositives), 1), "lowest");
  const gaps = o.where(isPositive, o.sub(lowest, pred), o.sub(pred, highest), "gaps");
  const exps = o.exp(gaps, "e");
  const negatives = rowSum(frame, o.where(isPositive, zero, exps), "S");
  const positives = rowSum(frame, o.where(isPositive, exps, zero), "T");
  const pairs = o.mul(negatives, positives, "pairs");
  const isAlone = o.equal(pairs, zero, "is_alone");
  const halfGap = o.sub(o.mul(half, highest), o.mul(half, lowest), "half_gap");
  const logPairs = o.log(o.where(isAlone, one, pairs), "log_pairs");
  const known = o.add(halfGap, o.mul(half, logPairs), "known");
  const halfMargin = o.where(isAlone, zero, known, "half_margin");
  const e = o.exp(o.mul(number(-2), o.abs(halfMargin)), "exp_minus_margin");
  const halfTail = o.mul(half, log1p(frame, e), "half_tail");
  const halfLoss = o.add(o.max(halfMargin, zero), halfTail, "half_loss");
  const up = o.where(o.less(halfMargin, zero), e, one, "up");
  const share = o.where(isAlone, zero, o.div(up, o.add(one, e)), "share");
  const total = o.where(isPositive, o.neg(o.max(positives, one)), o.max(negatives, one), "total");
  return weightedRows(frame, rows, {
    value: o.where(isAlone, zero, halfLoss, "half_multipos"),
    factor: number(2),
    gradients: { pred: o.mul(share, o.div(exps, total), "slope") },
  });
}

/** Logits, and which of them are positives. */
function labelled(frame: Frame): {
  readonly pred: Float;
  readonly isPositive: Bool;
  readonly rows: Int;
} {
  const { o, number, integers } = frame;
  const pred = frame.float("pred");
  const given = frame.float("label");
  const own = o.shape(pred, "shape");
  const differs = o.any(o.not(o.equalInts(own, o.shape(given))), "differs");
  const demand = "label must have the shape of pred";
  const shape = o.require(nonEmpty(frame, own, pred), o.not(differs), demand);
  const isOne = o.equal(given, number(1), "is_one");
  const isBinary = o.or(o.or(isOne, o.equal(given, number(0))), o.isNaN(given), "is_binary");
  // A label that is NaN makes its logit NaN.
  const counted = o.add(pred, o.mul(number(0), given), "counted");
  const checked = o.require(counted, o.not(o.any(o.not(isBinary))), "label must be 0 or 1");
  return {
    pred: o.reshape(checked, shape, "x"),
    isPositive: isOne,
    rows: o.pick(shape, integers([0]), "rows"),
  };
}

/** Cross entropy of several positives. */
export const multiposGraph: LossGraph = { write: multiposCrossEntropy };
