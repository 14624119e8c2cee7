/**
 * Holds the float64 bounds of the elementary functions against MPFR, at a million points each:
 * `deno task rigour:elementary [--points=1000000] [--seed=1]`.
 *
 * @module
 */
import {
  atanDown,
  atanUp,
  expDown,
  expm1Down,
  expm1Up,
  expUp,
  loadMpfr,
  log1pDown,
  log1pUp,
  logDown,
  logUp,
  type Mpfr,
  type Pointer,
  powDown,
  powUp,
  rounding,
} from "../../src/oracle/internal.ts";
import { numbersOf } from "./options.ts";
import { type Random, randomFrom } from "./random.ts";
import { say } from "./reporting.ts";

/** A function under examination; functions of one argument ignore the second. */
export interface Subject {
  readonly name: string;
  readonly math: (a: number, b: number) => number;
  readonly down: (a: number, b: number) => number;
  readonly up: (a: number, b: number) => number;
  /** The same by MPFR: writes the result, and returns 0 where it is exact. */
  readonly mpfr: (
    { binding }: Mpfr,
    target: Pointer,
    a: Pointer,
    b: Pointer,
    mode: number,
  ) => number;
  /** A point of its domain. */
  readonly point: (random: Random) => readonly [number, number];
}

/** What an examination found. */
export interface Finding {
  readonly name: string;
  readonly points: number;
  /** Points whose value is not between the bounds. */
  readonly outside: number;
  readonly firstOutside: readonly [number, number] | undefined;
  /** Largest error of `Math` itself, in ulps of the value, among results that are finite. */
  readonly largestError: number;
  readonly at: readonly [number, number];
  /** Largest distance between the bounds, in ulps of the value. */
  readonly widest: number;
}

/** Near a point: a few or many ulps beside it. */
function near(random: Random, x: number): number {
  return x + (random.unit() - 0.5) * 2 ** -random.below(60) * Math.max(Math.abs(x), 1);
}

/** A number of any sign whose magnitude is spread evenly over the exponents. */
function anyMagnitude(random: Random, from: number, to: number): number {
  return (random.chance(0.5) ? -1 : 1) * 2 ** random.between(from, to);
}

function realPoint(random: Random): number {
  switch (random.below(8)) {
    case 0:
      return random.float64();
    case 1:
      return near(random, 0);
    case 2:
      return near(random, random.pick([1, -1, 0.5, -0.5, Math.LN2, -Math.LN2, 22, -22]));
    case 3:
      return near(random, random.pick([709.782712893384, -745.1332191019411, -708.3964185322641]));
    case 4:
      return random.between(-750, 715);
    case 5:
      return random.between(-40, 40);
    case 6:
      return anyMagnitude(random, -1074, -900);
    default:
      return anyMagnitude(random, -70, 12);
  }
}

function positivePoint(random: Random): number {
  if (random.chance(0.3)) return near(random, 1);
  if (random.chance(0.2)) return 2 ** random.between(-1074, -1020);
  return Math.abs(random.chance(0.5) ? random.float64() : realPoint(random));
}

/** A point of log1p's domain. */
function abovePoint(random: Random): number {
  if (random.chance(0.2)) return -1 + 2 ** random.between(-54, 0);
  const x = realPoint(random);
  return x >= -1 ? x : -1 / x;
}

/** Powers: at the thresholds of overflow and underflow, near 1, with whole and huge exponents. */
function powerPoint(random: Random): readonly [number, number] {
  const a = positivePoint(random);
  const wholes = [2, 3, -1, -2, 0.5, 5, 10, 64, 1000, 2 ** 31, 2 ** 40];
  switch (random.below(6)) {
    case 0:
      return [a, random.pick(wholes)];
    case 1:
      return [a, near(random, random.pick([710, -745, -708]) / Math.log(a)) || 1];
    case 2:
      return [1 + (random.unit() - 0.5) * 2 ** -random.between(15, 45), near(random, 2 ** 32)];
    case 3:
      return [random.unit(), random.between(-8, 8)];
    case 4:
      return [random.between(0, 30), random.between(-300, 300)];
    default:
      return [a, realPoint(random)];
  }
}

/** Every function that the oracle bounds. */
export const subjects: readonly Subject[] = [
  {
    name: "exp",
    math: Math.exp,
    down: expDown,
    up: expUp,
    mpfr: ({ binding }, t, a, _, mode) => binding.mpfr_exp(t, a, mode),
    point: (random) => [realPoint(random), 0],
  },
  {
    name: "expm1",
    math: Math.expm1,
    down: expm1Down,
    up: expm1Up,
    mpfr: ({ binding }, t, a, _, mode) => binding.mpfr_expm1(t, a, mode),
    point: (random) => [realPoint(random), 0],
  },
  {
    name: "log",
    math: Math.log,
    down: logDown,
    up: logUp,
    mpfr: ({ binding }, t, a, _, mode) => binding.mpfr_log(t, a, mode),
    point: (random) => [positivePoint(random), 0],
  },
  {
    name: "log1p",
    math: Math.log1p,
    down: log1pDown,
    up: log1pUp,
    mpfr: ({ binding }, t, a, _, mode) => binding.mpfr_log1p(t, a, mode),
    point: (random) => [abovePoint(random), 0],
  },
  {
    name: "atan",
    math: Math.atan,
    down: atanDown,
    up: atanUp,
    mpfr: ({ binding }, t, a, _, mode) => binding.mpfr_atan(t, a, mode),
    point: (random) => [realPoint(random), 0],
  },
  {
    name: "pow",
    math: Math.pow,
    down: powDown,
    up: powUp,
    mpfr: ({ binding }, t, a, b, mode) => binding.mpfr_pow(t, a, b, mode),
    point: powerPoint,
  },
];

/**
 * Examine one function at random points.
 *
 * @param mpfr MPFR, loaded
 * @param subject the function
 * @param points how many
 * @param random where the points come from
 * @returns what was found
 */
export function examine(mpfr: Mpfr, subject: Subject, points: number, random: Random): Finding {
  const { binding } = mpfr;
  const arena = mpfr.arena(160);
  const [a, b, t, difference] = Array.from({ length: 4 }, () => arena.allocate());
  const inUlps = (from: number): number => {
    const exponent = Math.max(binding.mpfr_get_exp(t) - 53, -1074);
    binding.mpfr_sub_d(difference, t, from, rounding.nearest);
    binding.mpfr_mul_2si(difference, difference, -exponent, rounding.nearest);
    return Math.abs(binding.mpfr_get_d(difference, rounding.nearest));
  };
  let outside = 0;
  let firstOutside: readonly [number, number] | undefined;
  let largestError = 0;
  let at: readonly [number, number] = [NaN, NaN];
  let widest = 0;
  for (let i = 0; i < points; i++) {
    const point = subject.point(random);
    binding.mpfr_set_d(a, point[0], rounding.nearest);
    binding.mpfr_set_d(b, point[1], rounding.nearest);
    const down = subject.down(...point);
    const up = subject.up(...point);
    // Rounding down keeps t below an upper bound that the value is below, and the other way round.
    subject.mpfr(mpfr, t, a, b, rounding.down);
    const isAbove = binding.mpfr_cmp_d(t, up) > 0;
    subject.mpfr(mpfr, t, a, b, rounding.up);
    if (isAbove || !(down <= up) || binding.mpfr_cmp_d(t, down) < 0) {
      outside++;
      firstOutside ??= point;
    }
    const value = subject.math(...point);
    if (!Number.isFinite(value) || binding.mpfr_regular_p(t) === 0) continue;
    const error = inUlps(value);
    if (error > largestError) {
      largestError = error;
      at = point;
    }
    if (Number.isFinite(up)) widest = Math.max(widest, inUlps(down) + inUlps(up));
  }
  arena.release();
  return { name: subject.name, points, outside, firstOutside, largestError, at, widest };
}

async function main(): Promise<number> {
  const { points, seed } = numbersOf("rigour:elementary", { points: 1_000_000, seed: 1 });
  const mpfr = await loadMpfr();
  say("function  points    outside  largest error (ulps)  widest bounds (ulps)  at");
  let failed = 0;
  for (const [i, subject] of subjects.entries()) {
    const found = examine(mpfr, subject, points, randomFrom(seed * 100 + i));
    failed += found.outside;
    say(
      [
        found.name.padEnd(8),
        String(found.points).padEnd(8),
        String(found.outside).padStart(8),
        found.largestError.toFixed(6).padStart(21),
        found.widest.toPrecision(3).padStart(21),
        ` (${found.at})`,
      ].join(" "),
    );
    if (found.firstOutside) say(`  outside at (${found.firstOutside})`);
  }
  say(`seed ${seed}: ${failed} outside`);
  return failed === 0 ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main());
