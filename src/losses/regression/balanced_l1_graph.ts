/**
 * Balanced L1: with a = |d|, d = pred − target, b = e^(γ/α) − 1, u = b a/β,
 *
 *     a < β:  α ((a + 1/b) log1p(u) − a)        slope α (log1p(u) + (1 − β)/(b a + β)), by the sign of d
 *     else    γ a + γ/b − α β                   slope γ
 *
 * Where γ a leaves the format, w times it need not: there the quarters of pred and target, exact as they
 * are large, give a quarter of the line. b is (e − 1) x / log e with e the rounded e^x, x = γ/α: what is
 * lost by rounding e is lost in its logarithm, too.
 *
 * @module
 */
import {
  avgFactorOrElements,
  between,
  elements,
  type Frame,
  log1p,
  type LossGraph,
  oddGradients,
  optionalWeight,
  positive,
  type Terms,
  withFactorChecked,
} from "../../onnx/internal.ts";

function balancedL1Loss(frame: Frame): Terms {
  const { o, number } = frame;
  const { pred: given, target, shape } = elements(frame);
  const pred = withFactorChecked(frame, given);
  const alpha = between(frame, "alpha", 0.5, 4);
  const gamma = between(frame, "gamma", 0.25, 2);
  const beta = positive(frame, "beta");
  const one = number(1);
  const x = o.div(gamma, alpha, "x");
  const e = o.exp(x, "e");
  const b = o.div(o.mul(o.sub(e, one), x), o.log(e), "b");

  const d = o.sub(pred, target, "d");
  const a = o.abs(d, "abs_d");
  const isNear = o.less(a, beta, "is_near");
  const near = o.min(a, beta, "near");
  const logarithm = log1p(frame, o.mul(b, o.div(near, beta), "u"));
  const inverse = o.div(one, b, "inverse");
  const bend = o.sub(o.mul(o.add(near, inverse), logarithm), near, "bend");
  const curve = o.mul(alpha, bend, "curve");
  const kink = o.div(o.sub(one, beta), o.add(o.mul(b, near), beta), "kink");
  const rise = o.mul(alpha, o.add(logarithm, kink), "rise");

  const base = o.sub(o.div(gamma, b), o.mul(alpha, beta), "base");
  const line = o.add(o.mul(gamma, a), base, "line");
  const quarter = number(0.25);
  const quarterDistance = o.abs(o.sub(o.mul(quarter, pred), o.mul(quarter, target)));
  const quarterLine = o.add(o.mul(gamma, quarterDistance), o.mul(quarter, base), "quarter_line");
  const isBeyond = o.greater(line, frame.largest(), "is_beyond");
  const far = o.where(isBeyond, quarterLine, line, "far");
  return {
    value: o.where(isNear, curve, far, "balanced_l1"),
    factor: o.where(o.and(o.not(isNear), isBeyond), number(4), one, "factor"),
    gradients: oddGradients(o, o.mul(o.sign(d), o.where(isNear, rise, gamma), "slope")),
    weight: optionalWeight(frame, "weight", pred),
    ...avgFactorOrElements(frame, pred),
    shape,
  };
}

/** Balanced L1. */
export const balancedL1Graph: LossGraph = { write: balancedL1Loss };
