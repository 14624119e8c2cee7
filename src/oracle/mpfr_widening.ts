/**
 * How far roundings of the arithmetic under test can move a number, as MPFR numbers rounded up.
 *
 * One rounding takes v to v(1 + δ) or to v + η, |δ| <= u, |η| <= λ. So k of them move it by at most
 * ((1 + u)^k - 1)·|v| + k·λ·(what later factors multiply λ by), and where rounded numbers are divided
 * by, by ((1 - u)^-k - 1)·|v|.
 *
 * @module
 */
import type { Arithmetic } from "./field.ts";
import { type Arena, type MpfrBinding, type Pointer, rounding } from "./mpfr.ts";
import type { MpfrInterval } from "./mpfr_interval.ts";

const { down, up, away, nearest } = rounding;

/** Widening by an arithmetic's roundings; every result is rounded outward. */
export interface Widening {
  /** Whether the arithmetic rounds at all. */
  readonly rounds: boolean;
  /** [lo - ρ|lo| - α, hi + ρ|hi| + α]; without α only relatively. */
  around(a: MpfrInterval, relative: Pointer, absolute?: Pointer): MpfrInterval;
  /** [lo - α, hi + α]. */
  shifted(a: MpfrInterval, absolute: Pointer): MpfrInterval;
  /** (1 - u)^-k - 1: what k roundings can do, also in a denominator; ∞ where u >= 1. */
  readonly relative: (roundings: number) => Pointer;
  /** (1 + u)^k - 1: what k roundings can do to a number, or to the partial sums of a sum. */
  readonly growth: (roundings: number) => Pointer;
  /** k·u: what one function can do whose error is as large as that of k roundings. */
  readonly linear: (roundings: number) => Pointer;
  /** k·λ. */
  readonly absolute: (roundings: number) => Pointer;
  /** Forgets the numbers that were remembered, before their arena is released. */
  forget(): void;
}

/**
 * The widening of one arithmetic.
 *
 * @param binding MPFR
 * @param arena where results live
 * @param arithmetic whose roundings they are
 * @returns its operations; the factors are computed once, and remembered until `forget`
 */
export function widening(binding: MpfrBinding, arena: Arena, arithmetic: Arithmetic): Widening {
  const { u, lambda } = arithmetic;
  const caches: Map<number, Pointer>[] = [];

  function remembered(compute: (p: Pointer, k: number) => void): (k: number) => Pointer {
    const cache = new Map<number, Pointer>();
    caches.push(cache);
    return (k) => {
      const known = cache.get(k);
      if (known !== undefined) return known;
      const p = arena.allocate();
      compute(p, k);
      cache.set(k, p);
      return p;
    };
  }

  /** |x·relative|, rounded up. */
  function move(x: Pointer, relative: Pointer): Pointer {
    const p = arena.allocate();
    binding.mpfr_mul(p, x, relative, away);
    // 0·∞: a zero does not move.
    if (binding.mpfr_nan_p(p) !== 0) binding.mpfr_set_d(p, 0, up);
    binding.mpfr_abs(p, p, nearest);
    return p;
  }

  function lowered(x: Pointer, by: Pointer): Pointer {
    if (binding.mpfr_inf_p(x) !== 0) return x;
    const p = arena.allocate();
    binding.mpfr_sub(p, x, by, down);
    return p;
  }

  function raised(x: Pointer, by: Pointer): Pointer {
    if (binding.mpfr_inf_p(x) !== 0) return x;
    const p = arena.allocate();
    binding.mpfr_add(p, x, by, up);
    return p;
  }

  function shifted({ lo, hi }: MpfrInterval, absolute: Pointer): MpfrInterval {
    return { lo: lowered(lo, absolute), hi: raised(hi, absolute) };
  }

  return {
    rounds: u > 0 || lambda > 0,
    shifted,
    around({ lo, hi }, relative, absolute) {
      const moved = { lo: lowered(lo, move(lo, relative)), hi: raised(hi, move(hi, relative)) };
      return absolute === undefined ? moved : shifted(moved, absolute);
    },
    relative: remembered((p, k) => {
      binding.mpfr_set_d(p, u, up);
      binding.mpfr_ui_sub(p, 1, p, down);
      binding.mpfr_pow_ui(p, p, k, down);
      binding.mpfr_ui_div(p, 1, p, up);
      binding.mpfr_sub_ui(p, p, 1, up);
    }),
    growth: remembered((p, k) => {
      binding.mpfr_set_d(p, u, up);
      binding.mpfr_add_ui(p, p, 1, up);
      binding.mpfr_pow_ui(p, p, k, up);
      binding.mpfr_sub_ui(p, p, 1, up);
    }),
    linear: remembered((p, k) => {
      binding.mpfr_set_d(p, u, up);
      binding.mpfr_mul_d(p, p, k, up);
    }),
    absolute: remembered((p, k) => {
      binding.mpfr_set_d(p, lambda, up);
      binding.mpfr_mul_d(p, p, k, up);
    }),
    forget: () => caches.forEach((cache) => cache.clear()),
  };
}
