/**
 * The arithmetic that honest evaluations round in.
 *
 * @module
 */
import type { Rounding } from "../spec/mod.ts";
import { type FloatDType, formats } from "../tensor/mod.ts";
import { type Arithmetic, type Field, underflowOf } from "./field.ts";
import { type Column, intervalField } from "./interval_field.ts";

/** Errors of elementary functions that count as honest, in ulps: what GPUs and vector libraries need. */
const ELEMENTARY_ULPS = 4;

/**
 * The arithmetic of a format.
 *
 * To nearest, a rounding is off by half an ulp, so an ulp counts as two; in all other directions it is off by up
 * to an ulp, and by up to the smallest subnormal.
 *
 * @param dtype the format
 * @param flushes whether subnormals are flushed to zero
 * @param rounding how each result is rounded
 */
export function honestArithmetic(
  dtype: FloatDType,
  flushes = false,
  rounding: Rounding = "nearest_even",
): Arithmetic {
  const toNearest = rounding === "nearest_even";
  const { unitRoundoff } = formats[dtype];
  return {
    u: toNearest ? unitRoundoff : 2 * unitRoundoff,
    lambda: underflowOf(dtype, flushes),
    elementary: toNearest ? 2 * ELEMENTARY_ULPS : ELEMENTARY_ULPS,
    toNearest,
    flushes,
  };
}

const fields = new Map<string, Field<Column>>();

/** The intervals of an arithmetic. */
export function honestFieldOf(arithmetic: Arithmetic): Field<Column> {
  const key = JSON.stringify(arithmetic);
  const found = fields.get(key) ?? intervalField(arithmetic);
  fields.set(key, found);
  return found;
}
