/**
 * Gaussian focal loss: with the weights a of a positive and b of a negative, in which the decay (1 − t)^γ is,
 *
 *     a (−log(p + ε)) (1 − p)^α + b (−log(1 − p + ε)) p^α
 *     ∂/∂p = a (α (1 − p)^(α−1) log(p + ε) − (1 − p)^α/(p + ε))
 *          + b (p^α/(1 − p + ε) − α p^(α−1) log(1 − p + ε))
 *
 * Both parts are one function, of p and of 1 − p. Its logarithm is that of the sum, or log1p of the sum less
 * one where p is on its side of 1/2. Where a, b, the weight or the gradient from above is 0 so is the part,
 * though a logarithm, or a quotient, may be infinite.
 *
 * @module
 */
import {
  avgFactorOrElements,
  type Bool,
  elements,
  type Float,
  type Frame,
  log1p,
  type LossGraph,
  nonNegative,
  optional,
  optionalWeight,
  productInTurn,
  type Terms,
  withFactorChecked,
} from "../../onnx/internal.ts";

/** What a slope is multiplied by. */
type Factors = Parameters<typeof productInTurn>[2];

function gaussianFocalLoss(frame: Frame): Terms {
  const { o, number } = frame;
  const zero = number(0);
  const { pred: p, target, shape } = elements(frame, { unit: ["pred", "target"] });
  const alpha = nonNegative(frame, "alpha");
  const eps = nonNegative(frame, "eps");
  const { a, b } = shares(frame, target);
  const f = o.sub(number(1), p, "f");
  const isLow = o.less(p, number(0.5), "is_low");
  const weight = withFactorChecked(frame, optionalWeight(frame, "weight", p));
  const log = (x: Float, sum: Float, isNearOne: Bool, lessOne: Float) =>
    o.where(isNearOne, log1p(frame, lessOne), o.log(sum), `log_${x.name}`);
  const shifted = o.add(p, eps, "p_plus_eps");
  const shiftedRest = o.add(f, eps, "f_plus_eps");
  const sides = [
    { share: a, easy: f, sum: shifted, log: log(p, shifted, o.not(isLow), o.sub(eps, f)) },
    { share: b, easy: p, sum: shiftedRest, log: log(f, shiftedRest, isLow, o.sub(eps, p)) },
  ].map((side) => ({ ...side, alpha, weight }));
  const [positive, negative] = sides.map((side) => termOf(frame, side));
  // Times 0 p is 0, unless it is NaN.
  const notANumber = o.mul(p, zero);
  return {
    value: o.add(o.add(positive, negative), notANumber, "gaussian_focal"),
    gradients: {
      pred: (factors) => {
        const [towards, away] = sides.map((side) => slopeOf(frame, side, factors));
        return o.add(o.sub(away, towards), notANumber, "slope");
      },
    },
    ...avgFactorOrElements(frame, p),
    weight,
    shape,
  };
}

/** By what the parts of a positive and of a negative are multiplied. */
function shares(frame: Frame, target: Float): { readonly a: Float; readonly b: Float } {
  const { o, number } = frame;
  const zero = number(0);
  const isAllowed = (x: Float) => o.and(o.greaterOrEqual(x, zero), o.less(x, number(1)));
  const threshold = optional(frame, "threshold", isAllowed, "lie in [0, 1)");
  // Nothing is above NaN.
  const isAbove = o.greater(target, threshold, "is_above");
  const isOne = o.and(o.isNaN(threshold), o.equal(target, number(1)), "is_one");
  const decay = o.pow(o.sub(number(1), target), nonNegative(frame, "gamma"), "decay");
  return {
    a: o.where(o.or(isAbove, isOne), nonNegative(frame, "pos_weight"), zero, "a"),
    b: o.where(isAbove, zero, o.mul(nonNegative(frame, "neg_weight"), decay), "b"),
  };
}

/** One part of the loss: of p, or of 1 − p. */
interface Side {
  readonly share: Float;
  /** 1 − x. */
  readonly easy: Float;
  /** x + ε, and its logarithm. */
  readonly sum: Float;
  readonly log: Float;
  readonly alpha: Float;
  readonly weight: Float;
}

/** share (−log(x + ε)) (1 − x)^α. */
function termOf({ o, number }: Frame, { share, easy, log, alpha, weight }: Side): Float {
  const zero = number(0);
  const isNothing = o.or(o.equal(share, zero), o.equal(weight, zero), "is_nothing");
  const size = o.mul(o.mul(log, o.pow(easy, alpha)), share);
  return o.where(isNothing, zero, o.neg(size), "part");
}

/** Minus its derivative by x, times the factors: share ((1 − x)^α/(x + ε) − α (1 − x)^(α−1) log(x + ε)). */
function slopeOf(
  { o, number }: Frame,
  { share, easy, sum, log, alpha }: Side,
  factors: Factors,
): Float {
  const zero = number(0);
  const { weight, upstream } = factors;
  const noFactor = o.or(o.equal(share, zero), o.equal(upstream, zero));
  const isNothing = weight === undefined ? noFactor : o.or(noFactor, o.equal(weight, zero));
  const power = o.mul(o.pow(easy, alpha), share, "power");
  // The quotient may be beyond the format: the sum is then so small that it can be enlarged first.
  const shift = number(2 ** 64);
  const enlarged = o.mul(productInTurn(o, o.div(power, o.mul(sum, shift)), factors), shift);
  const plain = productInTurn(o, o.div(power, sum), factors);
  const byLog = o.where(o.less(sum, number(2 ** -100)), enlarged, plain, "by_log");
  const steepness = o.mul(alpha, o.pow(easy, o.sub(alpha, number(1))));
  const byPower = productInTurn(o, o.mul(o.mul(steepness, log), share), factors);
  // A logarithm of 0 falls faster than any power of 1 − x rises.
  const isFlat = o.or(isNothing, o.or(o.equal(alpha, zero), o.equal(log, zero)), "is_flat");
  return o.sub(
    o.where(isNothing, zero, byLog),
    o.where(isFlat, zero, byPower),
    "minus_slope",
  );
}

/** Gaussian focal loss of probabilities. */
export const gaussianFocalGraph: LossGraph = { write: gaussianFocalLoss };
