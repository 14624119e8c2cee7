/**
 * Binary cross entropy on probabilities, with 0 · log 0 = 0:
 *
 *     −(t log(p + ε) + (1 − t) log1p(ε − p))
 *     ∂/∂p = (1 − t)/(1 − p + ε) − t/(p + ε)        ∂/∂t = log1p(ε − p) − log(p + ε)
 *
 * @module
 */
import { elements, nonNegative } from "../checked.ts";
import { log1p } from "../elementary.ts";
import type { Frame, Terms } from "../frame.ts";
import { divisorOfElements } from "./pair.ts";

/** The negative log likelihood of a target under a probability. */
export function binaryCrossEntropy(frame: Frame): Terms {
  const { o, number } = frame;
  const zero = number(0);
  const one = number(1);
  const { pred: p, target: t, shape } = elements(frame, { unit: ["pred", "target"] });
  const epsilon = nonNegative(frame, "epsilon");
  const shifted = o.add(p, epsilon, "p_plus_eps");
  const minus = o.sub(epsilon, p, "eps_minus_p");
  const log = o.log(shifted, "log_p");
  const logOfRest = log1p(frame, minus);
  const rest = o.sub(one, t, "one_minus_t");
  const noPositive = o.equal(t, zero, "t_is_0");
  const noNegative = o.equal(rest, zero, "t_is_1");
  const positive = o.where(noPositive, zero, o.mul(t, log), "positive");
  const negative = o.where(noNegative, zero, o.mul(rest, logOfRest), "negative");
  const positiveSlope = o.where(noPositive, zero, o.div(t, shifted));
  const negativeSlope = o.where(noNegative, zero, o.div(rest, o.add(one, minus)));
  return {
    value: o.neg(o.add(positive, negative), "bce"),
    gradients: {
      pred: o.sub(negativeSlope, positiveSlope, "slope"),
      target: o.sub(logOfRest, log, "slope_by_t"),
    },
    ...divisorOfElements(frame, p),
    shape,
    classAxis: false,
  };
}
