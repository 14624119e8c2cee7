/**
 * What the losses share that is no ONNX operator: log1p, expm1, a logit's softplus and logistic function, and an
 * arc tangent, which onnxruntime's CPU has in float32 alone.
 *
 * onnxruntime's CPU kernels (1.30, 1.32) have other ideas. `Sigmoid` in float32 is a quotient of
 * polynomials: 8.9e-8 at -17 where 4.1e-8 is right, and 0 from -18 down. In float64 it is off by 1e-3 of
 * itself at -30, and 0 from -37 down, as is `Softplus`, there log(1 + exp(x)). In float32 `Softplus` is
 * right, and takes as long as a hundred products. So all are composed here of `Exp` (0.8 ulp in float32, 1.5
 * in float64) and `Log` (3.5 ulp, 1.4).
 *
 * @module
 */
import type { Frame } from "./frame.ts";
import type { Float } from "./value.ts";

/** log(1 + z) for z in [0, 1]: to the logarithm of the rounded 1 + z is added what the rounding lost. */
export function log1pOfUnit({ o, number }: Frame, z: Float, onePlusZ: Float): Float {
  const lost = o.sub(z, o.sub(onePlusZ, number(1)));
  return o.add(o.log(onePlusZ), lost, "log1p");
}

/** log(1 + z) for z ≥ -1; -∞ at -1. */
export function log1p({ o, number }: Frame, z: Float): Float {
  const onePlusZ = o.add(number(1), z);
  const lost = o.sub(z, o.sub(onePlusZ, number(1)));
  // At z = -1 nothing is lost: the bound keeps 0/0 out.
  const share = o.div(lost, o.max(onePlusZ, number(tiny)));
  return o.add(o.log(onePlusZ), share, "log1p");
}

/** exp(x) − 1 for x ≤ 0: near 0 the rounding of exp(x) is undone by its logarithm. */
export function expm1({ o, number }: Frame, x: Float): Float {
  const one = number(1);
  const power = o.exp(x);
  const less = o.sub(power, one);
  const isNear = o.greater(x, number(-1));
  const isOne = o.equal(power, one);
  const divisor = o.where(o.and(isNear, o.not(isOne)), o.log(power), one);
  const near = o.where(isOne, x, o.mul(less, o.div(x, divisor)));
  return o.where(isNear, near, less, "expm1");
}

/** A divisor's least value where the dividend is 0 with it: normal in float32, and in float64. */
export const tiny = 2 ** -126;

/** (atan x − x)/x³ by x², the highest power first, within 2e-19 of atan x up to |x| = tan(π/8). */
const atanTail = [
  0.016285756855221028,
  -0.034570561981427744,
  0.04551593220626549,
  -0.05230454270650244,
  0.05878928997834775,
  -0.06666424885738255,
  0.07692296375032143,
  -0.09090908753500877,
  0.11111111105155447,
  -0.14285714285659828,
  0.19999999999999804,
  -0.3333333333333333,
];

/** The arc tangent of any number: of what is far from 0 by that of (|x| − 1)/(|x| + 1), or of −1/|x|. */
export function atan({ o, number }: Frame, x: Float): Float {
  const one = number(1);
  const far = o.abs(x);
  const isLarge = o.greater(far, number(Math.SQRT2 + 1));
  const isMiddle = o.greater(far, number(Math.SQRT2 - 1));
  const middle = o.div(o.sub(far, one), o.add(far, one));
  const near = o.where(isMiddle, middle, far);
  const reduced = o.where(isLarge, o.neg(o.div(one, far)), near, "reduced");
  const base = o.where(
    isLarge,
    number(Math.PI / 2),
    o.where(isMiddle, number(Math.PI / 4), number(0)),
  );
  const square = o.mul(reduced, reduced);
  const tail = atanTail.map(number).reduce((sum, c) => o.add(o.mul(sum, square), c));
  const angle = o.add(base, o.add(reduced, o.mul(o.mul(reduced, square), tail)));
  return o.where(o.less(x, number(0)), o.neg(angle), angle, "atan");
}

/** What every loss of a logit x is made of. */
export interface Logit {
  /** min(x, 0) and min(-x, 0), that is -max(x, 0). */
  readonly low: Float;
  readonly high: Float;
  /** Their exponentials: one of them is 1. */
  readonly up: Float;
  readonly down: Float;
  /** The product of the two, e = exp(-|x|), which is exact. */
  readonly e: Float;
  /** 1 + e: σ(x) is up / norm, σ(-x) is down / norm. */
  readonly norm: Float;
  /** log1p(e): softplus(x) = max(x, 0) + log1p(e). */
  readonly tail: Float;
}

/**
 * The parts of a logit, without a branch: onnxruntime's `Where` takes a hundred times as long as a
 * product where its condition is random.
 */
export function logit(frame: Frame, x: Float): Logit {
  const { o, number } = frame;
  const low = o.min(x, number(0), "low");
  const high = o.sub(low, x, "high");
  const up = o.exp(low, "up");
  const down = o.exp(high, "down");
  const e = o.mul(up, down, "e");
  const norm = o.add(number(1), e, "norm");
  return { low, high, up, down, e, norm, tail: log1pOfUnit(frame, e, norm) };
}
