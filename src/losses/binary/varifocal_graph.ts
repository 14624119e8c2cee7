/**
 * Varifocal loss: with u = exp(min(x, 0)), d = exp(min(−x, 0)), z = 1 + u d,  p = σ(x) = u/z, σ(−x) = d/z,
 *
 *     q > 0:  m BCE          slope m ((1 − q) p − q σ(−x)),   m = q or 1
 *     q = 0:  α p^γ BCE      slope α p^γ (γ σ(−x) BCE + p)
 *
 * Both are f BCE and f (s BCE + BCE'): of a positive f is m and s is 0. In the loss the weight takes an α
 * above 1, so that no more than the product leaves the format.
 *
 * @module
 */
import {
  avgFactorOrElements,
  elements,
  type Frame,
  logit,
  type LossGraph,
  nonNegative,
  optionalWeight,
  type Terms,
  withFactorChecked,
} from "../../onnx/internal.ts";

function varifocalLoss(frame: Frame): Terms {
  const { o, number, integers } = frame;
  const zero = number(0);
  const one = number(1);
  const { pred, target: q, shape } = elements(frame, { unit: ["target"] });
  const alpha = nonNegative(frame, "alpha");
  const gamma = nonNegative(frame, "gamma");
  const given = frame.int("iou_weighted");
  const isOff = o.equalInts(given, integers(0));
  const isWeighted = o.equalInts(given, integers(1));
  const checked = o.require(alpha, o.or(isOff, isWeighted), "iou_weighted must be 0 or 1");
  const rest = o.sub(one, q, "rest");
  const { low, high, up, down, norm, tail } = logit(frame, pred);
  const p = o.div(up, norm, "p");
  const n = o.div(down, norm, "n");
  const bce = o.sub(tail, o.add(o.mul(q, low), o.mul(rest, high)), "bce");
  // A NaN is no negative: it goes through the positive's products.
  const isNegative = o.equal(q, zero, "is_negative");
  const merit = o.where(isWeighted, q, one, "merit");
  const modulation = o.pow(p, gamma, "modulation");
  const small = o.min(checked, one, "alpha_to_1");
  const large = o.max(checked, one, "alpha_from_1");
  const focus = o.where(isNegative, o.mul(small, modulation), merit, "focus");
  const factor = o.where(isNegative, large, one, "factor");
  const turn = o.where(isNegative, o.mul(gamma, n), zero, "turn");
  const bceSlope = o.sub(o.mul(rest, p), o.mul(q, n), "bce_slope");
  return {
    value: o.mul(focus, bce, "varifocal"),
    factor,
    gradients: {
      pred: o.mul(o.mul(focus, factor), o.add(o.mul(turn, bce), bceSlope), "slope"),
    },
    ...avgFactorOrElements(frame, pred),
    weight: withFactorChecked(frame, optionalWeight(frame, "weight", pred)),
    shape,
  };
}

/** Varifocal loss of logits. */
export const varifocalGraph: LossGraph = { write: varifocalLoss };
