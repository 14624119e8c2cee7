/**
 * From the terms of a loss to the loss and its gradients: weights, divisor, reduction, the gradient from
 * above.
 *
 * @module
 */
import type { Operators } from "./operators.ts";
import type { Bool, Float, Int } from "./value.ts";

/** A loss before weights and reduction. */
export interface Terms {
  /** ℓ, one a term; or what `factor` times is ℓ. */
  readonly value: Float;
  /** A factor ≥ 1 that goes to the weight: ℓ may be beyond the format where w ℓ is not. */
  readonly factor?: Float;
  /** ∂ℓ/∂input by input, in the input's shape. */
  readonly gradients: Readonly<Record<string, Slope>>;
  /** w ≥ 0: multiplies the terms. */
  readonly weight?: Float;
  /** D > 0: what the reduction divides by. */
  readonly divisor?: Float;
  /** Whether D is a count, so that dividing by it makes nothing larger. */
  readonly isCount?: boolean;
  /** Which terms do not count. */
  readonly ignored?: Bool;
  /** The terms' shape, checked. */
  readonly shape: Int;
}

/** ∂ℓ/∂input; or what it is times its factors, where the plain products could leave the format. */
export type Slope = Float | ((factors: Factors) => Float);

/** What a slope is multiplied by: w · upstream / D. */
export interface Factors {
  readonly weight?: Float;
  readonly upstream: Float;
  readonly divisor?: Float;
}

type Constant = (x: number) => Float;

/** The loss: w ℓ / D, one a term or summed. */
export function lossOf(o: Operators, number: Constant, terms: Terms, reduced: boolean): Float {
  const { value, factor, divisor, isCount, ignored, shape } = terms;
  const weight = terms.weight && factor ? o.mul(terms.weight, factor) : terms.weight ?? factor;
  const each = weight === undefined
    ? value
    : divisor === undefined
    ? o.mul(value, weight, "weighted")
    : isCount
    ? o.mul(o.div(o.max(value, weight), divisor), o.min(value, weight), "quotients")
    : quotient(o, number, value, weight, divisor);
  const counted = ignored === undefined ? each : o.where(ignored, number(0), each, "counted");
  const total = reduced ? o.total(counted, "total") : o.reshape(counted, shape, "terms");
  const isDivided = divisor === undefined || weight !== undefined;
  return isDivided ? total : o.div(total, divisor, "quotient");
}

/**
 * a b / D of numbers ≥ 0, which leaves the format only where the quotient does: of a and b, the larger is
 * divided where that makes it smaller, the smaller where that makes it larger.
 */
function quotient(
  o: Operators,
  number: Constant,
  a: Float,
  b: Float,
  divisor: Float,
): Float {
  const smaller = o.div(o.max(a, b), o.max(divisor, number(1)));
  const larger = o.div(o.min(a, b), o.min(divisor, number(1)));
  return o.mul(smaller, larger, "quotients");
}

/**
 * The gradient by an input.
 *
 * @param added where the input has axes that the terms have not
 */
export function gradientOf(
  o: Operators,
  number: Constant,
  { gradients, weight, divisor, ignored }: Terms,
  reduced: boolean,
  upstream: Float,
  name: string,
  added: readonly number[],
): Float {
  const slope = gradients[name];
  const isWider = added.length > 0;
  const atTerms = (perTerm: Float) => isWider ? o.unsqueeze(perTerm, added) : perTerm;
  const factors = {
    ...(weight !== undefined && { weight: atTerms(weight) }),
    ...(divisor !== undefined && { divisor }),
    upstream: reduced ? upstream : atTerms(upstream),
  };
  const scaled = typeof slope === "function" ? slope(factors) : productInTurn(o, slope, factors);
  if (ignored === undefined) return scaled;
  return o.where(isWider ? o.unsqueeze(ignored, added) : ignored, number(0), scaled);
}

/** slope · w · upstream / D, one factor after the other: where the slope is 0 no product of the others can spoil it. */
export function productInTurn(
  o: Operators,
  slope: Float,
  { weight, upstream, divisor }: Factors,
): Float {
  const weighted = weight === undefined ? slope : o.mul(slope, weight);
  const scaled = o.mul(weighted, upstream);
  return divisor === undefined ? scaled : o.div(scaled, divisor);
}

/** upstream / D. */
export function coefficientOf(o: Operators, { upstream, divisor }: Factors): Float {
  return divisor === undefined ? upstream : o.div(upstream, divisor, "coefficient");
}

/**
 * slope · w · upstream / D where a slope, or a weight, may be as large as the format: of the two, the
 * larger is multiplied where that makes it smaller, the smaller where that makes it larger.
 */
export function steadyProduct(
  o: Operators,
  number: Constant,
  slope: Float,
  factors: Factors,
): Float {
  const { weight } = factors;
  const k = coefficientOf(o, factors);
  if (weight === undefined) return o.mul(slope, k);
  const size = o.abs(slope);
  const scale = o.abs(k);
  const smaller = o.mul(o.max(size, weight), o.min(scale, number(1)));
  const larger = o.mul(o.min(size, weight), o.max(scale, number(1)));
  const sign = o.mul(o.sign(slope), o.sign(k));
  return o.mul(o.mul(smaller, larger), sign);
}
