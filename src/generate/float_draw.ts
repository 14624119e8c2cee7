/**
 * Floats worth trying: readable ones, magnitudes where exponentials turn, and the format's edges.
 *
 * @module
 */
import { type FloatDType, formats, roundTo, stepFloat } from "../tensor/mod.ts";
import { floatAt, floatIndex } from "../tensor/internal.ts";
import { type Draw, once, pick, uniform } from "./draw.ts";
import type { Source } from "./source.ts";
import { type Range, simplerFloats } from "./simpler_floats.ts";

/**
 * How far the values go. `ordinary`: a coarse grid on which small sums and differences are exact;
 * `calm`: full precision within ±4, so that none of thousands outweighs the others; `tame`: full precision
 * at moderate magnitudes; `wild`: anything finite in the format; `extreme`: mostly the ends of the format;
 * `tiny`: mostly subnormals and what is little larger.
 */
export type Mood = "ordinary" | "calm" | "tame" | "wild" | "extreme" | "tiny";

/** Every finite value of a format; the simplest is 0. */
export function realRange(dtype: FloatDType): Range {
  const { largest } = formats[dtype];
  return { minimum: -largest, maximum: largest, simplest: 0 };
}

/** Probabilities and soft targets; the simplest is 0. */
export const unitRange: Range = { minimum: 0, maximum: 1, simplest: 0 };

/** Weights; the simplest is 1, which changes nothing. */
export function weightRange(dtype: FloatDType): Range {
  return { minimum: 0, maximum: formats[dtype].largest, simplest: 1 };
}

const readable = [0, 0, 1, 1, -1, -1, 0.5, -0.5, 2, -2, 3, -3, 1.5, -0.25, 4, 8];

/** Logits where a sigmoid, exp or softplus saturates, underflows or overflows in some format. */
const ladder = [1, 5, 8, 10, 12, 16, 17, 20, 50, 88, 89, 104, 120, 200, 709, 710, 746, 1e4];
const gentleLadder = [1, 5, 8, 10, 12, 16, 17, 20];

/** Grid of the ordinary values: spacing 2^-fine, magnitudes below 2^wide; room is left for sums. */
const grids: Readonly<Record<FloatDType, { readonly fine: number; readonly wide: number }>> = {
  f64: { fine: 6, wide: 6 },
  f32: { fine: 6, wide: 6 },
  f16: { fine: 3, wide: 3 },
  bf16: { fine: 2, wide: 2 },
};

function stepOf(dtype: FloatDType): number {
  return 2 ** -grids[dtype].fine;
}

function grid(random: Source, dtype: FloatDType): number {
  const { fine, wide } = grids[dtype];
  // A coarser grid for larger magnitudes, so that most values are short.
  const bits = random.nextInt(1, fine + wide);
  const shift = random.nextInt(0, fine + wide - bits);
  return random.nextInt(-(2 ** bits), 2 ** bits) * 2 ** (shift - fine);
}

function logUniform(random: Source, from: number, to: number): number {
  return (1 + uniform(random)) * 2 ** random.nextInt(from, to - 1);
}

function signed(random: Source, x: number): number {
  return once(random, 2) ? x : -x;
}

/** Anything finite, each float as likely as any other: so mostly very large or very small. */
function anyFloat(random: Source, dtype: FloatDType): number {
  const last = floatIndex(formats[dtype].largest, dtype);
  return floatAt(random.nextBigInt(-last, last), dtype);
}

function edge(random: Source, dtype: FloatDType): number {
  const { largest, smallestNormal, smallestSubnormal } = formats[dtype];
  switch (random.nextInt(0, 6)) {
    case 0:
      return largest;
    case 1:
      return stepFloat(largest, -random.nextInt(1, 3), dtype);
    case 2:
      return largest / 2;
    case 3:
      return smallestSubnormal;
    case 4:
      return smallestNormal;
    case 5:
      return stepFloat(smallestNormal, -1, dtype);
    default:
      return uniform(random) * smallestNormal;
  }
}

/** The ends of a format, and 0 between them: differences of two of these overflow, or nearly. */
function end(random: Source, dtype: FloatDType): number {
  const kind = random.nextInt(0, 9);
  if (kind < 4) return signed(random, edge(random, dtype));
  if (kind < 6) {
    return signed(random, stepFloat(formats[dtype].largest, -random.nextInt(0, 3), dtype));
  }
  if (kind < 8) return anyFloat(random, dtype);
  return kind < 9 ? 0 : signed(random, pick(random, ladder));
}

/** Subnormals, zeros and the smallest normal numbers: what is flushed to 0, or loses its last bits. */
function tiny(random: Source, dtype: FloatDType): number {
  const { smallestNormal } = formats[dtype];
  const kind = random.nextInt(0, 7);
  if (kind === 0) return signed(random, 0);
  if (kind === 1) return signed(random, stepFloat(0, random.nextInt(1, 4), dtype));
  if (kind === 2) return signed(random, stepFloat(smallestNormal, random.nextInt(-2, 2), dtype));
  return signed(random, uniform(random) * smallestNormal * (kind === 3 ? 8 : 1));
}

function real(random: Source, dtype: FloatDType, mood: Mood): number {
  if (mood === "ordinary") return grid(random, dtype);
  if (mood === "calm") return signed(random, 4 * uniform(random));
  if (mood === "tiny" && !once(random, 8)) return tiny(random, dtype);
  if (mood === "extreme" && !once(random, 3)) return end(random, dtype);
  const wild = mood !== "tame";
  const kind = random.nextInt(0, 31);
  if (kind < 10) return pick(random, readable);
  if (kind < 18) return signed(random, logUniform(random, -6, 6));
  if (kind < 22) return signed(random, pick(random, wild ? ladder : gentleLadder));
  if (kind < 23) return signed(random, 0);
  if (kind < 26) return signed(random, pick(random, gentleLadder) * (1 + uniform(random) / 8));
  if (!wild) return 2 * uniform(random) - 1;
  if (kind < 28) return signed(random, edge(random, dtype));
  if (kind < 30) return anyFloat(random, dtype);
  return signed(random, logUniform(random, -20, 14));
}

function unit(random: Source, dtype: FloatDType, mood: Mood): number {
  const kind = random.nextInt(0, 15);
  if (kind < 3) return 0;
  if (kind < 6) return 1;
  if (kind < 9) return pick(random, [0.5, 0.25, 0.75, 0.125]);
  if (kind < 12) return uniform(random);
  if (mood === "tame" || mood === "calm") return random.nextInt(0, 64) / 64;
  if (kind === 12) return stepFloat(1, -random.nextInt(1, 4), dtype);
  if (kind === 13) return 1 - 2 ** -random.nextInt(1, formats[dtype].precision);
  if (kind === 14) return logUniform(random, -formats[dtype].precision - 4, 0);
  return Math.min(edge(random, dtype), 1);
}

function gridUnit(random: Source, dtype: FloatDType): number {
  const parts = 1 / stepOf(dtype);
  return once(random, 3) ? random.nextInt(0, 1) : random.nextInt(0, parts) / parts;
}

function weight(random: Source, dtype: FloatDType, mood: Mood): number {
  const kind = random.nextInt(0, 15);
  if (kind < 2) return 0;
  if (kind < 5) return 1;
  if (kind < 10 || mood === "ordinary") return pick(random, [0.5, 2, 0.25, 1.5, 3, 0.75, 4]);
  if (kind < 14 || mood === "tame" || mood === "calm") return 2 * uniform(random);
  const reach = dtype === "f16" ? 4 : 10;
  return logUniform(random, -reach, reach);
}

function drawFrom(
  dtype: FloatDType,
  range: Range,
  choose: (random: Source) => number,
): Draw<number> {
  return {
    draw(random) {
      const x = roundTo(choose(random), dtype);
      return x < range.minimum ? range.minimum : x > range.maximum ? range.maximum : x;
    },
    simpler: (x) => simplerFloats(x, dtype, range),
  };
}

/** Any finite number of the format. */
export function realDraw(dtype: FloatDType, mood: Mood): Draw<number> {
  const range = realRange(dtype);
  return drawFrom(
    dtype,
    mood === "ordinary" ? { ...range, step: stepOf(dtype) } : range,
    (random) => real(random, dtype, mood),
  );
}

/**
 * A number in [0, 1].
 *
 * @param inner keep ordinary values away from 0 and 1, where a logarithm of them is infinite
 */
export function unitDraw(dtype: FloatDType, mood: Mood, inner = false): Draw<number> {
  if (mood !== "ordinary") return drawFrom(dtype, unitRange, (random) => unit(random, dtype, mood));
  const step = stepOf(dtype);
  if (!inner) return drawFrom(dtype, { ...unitRange, step }, (random) => gridUnit(random, dtype));
  const range = { minimum: step, maximum: 1 - step, simplest: 0.5, step };
  return drawFrom(dtype, range, (random) => random.nextInt(1, 1 / step - 1) * step);
}

/** A weight: zero, one, fractions, larger; never negative. */
export function weightDraw(dtype: FloatDType, mood: Mood): Draw<number> {
  const range = weightRange(dtype);
  return drawFrom(
    dtype,
    mood === "ordinary" ? { ...range, step: 0.25 } : range,
    (random) => weight(random, dtype, mood),
  );
}

/** A number above 0: what a weight may be, and the least that the format has. */
export function positiveDraw(dtype: FloatDType, mood: Mood): Draw<number> {
  const { smallestSubnormal } = formats[dtype];
  const range = { ...weightRange(dtype), minimum: smallestSubnormal };
  return drawFrom(
    dtype,
    mood === "ordinary" ? { ...range, minimum: 0.25, step: 0.25 } : range,
    (random) => weight(random, dtype, mood),
  );
}

/** A whole number: none, a few, a thousand, and as many as the format counts one by one. */
export function countDraw(dtype: FloatDType, mood: Mood): Draw<number> {
  const most = 2 ** formats[dtype].precision;
  const range = { minimum: 0, maximum: mood === "ordinary" ? 16 : most, simplest: 1, step: 1 };
  return drawFrom(dtype, range, (random) => {
    const kind = random.nextInt(0, 7);
    if (kind === 0) return 0;
    if (kind < 4 || mood === "ordinary") return random.nextInt(1, 16);
    if (kind === 4 && mood !== "calm" && mood !== "tame") return most;
    return Math.floor(logUniform(random, 0, Math.min(formats[dtype].precision, 20)));
  });
}

/**
 * A position among classes: mostly on one of them or halfway to the next, now and then on the last.
 *
 * @param classes how many there are
 */
export function positionDraw(dtype: FloatDType, mood: Mood, classes: number): Draw<number> {
  const last = classes - 1;
  const parts = unitDraw(dtype, mood);
  const step = mood === "ordinary" ? stepOf(dtype) : 0;
  const range = { minimum: 0, maximum: last, simplest: 0, ...step > 0 && { step } };
  return drawFrom(dtype, range, (random) => {
    const kind = random.nextInt(0, 15);
    const whole = random.nextInt(0, last);
    if (kind === 0 || last === 0) return last;
    if (kind < 6) return whole;
    const part = kind < 8 ? 0.5 : parts.draw(random);
    return positionOn(Math.min(whole, last - 1) + part, classes, dtype);
  });
}

/** The number of a format that is nearest to a position, and no farther than the last class. */
export function positionOn(x: number, classes: number, dtype: FloatDType): number {
  const rounded = roundTo(Math.min(x, classes - 1), dtype);
  return rounded > classes - 1 ? stepFloat(rounded, -1, dtype) : rounded;
}

/**
 * A gradient from above that is not 1 (it may shrink to that): zeros, negatives and fractions, and but
 * for ordinary calls numbers of many digits, small and large.
 */
export function upstreamDraw(dtype: FloatDType, mood: Mood): Draw<number> {
  const few = [2, -1, 0.5, 0, -0.25, 3, -2, 1.5, 0.125];
  if (mood === "ordinary") {
    const range = { minimum: -4, maximum: 4, simplest: 1, step: 0.125 };
    return drawFrom(dtype, range, (random) => pick(random, few));
  }
  const reach = dtype === "f16" ? 4 : 12;
  // Beyond the largest half, now and then.
  const farthest = dtype === "f16" ? 4 : 20;
  const range = { minimum: -(2 ** farthest), maximum: 2 ** farthest, simplest: 1 };
  return drawFrom(dtype, range, (random) => {
    if (once(random, 2)) return pick(random, few);
    if (once(random, 3)) return pick(random, [0.1, 1e-3, -0.7, 10, -1 / 3]);
    return signed(random, logUniform(random, -10, once(random, 4) ? farthest : reach));
  });
}
