/**
 * Elementary functions: as inexact as they may be, and written by way of others.
 *
 * @module
 */
import { type FloatDType, formats, roundTo } from "../../../src/tensor/mod.ts";
import { type Member, member } from "../member.ts";
import type { Habit, Numbers } from "../numbers.ts";

const view = new DataView(new ArrayBuffer(8));

/** The ulp of the binade that an exact value lies in. */
function ulpAt(x: number, dtype: FloatDType): number {
  const { precision, smallestSubnormal } = formats[dtype];
  view.setFloat64(0, x);
  const exponent = ((view.getUint32(0) >>> 20) & 0x7ff) - 1023;
  return Math.max(2 ** (exponent + 1 - precision), smallestSubnormal);
}

/** A bit that follows from a function's name and its argument. */
function bitOf(name: string, x: number): number {
  view.setFloat64(0, x);
  let hash = name.length + Math.imul(view.getUint32(0), 0x85ebca6b) ^ view.getUint32(4);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 13), 0x27d4eb2f);
  return (hash >>> 16) & 1;
}

const names = ["exp", "expm1", "log", "log1p", "atan"] as const;

/** Each result is off by nearly four ulps; of what is exactly 0 or no number, by nothing. */
function offBy(sign: (name: string, x: number) => number): Habit {
  return (on) => {
    // One ulp is left for rounding into the format; of float64 another for what Math is off by.
    const ulps = on.dtype === "f64" ? 2 : 3;
    const off = (name: string, x: number, exactly: number): number => {
      if (exactly === 0 || !Number.isFinite(exactly)) return exactly;
      const moved = on.round(exactly + sign(name, x) * ulps * ulpAt(exactly, on.dtype));
      return exactly > 0 ? Math.max(moved, 0) : Math.min(moved, 0);
    };
    const moved = names.map((name) => [name, (x: number) => off(name, x, Math[name](x))] as const);
    return {
      ...Object.fromEntries(moved),
      pow: (x, y) => off("pow", x, Math.pow(x, y)),
    };
  };
}

/** log(1 + x) by way of log (Kahan; Goldberg 1991, theorem 4). */
function log1pByLog(on: Numbers): Partial<Numbers> {
  return {
    log1p(x) {
      const above = on.add(1, x);
      if (above === 1 || !Number.isFinite(x) || above === 0) return above === 1 ? x : on.log1p(x);
      return on.divide(on.multiply(on.log(above), x), on.add(above, -1));
    },
  };
}

/** Whole powers multiplied out, halves by roots. */
function powByProducts(on: Numbers): Partial<Numbers> {
  const whole = (x: number, n: number): number => {
    if (n === 0) return 1;
    const half = whole(x, n >> 1);
    const square = half === 1 ? 1 : on.multiply(half, half);
    return n % 2 === 0 ? square : square === 1 ? x : on.multiply(square, x);
  };
  return {
    pow(x, y) {
      if (y > 0 && y <= 8 && Number.isInteger(y)) return whole(x, y);
      if (y > 0 && y <= 4 && Number.isInteger(2 * y)) {
        return y < 1 ? on.sqrt(x) : on.multiply(whole(x, Math.floor(y)), on.sqrt(x));
      }
      return on.pow(x, y);
    },
  };
}

function sigmoidByExpm1(on: Numbers): Partial<Numbers> {
  return {
    sigmoid: (x) =>
      x < 0 ? on.divide(on.exp(x), on.add(2, on.expm1(x))) : on.divide(1, on.add(2, on.expm1(-x))),
  };
}

/** By tanh where that loses nothing. */
function sigmoidByTanh(on: Numbers): Partial<Numbers> {
  return {
    sigmoid(x) {
      if (x > -1) {
        const tanh = on.round(Math.tanh(on.multiply(x, 0.5)));
        return on.add(0.5, on.multiply(0.5, tanh));
      }
      const e = on.exp(x);
      return on.divide(e, on.add(1, e));
    },
  };
}

function naiveSigmoid(on: Numbers): Partial<Numbers> {
  return { sigmoid: (x) => on.divide(1, on.add(1, on.exp(-x))) };
}

/** In the format: 0 where the exponential overflows, as PyTorch has it. */
function overflowingSigmoid(on: Numbers): Partial<Numbers> {
  const exp = (x: number) => roundTo(on.exp(x), on.dtype);
  return { sigmoid: (x) => on.divide(1, on.add(1, exp(-x))) };
}

function softplusOfWhole(on: Numbers): Partial<Numbers> {
  return { softplus: (x) => x < 80 ? on.log1p(on.exp(x)) : x };
}

/** In float64, rounded once, as a vendor's functions may be. */
function roundedOnce(on: Numbers): Partial<Numbers> {
  const tail = (x: number) => Math.log1p(Math.exp(-Math.abs(x)));
  return {
    sigmoid: (x) => on.round(x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))),
    softplus: (x) => on.round(Math.max(x, 0) + tail(x)),
  };
}

/** Vendors' own sigmoid and softplus, nearly four ulps off. */
function vendorsOff(on: Numbers): Partial<Numbers> {
  const { sigmoid, softplus } = roundedOnce({ ...on, round: (x) => x });
  const off = (name: string, f: (x: number) => number) => (x: number) => {
    const exactly = f(x);
    if (exactly === 0 || !Number.isFinite(exactly)) return exactly;
    const ulps = on.dtype === "f64" ? 1 : 3;
    const sign = bitOf(name, x) === 0 ? -1 : 1;
    return Math.max(0, on.round(exactly + sign * ulps * ulpAt(exactly, on.dtype)));
  };
  return { sigmoid: off("sigmoid", sigmoid!), softplus: off("softplus", softplus!) };
}

const narrow: readonly FloatDType[] = ["f32", "f16", "bf16"];

/** As inexact as may be, up or down by the argument. */
export const adversarial: Habit = offBy((name, x) => bitOf(name, x) === 0 ? -1 : 1);

export const members: readonly Member[] = [
  member(
    "elementary/adversarial",
    "Elementary functions are nearly 4 ulps off, by their argument",
    {
      habits: [adversarial],
    },
  ),
  member("elementary/high", "Elementary functions are nearly 4 ulps too large", {
    habits: [offBy(() => 1)],
  }),
  member("elementary/low", "Elementary functions are nearly 4 ulps too small", {
    habits: [offBy(() => -1)],
  }),
  member("elementary/vendors", "Sigmoid and softplus are nearly 4 ulps off, by their argument", {
    habits: [vendorsOff],
  }),
  member("elementary/rounded_once", "Sigmoid and softplus are rounded once", {
    habits: [roundedOnce],
  }),
  member("elementary/sigmoid_by_expm1", "Sigmoid is 1 / (2 + expm1(-x))", {
    habits: [sigmoidByExpm1],
  }),
  member("elementary/sigmoid_by_tanh", "Sigmoid is 1/2 + tanh(x/2)/2 above -1", {
    habits: [sigmoidByTanh],
  }),
  member("elementary/naive_sigmoid", "Sigmoid is 1 / (1 + exp(-x)) in registers of more range", {
    habits: [naiveSigmoid],
  }, { dtypes: narrow }),
  member(
    "elementary/overflowing_sigmoid",
    "Sigmoid is 1 / (1 + exp(-x)), and 0 where exp overflows",
    {
      habits: [overflowingSigmoid],
    },
  ),
  member("elementary/softplus_of_whole", "Softplus is log1p(exp(x)) where exp is in range", {
    habits: [softplusOfWhole],
  }),
  member("elementary/log1p_by_log", "log1p is log(u) x / (u - 1) with u = 1 + x", {
    habits: [log1pByLog],
  }),
  member("elementary/exp_squared", "exp is the square of exp(x/2)", {
    habits: [(on) => ({
      exp(x) {
        const root = on.exp(on.multiply(x, 0.5));
        return on.multiply(root, root);
      },
    })],
  }),
  member("elementary/exp_by_exp2", "exp is 2 to the power of x / log 2, in float64", {
    habits: [(on) => ({ exp: (x) => on.round(2 ** (x * Math.LOG2E)) })],
  }, { dtypes: narrow }),
  member("elementary/log_by_log2", "log is log2 times log 2", {
    habits: [(on) => ({
      log: (x) => on.multiply(on.round(Math.log2(x)), on.round(Math.LN2)),
    })],
  }),
  member("elementary/pow_by_log", "Powers are exp(y log x), in float64", {
    habits: [(on) => ({
      pow: (x, y) => x === 0 ? on.pow(x, y) : on.round(Math.exp(y * Math.log(x))),
    })],
  }, { dtypes: narrow }),
  member("elementary/pow_by_products", "Powers are products and square roots", {
    habits: [powByProducts],
  }),
];
