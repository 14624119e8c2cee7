/**
 * Binary cross entropy on probabilities, with 0 · log 0 = 0:
 *
 *     −(t log(p + ε) + (1 − t) log1p(ε − p))
 *     ∂/∂p = (1 − t)/(1 − p + ε) − t/(p + ε)        ∂/∂t = log1p(ε − p) − log(p + ε)
 *
 * ε − p itself would lose a small ε at p = 1, and with it all of the loss there.
 *
 * @module
 */
import { elements, nonNegative } from "../checked.ts";
import { tiny } from "../elementary.ts";
import type { Frame } from "../frame.ts";
import type { Float } from "../operators.ts";
import { coefficientOf, type Terms } from "../terms.ts";
import { divisorOfElements } from "./pair.ts";

/** The negative log likelihood of a target under a probability. */
export function binaryCrossEntropy(frame: Frame): Terms {
  const { o, number } = frame;
  const zero = number(0);
  const one = number(1);
  const { pred: p, target: t, shape } = elements(frame, { unit: ["pred", "target"] });
  const epsilon = nonNegative(frame, "epsilon");
  const shifted = o.add(p, epsilon, "p_plus_eps");
  const log = o.log(shifted, "log_p");
  const complement = shiftedComplement(frame, p, epsilon);
  const logOfRest = complement.log;
  const rest = o.sub(one, t, "one_minus_t");
  const noPositive = o.equal(t, zero, "t_is_0");
  const noNegative = o.equal(rest, zero, "t_is_1");
  const positive = o.where(noPositive, zero, o.mul(t, log), "positive");
  const negative = o.where(noNegative, zero, o.mul(rest, logOfRest), "negative");
  return {
    value: o.neg(o.add(positive, negative), "bce"),
    gradients: {
      pred: (factors) => {
        const k = coefficientOf(o, factors);
        const positiveSlope = o.where(noPositive, zero, share(frame, t, shifted, k));
        const negativeSlope = o.where(noNegative, zero, o.mul(o.div(rest, complement.sum), k));
        return o.sub(negativeSlope, positiveSlope, "slope");
      },
      target: o.sub(logOfRest, log, "slope_by_t"),
    },
    ...divisorOfElements(frame, p),
    shape,
    classAxis: false,
  };
}

/** 1 − p + ε, and its logarithm: to that of the rounded sum is added what the roundings lost. */
function shiftedComplement(
  { o, number }: Frame,
  p: Float,
  epsilon: Float,
): { readonly sum: Float; readonly log: Float } {
  const one = number(1);
  const rest = o.sub(one, p, "one_minus_p");
  const sum = o.add(rest, epsilon, "one_minus_p_plus_eps");
  const lost = o.add(o.sub(o.sub(one, rest), p), o.sub(epsilon, o.sub(sum, rest)), "lost");
  // At 0 nothing is lost: the bound keeps 0/0 out.
  return { sum, log: o.add(o.log(sum), o.div(lost, o.max(sum, number(tiny))), "log1p") };
}

/** t / p · k, where t / p may be beyond the format: p is then so small that it can be enlarged first. */
function share({ o, number }: Frame, t: Float, p: Float, k: Float): Float {
  const shift = number(2 ** 64);
  const enlarged = o.mul(o.mul(o.div(t, o.mul(p, shift)), k), shift);
  return o.where(o.less(p, number(2 ** -100)), enlarged, o.mul(o.div(t, p), k));
}
