/**
 * Float32, an operation at a time.
 *
 * @module
 */
import { formats, stepFloat } from "../../src/tensor/mod.ts";

/** Operations of float32, each rounded once; elementary functions are an ulp off at times. */
export interface Operations {
  /** Whether a result since the last call of this was beyond the format. */
  overflowed(): boolean;
  /** A number of float64, as that of a parameter, in float32. */
  round(x: number): number;
  add(a: number, b: number): number;
  sub(a: number, b: number): number;
  /** From left to right. */
  mul(...factors: number[]): number;
  div(a: number, b: number): number;
  exp(x: number): number;
  log(x: number): number;
  log1p(x: number): number;
  pow(x: number, exponent: number): number;
  /** From left to right. */
  sum(terms: readonly number[]): number;
}

/**
 * The operations of float32. Float64 has more than twice its digits, so that +, -, · and / are
 * rounded as if once.
 *
 * @param ulps by how many ulps the next elementary function is off: -1, 0 or 1
 */
export function operations(ulps: () => number): Operations {
  let isBeyond = false;
  const round = (exact: number): number => {
    if (Math.abs(exact) > formats.f32.largest) isBeyond = true;
    return Math.fround(exact);
  };
  const elementary = (exact: number): number => {
    const x = round(exact);
    return x === 0 || x === 1 || !Number.isFinite(x) ? x : stepFloat(x, ulps(), "f32");
  };
  const add = (a: number, b: number) => round(a + b);
  return {
    overflowed() {
      const was = isBeyond;
      isBeyond = false;
      return was;
    },
    round,
    add,
    sub: (a, b) => round(a - b),
    mul: (...factors) => factors.reduce((product, x) => round(product * x)),
    div: (a, b) => round(a / b),
    exp: (x) => elementary(Math.exp(x)),
    log: (x) => elementary(Math.log(x)),
    log1p: (x) => elementary(Math.log1p(x)),
    pow(x, exponent) {
      if (exponent === 0) return 1;
      if (exponent === 1) return x;
      return exponent === 2 ? round(x * x) : elementary(x ** exponent);
    },
    sum: (terms) => terms.reduce(add),
  };
}
