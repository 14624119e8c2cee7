/**
 * Asymmetric loss: with w = t σ(−x) + (1 − t) m, m = max(σ(x) − c, 0) and g = γ₊ t + γ₋ (1 − t),
 *
 *     w^g E          slope w^g (g (w'/w) E + w'/(1 − w)),   E = min(−log(1 − w), −log ε)
 *
 * where the last part is missing below ε. −log(1 − w) is softplus(−x) at t = 1, and softplus(x) at t = 0
 * without a margin c; else that of 1 − w itself where that is below 1/2, and log1p(−w) elsewhere.
 *
 * @module
 */
import {
  avgFactorOrElements,
  elements,
  type Float,
  type Frame,
  log1p,
  logit,
  type LossGraph,
  nonNegative,
  optionalWeight,
  type Terms,
  withFactorChecked,
} from "../../onnx/internal.ts";

function asymmetricLoss(frame: Frame): Terms {
  const { o, number } = frame;
  const zero = number(0);
  const one = number(1);
  const { pred, target: t, shape } = elements(frame, { unit: ["target"] });
  const clip = belowOne(frame, "clip");
  const eps = belowOne(frame, "eps");
  const gammaPos = nonNegative(frame, "gamma_pos");
  const gammaNeg = nonNegative(frame, "gamma_neg");
  const f = o.sub(one, t, "f");
  const g = o.add(o.mul(gammaPos, t), o.mul(gammaNeg, f), "g");
  const { low, high, up, down, e, norm, tail } = logit(frame, pred);
  const p = o.div(up, norm, "p");
  const n = o.div(down, norm, "n");
  const spread = o.div(e, o.mul(norm, norm), "p_n");
  const m = o.max(o.sub(p, clip), zero, "m");
  const w = o.add(o.mul(t, n), o.mul(f, m), "w");
  const likely = o.add(o.mul(t, p), o.mul(f, o.min(o.add(n, clip), one)), "likely");
  const isPositive = o.equal(t, one, "is_positive");
  const isPlain = o.and(o.equal(t, zero), o.equal(clip, zero), "is_plain");
  const isUnlikely = o.less(likely, number(0.5), "is_unlikely");
  // The logarithm that is not taken is kept away from 0, and from 1 − 1.
  const mixed = o.where(
    isUnlikely,
    o.log(likely),
    log1p(frame, o.neg(o.where(isUnlikely, zero, w))),
    "mixed",
  );
  const whole = (ofPositive: Float, ofNegative: Float, ofMixture: Float) =>
    o.where(isPositive, ofPositive, o.where(isPlain, ofNegative, ofMixture));
  const entropy = whole(o.sub(tail, low), o.sub(tail, high), o.neg(mixed));
  const floored = o.min(entropy, o.neg(o.log(eps)), "floored");
  const rise = o.sub(
    o.where(o.greater(p, clip), o.mul(f, spread), zero),
    o.mul(t, spread),
    "rise",
  );
  const isFlat = o.equal(rise, zero, "is_flat");
  const turn = whole(o.neg(p), n, o.where(isFlat, zero, o.div(rise, w)));
  const entropySlope = whole(o.neg(n), p, o.where(isFlat, zero, o.div(rise, likely)));
  const slope = o.where(o.less(likely, eps), zero, entropySlope, "entropy_slope");
  const modulation = o.pow(w, g, "modulation");
  return {
    value: o.mul(modulation, floored, "asymmetric"),
    gradients: {
      pred: o.mul(modulation, o.add(o.mul(g, o.mul(turn, floored)), slope), "slope"),
    },
    ...avgFactorOrElements(frame, pred),
    weight: withFactorChecked(frame, optionalWeight(frame, "weight", pred)),
    shape,
  };
}

/** A parameter in [0, 1). */
function belowOne(frame: Frame, name: string): Float {
  const { o, number } = frame;
  const x = nonNegative(frame, name);
  return o.require(x, o.less(x, number(1)), `${name} must be < 1`);
}

/** Asymmetric loss of logits. */
export const asymmetricGraph: LossGraph = { write: asymmetricLoss };
