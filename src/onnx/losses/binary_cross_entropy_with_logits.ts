/**
 * Binary cross entropy with logits, with q the weight of positives and a the label smoothing:
 *
 *     T = t (1 − a) + a/2,  F = (1 − t)(1 − a) + a/2
 *     q T softplus(−x) + F softplus(x)
 *     ∂/∂x = F σ(x) − q T σ(−x)        ∂/∂t = (1 − a)(q softplus(−x) − softplus(x))
 *
 * The last is written so that it is −x (1 − a) at q = 1: softplus(x) = softplus(−x) + x.
 *
 * @module
 */
import { elements, fraction, optionalWeight } from "../checked.ts";
import { logit } from "../elementary.ts";
import type { Frame, Terms } from "../frame.ts";
import { divisorOfElements } from "./pair.ts";

/** The negative log likelihood of a target under the logistic function of a logit. */
export function binaryCrossEntropyWithLogits(frame: Frame): Terms {
  const { o, number } = frame;
  const { pred, target: t, shape } = elements(frame, { unit: ["target"] });
  const q = optionalWeight(frame, "pos_weight", pred);
  const smoothing = fraction(frame, "label_smoothing");
  const keep = o.sub(number(1), smoothing, "keep");
  const half = o.mul(number(0.5), smoothing, "half_smoothing");
  const isTrue = o.mul(q, o.add(o.mul(t, keep), half), "T");
  const isFalse = o.add(o.mul(o.sub(number(1), t), keep), half, "F");
  const { p, n, above, below, tail } = logit(frame, pred);
  const softplus = o.add(above, tail, "softplus");
  const softplusOfMinus = o.add(below, tail, "softplus_of_minus");
  const excess = o.mul(o.mul(keep, o.sub(q, number(1))), tail, "excess");
  const kinks = o.sub(o.mul(o.mul(keep, q), below), o.mul(keep, above), "kinks");
  return {
    value: o.add(o.mul(isTrue, softplusOfMinus), o.mul(isFalse, softplus), "bce"),
    gradients: {
      pred: o.sub(o.mul(isFalse, p), o.mul(isTrue, n), "slope"),
      target: o.add(excess, kinks, "slope_by_t"),
    },
    weight: optionalWeight(frame, "weight", pred),
    ...divisorOfElements(frame, pred),
    shape,
    classAxis: false,
  };
}
