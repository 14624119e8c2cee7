/**
 * Parameter values: the default, the spec's telling samples, and any other in range.
 *
 * @module
 */
import type { Param, ParamValue } from "../spec/mod.ts";
import { type FloatDType, formats, roundTo, stepFloat } from "../tensor/mod.ts";
import { type Draw, once, pick, uniform } from "./draw.ts";
import type { Source } from "./source.ts";
import { simplerFloats } from "./simpler_floats.ts";

/** Whether a number lies in a parameter's range; NaN and ±∞ never do. */
export function isInside(param: Param, value: number): boolean {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = param;
  return Number.isFinite(value) &&
    (minimum === undefined || value >= minimum) &&
    (exclusiveMinimum === undefined || value > exclusiveMinimum) &&
    (maximum === undefined || value <= maximum) &&
    (exclusiveMaximum === undefined || value < exclusiveMaximum);
}

/**
 * A parameter's value in a format: rounded, then moved to the next float inside where rounding alone
 * has led out of the parameter's range.
 *
 * @param param the parameter's range
 * @param value its value; one that is out of range stays out of it
 * @param dtype the format of the call
 * @returns a value of the format, or null
 */
export function roundParam(param: Param, value: ParamValue, dtype: FloatDType): ParamValue {
  if (value === null) return null;
  const rounded = roundTo(value, dtype);
  if (!isInside(param, value) || isInside(param, rounded)) return rounded;
  const neighbours = [stepFloat(rounded, 1, dtype), stepFloat(rounded, -1, dtype)];
  return neighbours.find((neighbour) => isInside(param, neighbour)) ?? rounded;
}

/**
 * Draws a parameter: the default, a sample, null where that is allowed, or anything in range.
 *
 * @param param the parameter
 * @param dtype the format that values are rounded to, staying inside the range
 * @param ordinary only short numbers of ordinary magnitude
 * @returns the draw; it shrinks to the default, else to shorter numbers
 */
export function paramDraw(
  param: Param,
  dtype: FloatDType,
  ordinary: boolean,
): Draw<ParamValue> {
  const usual = roundParam(param, param.default, dtype);
  const samples = (param.samples ?? [])
    .map((sample) => roundParam(param, sample, dtype) as number)
    .filter((sample) => isInside(param, sample) && (!ordinary || isOrdinary(sample)));
  return {
    draw(random) {
      const kind = random.nextInt(0, 7);
      if (kind < 3) return usual;
      if (kind === 3 && param.nullable) return null;
      if (kind < 6 && samples.length > 0) return pick(random, samples);
      const value = roundTo(anywhere(random, param, ordinary), dtype);
      return isInside(param, value) ? value : usual;
    },
    simpler: function* (value) {
      if (value === usual) return;
      yield usual;
      if (value !== null) yield* shorter(param, value, dtype);
    },
  };
}

/**
 * Draws the label to ignore: the default half of the time; else a sample, a class, or any label below
 * or above the classes.
 *
 * @param param the parameter
 * @param dtype the format that it is rounded to: a whole number of it
 */
export function ignoredLabelDraw(param: Param, dtype: FloatDType): Draw<ParamValue> {
  const usual = param.default ?? -100;
  const samples = param.samples ?? [-100, 255, 0];
  const label = (random: Source): number => {
    switch (random.nextInt(0, 7)) {
      case 0:
      case 1:
      case 2:
        return pick(random, samples);
      case 3:
        return -1;
      case 4:
      case 5:
        return random.nextInt(0, 7);
      case 6:
        return -Math.floor(2 ** (10 * uniform(random)));
      default:
        return Math.floor(2 ** (2 + 9 * uniform(random)));
    }
  };
  return {
    draw: (random) => once(random, 2) ? usual : roundTo(label(random), dtype),
    simpler: (value) =>
      value === usual ? [] : [usual, ...samples, 0, 1].slice(0, rankOf(samples, usual, value)),
  };
}

/** How many of the labels that stand for others come before one. */
function rankOf(samples: readonly number[], usual: number, value: ParamValue): number {
  const at = [usual, ...samples, 0, 1].indexOf(value ?? NaN);
  return at < 0 ? samples.length + 3 : at;
}

function isOrdinary(x: number): boolean {
  return x === 0 || Math.abs(x) >= 2 ** -6 && Math.abs(x) <= 2 ** 6;
}

function shorter(param: Param, value: number, dtype: FloatDType): number[] {
  const { largest } = formats[dtype];
  const range = { minimum: -largest, maximum: largest, simplest: 1 };
  return [...simplerFloats(value, dtype, range)].filter((x) =>
    isInside(param, x) && (param.type === "number" || Number.isInteger(x))
  );
}

function anywhere(random: Source, param: Param, ordinary: boolean): number {
  const low = param.minimum ?? param.exclusiveMinimum;
  const high = param.maximum ?? param.exclusiveMaximum;
  if (low !== undefined && high !== undefined) return between(random, param, low, high, ordinary);
  if (low !== undefined) return low + distance(random, param, ordinary);
  if (high !== undefined) return high - distance(random, param, ordinary);
  return distance(random, param, ordinary) * (once(random, 2) ? 1 : -1);
}

function between(
  random: Source,
  param: Param,
  low: number,
  high: number,
  ordinary: boolean,
): number {
  if (param.type === "integer") return random.nextInt(Math.ceil(low), Math.floor(high));
  const eighths = ordinary || once(random, 2);
  if (eighths) return low + (high - low) * (random.nextInt(0, 8) / 8);
  if (once(random, 2)) return low + (high - low) * uniform(random);
  const beside = (high - low) * 2 ** (-14 * uniform(random));
  return once(random, 4) ? high - beside : low + beside;
}

/** How far from its bound: 0 sometimes, else short or of any magnitude up to 2^10. */
function distance(random: Source, param: Param, ordinary: boolean): number {
  const isShort = ordinary || once(random, 3);
  if (param.type === "integer") {
    return isShort ? random.nextInt(0, 9) : Math.floor(2 ** (10 * uniform(random)));
  }
  if (isShort) return random.nextInt(0, 16) / 4;
  // Whole numbers as often as others: counts are such, and powers may be multiplied out.
  if (once(random, 3)) return Math.floor(2 ** (10 * uniform(random)));
  return (1 + uniform(random)) * 2 ** random.nextInt(finestOf(param), 9);
}

/** The least exponent that is drawn: of an epsilon some that are smaller than all of its samples. */
function finestOf({ samples = [] }: Param): number {
  const sizes = samples.map(Math.abs).filter((size) => size > 0);
  return Math.min(-14, Math.floor(Math.log2(Math.min(...sizes, 1))) - 4);
}
