/**
 * What the losses share that is no ONNX operator: log1p, and a logit's softplus and logistic function.
 *
 * onnxruntime's own `Softplus` is log(1 + exp(x)), which is 0 already at x = -17 in float32, and its
 * `Sigmoid` approximates by a quotient of polynomials that is 0 from -18 down: both are honest only
 * where nobody looks. So they are composed here, of `Exp` and `Log`.
 *
 * @module
 */
import type { Frame } from "./frame.ts";
import type { Float } from "./operators.ts";

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

/** A divisor's least value where the dividend is 0 with it: normal in float32, and in float64. */
export const tiny = 2 ** -126;

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
