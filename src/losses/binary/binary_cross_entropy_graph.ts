/**
 * Binary cross entropy on probabilities, with 0 · log 0 = 0:
 *
 *     −(t log(p + ε) + (1 − t) log1p(ε − p))
 *     ∂/∂p = (1 − t)/(1 − p + ε) − t/(p + ε)        ∂/∂t = log1p(ε − p) − log(p + ε)
 *
 * ε − p itself would lose a small ε at p = 1, and with it all of the loss there.
 *
 * Libraries clip p to [c, 1 − c] first, or let no logarithm be below a floor: such a logarithm does not
 * change with p. PyTorch's ∂/∂p is (p − t)/max(p (1 − p), s) instead.
 *
 * @module
 */
import {
  type Bool,
  coefficientOf,
  divisorOfElements,
  elements,
  type Float,
  type Frame,
  type LossGraph,
  nonNegative,
  optional,
  type Terms,
  tiny,
} from "../../onnx/internal.ts";

/** The negative log likelihood of a target under a probability. */
function binaryCrossEntropy(frame: Frame): Terms {
  const { o, number } = frame;
  const zero = number(0);
  const one = number(1);
  const { pred, target: t, shape } = elements(frame, { unit: ["pred", "target"] });
  const isFloor = (x: Float) => o.greaterOrEqual(zero, x);
  const floor = optional(frame, "log_floor", isFloor, "be <= 0");
  const slopeFloor = frame.float("slope_floor");
  // The gradient alone needs that floor, but any call with a wrong one is refused.
  const epsilon = o.require(
    nonNegative(frame, "epsilon"),
    o.not(o.less(slopeFloor, zero)),
    "slope_floor must be >= 0, or be NaN",
  );
  const { p, log, logOfRest, ...clipped } = clippedLogarithms(frame, pred, epsilon);
  const positiveLog = floored(frame, log, floor);
  const negativeLog = floored(frame, logOfRest, floor);
  const rest = o.sub(one, t, "one_minus_t");
  const noPositive = o.equal(t, zero, "t_is_0");
  const noNegative = o.equal(rest, zero, "t_is_1");
  const positive = o.where(noPositive, zero, o.mul(t, positiveLog.value), "positive");
  const negative = o.where(noNegative, zero, o.mul(rest, negativeLog.value), "negative");
  return {
    value: o.neg(o.add(positive, negative), "bce"),
    gradients: {
      pred: (factors) => {
        const k = coefficientOf(o, factors);
        const noSlope = (a: Bool, b: Bool) => o.or(clipped.isOutside, o.or(a, b));
        const positiveSlope = o.where(
          noSlope(noPositive, positiveLog.isFixed),
          zero,
          share(frame, t, clipped.shifted, k),
        );
        const negativeSlope = o.where(
          noSlope(noNegative, negativeLog.isFixed),
          zero,
          o.mul(o.div(rest, clipped.shiftedRest), k),
        );
        const derivative = o.sub(negativeSlope, positiveSlope, "derivative");
        return slopeWithFloor(frame, { p: pred, t, k, floor: slopeFloor, derivative });
      },
      target: o.sub(negativeLog.value, positiveLog.value, "slope_by_t"),
    },
    ...divisorOfElements(frame, p),
    shape,
  };
}

/** p in [c, 1 − c], p + ε and 1 − p + ε, and their logarithms; c is 0 where `clip` is NaN. */
function clippedLogarithms(frame: Frame, pred: Float, epsilon: Float) {
  const { o, number } = frame;
  const isClip = (c: Float) => o.and(o.greaterOrEqual(c, number(0)), o.less(c, number(0.5)));
  const clip = optional(frame, "clip", isClip, "lie in [0, 0.5)");
  const low = o.where(o.isNaN(clip), number(0), clip, "clip_or_0");
  const isBelow = o.less(pred, low, "is_below");
  const isAbove = o.less(o.sub(number(1), pred), low, "is_above");
  const p = o.where(isBelow, low, pred, "p");
  const shifted = o.add(p, epsilon, "p_plus_eps");
  const complement = shiftedComplement(frame, p, epsilon);
  // At 1 − c both change places, and c has every digit of 1 − (1 − c).
  const logOfLow = o.log(o.add(low, epsilon));
  const logBelowOne = shiftedComplement(frame, low, epsilon).log;
  return {
    p,
    isOutside: o.or(isBelow, isAbove),
    shifted,
    shiftedRest: complement.sum,
    log: o.where(isAbove, logBelowOne, o.log(shifted), "log_p"),
    logOfRest: o.where(isAbove, logOfLow, complement.log, "log_not"),
  };
}

/** A logarithm that is not below the floor, and whether it would be; NaN is no floor. */
function floored(
  { o }: Frame,
  log: Float,
  floor: Float,
): { readonly value: Float; readonly isFixed: Bool } {
  const isFixed = o.less(log, floor);
  return { value: o.where(isFixed, floor, log), isFixed };
}

/** (p − t)/max(p (1 − p), s) · k where there is a floor s > 0, the derivative elsewhere. */
function slopeWithFloor(
  { o, number }: Frame,
  { p, t, k, floor, derivative }: Readonly<Record<"p" | "t" | "k" | "floor" | "derivative", Float>>,
): Float {
  const spread = o.max(o.mul(p, o.sub(number(1), p)), floor, "spread");
  const slope = o.mul(o.div(o.sub(p, t), spread), k);
  return o.where(o.greater(floor, number(0)), slope, derivative, "slope");
}

/**
 * 1 − p + ε, and its logarithm: to that of the rounded sum is added what the roundings lost (Knuth's TwoSum,
 * for either summand may be the larger).
 */
function shiftedComplement(
  { o, number }: Frame,
  p: Float,
  epsilon: Float,
): { readonly sum: Float; readonly log: Float } {
  const one = number(1);
  const rest = o.sub(one, p, "one_minus_p");
  const sum = o.add(rest, epsilon, "one_minus_p_plus_eps");
  const partOfEpsilon = o.sub(sum, rest);
  const partOfRest = o.sub(sum, partOfEpsilon);
  const lostInSum = o.add(o.sub(rest, partOfRest), o.sub(epsilon, partOfEpsilon));
  const lost = o.add(o.sub(o.sub(one, rest), p), lostInSum, "lost");
  // At 0 nothing is lost: the bound keeps 0/0 out.
  return { sum, log: o.add(o.log(sum), o.div(lost, o.max(sum, number(tiny))), "log1p") };
}

/** t / p · k, where t / p may be beyond the format: p is then so small that it can be enlarged first. */
function share({ o, number }: Frame, t: Float, p: Float, k: Float): Float {
  const shift = number(2 ** 64);
  const enlarged = o.mul(o.mul(o.div(t, o.mul(p, shift)), k), shift);
  return o.where(o.less(p, number(2 ** -100)), enlarged, o.mul(o.div(t, p), k));
}

/** Binary cross entropy of probabilities. */
export const probabilityCrossEntropyGraph: LossGraph = { write: binaryCrossEntropy };
