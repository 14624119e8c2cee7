/**
 * MPFR, compiled to WebAssembly by gmp-wasm, and recycled storage for its numbers. Runs in browsers.
 *
 * @module
 */
import { init } from "gmp-wasm";

/** The functions of GMP and MPFR by their C names; numbers are addresses in WebAssembly memory. */
export type MpfrBinding = Awaited<ReturnType<typeof init>>["binding"];

/** Address of an MPFR number. */
export type Pointer = number;

/** MPFR's rounding modes (mpfr_rnd_t). */
export const rounding = { nearest: 0, towardZero: 1, up: 2, down: 3, away: 4 } as const;

/** Numbers of one precision that live until all of them are released together. */
export interface Arena {
  /** Significand bits of every number. */
  readonly precision: number;
  /** A number of undefined value. */
  allocate(): Pointer;
  /** Takes back every number that was allocated; their addresses will be handed out again. */
  release(): void;
}

/** MPFR, loaded, with the widest exponent range it offers (2^±1073741823). */
export interface Mpfr {
  readonly binding: MpfrBinding;
  /**
   * Opens an arena; released numbers are shared among all arenas of the same precision.
   *
   * @param precision significand bits, >= 2
   */
  arena(precision: number): Arena;
}

function pooled(binding: MpfrBinding): Mpfr["arena"] {
  const pools = new Map<number, Pointer[]>();
  return (precision) => {
    if (!Number.isInteger(precision) || precision < 2) {
      throw new RangeError(
        `Cannot open an arena: precision must be a whole number >= 2, got ${precision}`,
      );
    }
    const pool = pools.get(precision) ?? [];
    pools.set(precision, pool);
    let used: Pointer[] = [];

    function create(): Pointer {
      const pointer = binding.mpfr_t();
      binding.mpfr_init2(pointer, precision);
      return pointer;
    }

    return {
      precision,
      allocate() {
        const pointer = pool.pop() ?? create();
        used.push(pointer);
        return pointer;
      },
      release() {
        for (const pointer of used) pool.push(pointer);
        used = [];
      },
    };
  };
}

async function load(): Promise<Mpfr> {
  const { binding } = await init();
  binding.mpfr_set_emin(binding.mpfr_get_emin_min());
  binding.mpfr_set_emax(binding.mpfr_get_emax_max());
  return { binding, arena: pooled(binding) };
}

let loaded: Promise<Mpfr> | undefined;

/**
 * Load MPFR; the first call compiles it, later calls give the same one.
 *
 * @returns MPFR with recycled storage
 */
export function loadMpfr(): Promise<Mpfr> {
  loaded ??= load();
  return loaded;
}
