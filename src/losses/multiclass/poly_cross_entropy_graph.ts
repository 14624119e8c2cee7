/**
 * Poly cross entropy: with label k, label smoothing s, and a = s where p is smoothed, else 0,
 *
 *     (1 − s)(−log p_k) + s/C Σ (−log p_c) + ε ((1 − a)(1 − p_k) + a (C − 1)/C)
 *     ∂/∂x_c = ((1 − a)(1 + ε p_k) + a − s)(p_c − [c = k]) + s/C (C p_c − 1)
 *
 * 1 − p_k is the sum of the others, and 1 + ε p_k = (1 − p_k) + (1 + ε) p_k, which loses nothing at −1.
 * The value is halved, since −log p_c may be beyond the format where ε times its part brings it back.
 *
 * @module
 */
import {
  atLabel,
  divisorOfElements,
  finite,
  flag,
  type Float,
  type Frame,
  type LossGraph,
  nonNegative,
  softmaxRowsOfClasses,
  type Terms,
} from "../../onnx/internal.ts";

function polyCrossEntropy(frame: Frame): Terms {
  const { o, number } = frame;
  const one = number(1);
  const rows = softmaxRowsOfClasses(frame);
  const { exps, norm, others, isLabel, halfNll, shape } = rows;
  const epsilon = finite(frame, "epsilon");
  const s = smoothing(frame);
  const a = smoothedShare(frame, s);
  const classes = o.toFloat(exps, rows.classes);
  const keep = o.sub(one, s, "keep");
  const share = o.div(s, classes, "share");
  const halfHard = o.mul(keep, atLabel(frame, rows, halfNll), "half_hard");
  const halfSoft = o.squeeze(o.sum(o.mul(share, halfNll), [1]), [1], "half_soft");
  const p = o.div(exps, norm, "p");
  const miss = o.div(others, norm, "miss");
  const hit = o.unsqueeze(atLabel(frame, rows, p), [1], "hit");
  const own = o.sub(one, a, "own");
  const spread = o.mul(a, o.div(o.sub(classes, one), classes), "spread");
  const lacking = o.add(o.mul(own, o.squeeze(miss, [1])), spread, "lacking");
  const halfPoly = o.mul(o.mul(number(0.5), epsilon), lacking, "half_poly");
  const value = o.add(o.add(halfHard, halfSoft), halfPoly, "half_poly_cross_entropy");

  const turned = o.add(miss, o.mul(o.add(one, epsilon), hit), "turned");
  const rise = o.sub(o.mul(own, turned), o.sub(s, a), "rise");
  const towards = o.where(isLabel, o.neg(miss), p, "towards");
  const pull = o.mul(share, o.sub(o.mul(classes, p), one), "pull");
  return {
    value,
    factor: number(2),
    gradients: { pred: o.add(o.mul(rise, towards), pull, "slope") },
    ...divisorOfElements(frame, value),
    shape,
  };
}

/** The label smoothing, in [0, 1). */
function smoothing(frame: Frame): Float {
  const { o, number } = frame;
  const s = nonNegative(frame, "label_smoothing");
  return o.require(s, o.less(s, number(1)), "label_smoothing must be < 1");
}

/** a: the smoothing where p is smoothed, else 0. */
function smoothedShare(frame: Frame, s: Float): Float {
  return frame.o.where(flag(frame, "smoothed_p"), s, frame.number(0), "a");
}

/** Poly cross entropy. */
export const polyCrossEntropyGraph: LossGraph = { write: polyCrossEntropy };
