/**
 * Float64 bounds of the elementary functions, from the engine's own `Math`.
 *
 * ECMAScript does not say how accurate `Math` is, the engines do. V8 (`src/base/ieee754.cc`), and
 * with it Deno, Node and Chromium, ports Sun's fdlibm, whose comments state errors below 1 ulp; one
 * function after the other is being replaced by LLVM's libc, which rounds correctly. SpiderMonkey
 * uses the same fdlibm, JavaScriptCore the libm of the system (glibc and Apple: below 1 ulp). These
 * bounds rely on **2 ulps**.
 *
 * `Math.pow` is less uniform: V8 calls the libm of the system (below 1 ulp), or fdlibm's, which
 * is wrong by up to 639 ulps where the exponent is larger than 2^31
 * (https://github.com/picolibc/picolibc/pull/459); other engines multiply repeatedly where the
 * exponent is an integer, which costs one rounding a factor. So its bounds rely on
 * 2 + |exponent| / 2 ulps.
 *
 * `deno task rigour:elementary` holds all of them against MPFR.
 *
 * @module
 */

const largest = Number.MAX_VALUE;
const smallest = Number.MIN_VALUE;

/**
 * 2 ulps are at most 4·2^-53·|r|; one more 2^-53 pays for rounding the bound itself, and one for
 * rounding the product.
 */
const relative = 6 * 2 ** -53;

/** 2 ulps among the subnormals, where the bound itself is exact. */
const absolute = 2 * smallest;

function below(r: number): number {
  return r - (Math.abs(r) * relative + absolute);
}

function above(r: number): number {
  return r + (Math.abs(r) * relative + absolute);
}

/** What a function that returned infinity for a finite argument is at least: 2 ulps below that. */
const overflowed = below(largest);

/** From here on exp and expm1 exceed the largest float64: ln(2^1024) = 709.7827… */
const certainOverflow = 709.79;

/** Down from here exp is less than the smallest float64: ln(2^-1074) = -744.4400… */
const certainUnderflow = -744.45;

/**
 * A lower bound of e^x; exact at 0 and ±∞, the largest float64 where that overflows.
 *
 * @param x any number but NaN
 * @returns a float64 that is not above e^x
 */
export function expDown(x: number): number {
  return expDownFrom(x, Math.exp(x));
}

/** {@linkcode expDown} where r = Math.exp(x) is known already. */
export function expDownFrom(x: number, r: number): number {
  if (r === Infinity) return x === Infinity ? r : x > certainOverflow ? largest : overflowed;
  return Math.max(below(r), x >= 0 ? 1 : 0);
}

/**
 * An upper bound of e^x; exact at 0 and ±∞, the smallest float64 where that underflows.
 *
 * @param x any number but NaN
 * @returns a float64 that is not below e^x
 */
export function expUp(x: number): number {
  return expUpFrom(x, Math.exp(x));
}

/** {@linkcode expUp} where r = Math.exp(x) is known already. */
export function expUpFrom(x: number, r: number): number {
  if (x < certainUnderflow) return x === -Infinity ? 0 : smallest;
  return x <= 0 ? Math.min(above(r), 1) : above(r);
}

/**
 * A lower bound of e^x - 1; exact at 0 and ±∞, and never below x or -1.
 *
 * @param x any number but NaN
 * @returns a float64 that is not above e^x - 1
 */
export function expm1Down(x: number): number {
  const r = Math.expm1(x);
  if (r === Infinity) return x === Infinity ? r : x > certainOverflow ? largest : overflowed;
  return Math.max(below(r), x, -1);
}

/**
 * An upper bound of e^x - 1; exact at 0 and ±∞.
 *
 * @param x any number but NaN
 * @returns a float64 that is not below e^x - 1
 */
export function expm1Up(x: number): number {
  const r = above(Math.expm1(x));
  if (x > 0) return r;
  return x === -Infinity ? -1 : Math.min(r, 0);
}

/**
 * A lower bound of the natural logarithm; exact at 0, 1 and ∞.
 *
 * @param x a number >= 0
 * @returns a float64 that is not above ln x; -∞ at 0
 */
export function logDown(x: number): number {
  const r = Math.log(x);
  if (r === Infinity) return r;
  return x >= 1 ? Math.max(below(r), 0) : below(r);
}

/**
 * An upper bound of the natural logarithm; exact at 0, 1 and ∞.
 *
 * @param x a number >= 0
 * @returns a float64 that is not below ln x; -∞ at 0
 */
export function logUp(x: number): number {
  const r = Math.log(x);
  if (r === -Infinity) return r;
  return x <= 1 ? Math.min(above(r), 0) : above(r);
}

/**
 * A lower bound of ln(1 + x); exact at -1, 0 and ∞.
 *
 * @param x a number >= -1
 * @returns a float64 that is not above ln(1 + x); -∞ at -1
 */
export function log1pDown(x: number): number {
  const r = Math.log1p(x);
  if (r === Infinity) return r;
  return x >= 0 ? Math.max(below(r), 0) : below(r);
}

/**
 * An upper bound of ln(1 + x); exact at -1, 0 and ∞, and never above x.
 *
 * @param x a number >= -1
 * @returns a float64 that is not below ln(1 + x); -∞ at -1
 */
export function log1pUp(x: number): number {
  const r = Math.log1p(x);
  if (r === -Infinity) return r;
  return Math.min(above(r), x);
}

/** The first float64 above π/2. */
const halfPiUp = 1.5707963267948968;

/**
 * A lower bound of the arc tangent; exact at 0.
 *
 * @param x any number but NaN
 * @returns a float64 that is not above atan x; never below -π/2 by more than its rounding, nor below a negative x
 */
export function atanDown(x: number): number {
  const r = below(Math.atan(x));
  return x >= 0 ? Math.max(r, 0) : Math.max(r, x, -halfPiUp);
}

/**
 * An upper bound of the arc tangent; exact at 0.
 *
 * @param x any number but NaN
 * @returns a float64 that is not below atan x; never above π/2 by more than its rounding, nor above a positive x
 */
export function atanUp(x: number): number {
  const r = above(Math.atan(x));
  return x <= 0 ? Math.min(r, 0) : Math.min(r, x, halfPiUp);
}

/** Roundings of 64 multiplications among the subnormals. */
const powAbsolute = 64 * smallest;

/**
 * Relative width around Math.pow: |b| roundings of repeated multiplication and those of
 * {@linkcode relative}; more where the power of |b| may have been subnormal before it was inverted.
 */
function powRelative(r: number, b: number): number {
  const k = (8 + Math.abs(b)) * 2 ** -53;
  return b < 0 && r > 2 ** 1000 ? k + 2 ** -44 : k;
}

/** Whether Math.pow is exact (0^b, 1^b, a^0, a^1), or a limit that cannot be widened. */
function isPowExact(a: number, b: number): boolean {
  return a === 0 || a === 1 || a === Infinity || b === 0 || b === 1 || Math.abs(b) === Infinity;
}

/** As Math.pow, with 1^±∞ = 1, and -0 as 0 (its odd negative powers are +∞). */
function exactPow(a: number, b: number): number {
  return a === 1 ? 1 : Math.pow(a + 0, b);
}

/**
 * A lower bound of a^b; exact where a is 0, 1 or ∞ and where b is 0, 1 or ±∞ (0^0 = 1, 1^∞ = 1).
 *
 * @param a a number >= 0
 * @param b any number but NaN
 * @returns a float64 that is not above a^b, and >= 1 where a^b is
 */
export function powDown(a: number, b: number): number {
  if (isPowExact(a, b)) return exactPow(a, b);
  const r = Math.min(Math.pow(a, b), largest);
  const bound = r - (r * powRelative(r, b) + powAbsolute);
  return Math.max(bound, (a > 1) === (b > 0) ? 1 : 0);
}

/**
 * An upper bound of a^b; exact where a is 0, 1 or ∞ and where b is 0, 1 or ±∞ (0^0 = 1, 1^∞ = 1).
 *
 * @param a a number >= 0
 * @param b any number but NaN
 * @returns a float64 that is not below a^b, and <= 1 where a^b is
 */
export function powUp(a: number, b: number): number {
  if (isPowExact(a, b)) return exactPow(a, b);
  const r = Math.pow(a, b);
  const bound = r + (r * powRelative(r, b) + powAbsolute);
  return (a > 1) === (b > 0) ? bound : Math.min(bound, 1);
}
