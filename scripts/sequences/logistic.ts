/**
 * The logistic function and its logarithm, as libraries compute them in float32.
 *
 * @module
 */
import type { Operations } from "./operations.ts";

/** 1 / (1 + e^-x): PyTorch, Paddle, candle, tinygrad, mmcv. */
export function sigmoid(on: Operations, x: number): number {
  return on.div(1, on.add(1, on.exp(-x)));
}

/** 1 / (1 + e^|x|), from 1 where x >= 0: MLX. */
export function mirroredSigmoid(on: Operations, x: number): number {
  const y = on.div(1, on.add(1, on.exp(Math.abs(x))));
  return x < 0 ? y : on.sub(1, y);
}

/** log(1 + e^-|x|), by log1p. */
export function tail(on: Operations, x: number): number {
  return on.log1p(on.exp(-Math.abs(x)));
}

/** log(1 + e^-|x|), as it stands: Paddle. */
export function plainTail(on: Operations, x: number): number {
  return on.log(on.add(1, on.exp(-Math.abs(x))));
}

/** max(x, 0) + log1p(e^-|x|): JAX, MLX. */
export function softplus(on: Operations, x: number): number {
  return on.add(Math.max(x, 0), tail(on, x));
}

/** e^(x - softplus(x)), the slope of softplus: JAX. */
export function expLogistic(on: Operations, x: number): number {
  return on.exp(on.sub(x, softplus(on, x)));
}

/** log(e^(x - m) + e^-m) + m with m = max(x, 0): tinygrad. */
export function logAddExp(on: Operations, x: number): number {
  const m = Math.max(x, 0);
  return on.add(on.log(on.add(on.exp(on.sub(x, m)), on.exp(-m))), m);
}

/** min(x, 0) - log1p(e^-|x|): PyTorch. */
export function logSigmoid(on: Operations, x: number): number {
  return on.sub(Math.min(x, 0), tail(on, x));
}

/** -m - log(e^-m + e^(-x - m)) with m = max(-x, 0): burn, PyTorch before 2.0. */
export function logSumSigmoid(on: Operations, x: number): number {
  const m = Math.max(-x, 0);
  return on.sub(-m, on.log(on.add(on.exp(-m), on.exp(on.sub(-x, m)))));
}

/** The slope of max(x, 0) - x t + log(1 + e^-|x|), part by part, away from 0: Paddle. */
export function slopeOfParts(on: Operations, x: number, t: number): number {
  const e = on.exp(-Math.abs(x));
  return on.add(on.sub(x > 0 ? 1 : 0, t), on.div(x > 0 ? -e : e, on.add(1, e)));
}
