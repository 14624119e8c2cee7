/**
 * The arithmetic that honest evaluations round in, one for each format.
 *
 * @module
 */
import { type FloatDType, formats } from "../tensor/mod.ts";
import { type Arithmetic, type Field, underflowOf } from "./field.ts";
import { type Column, intervalField } from "./interval_field.ts";

/** Errors of elementary functions that count as honest, in ulps: what GPUs and vector libraries need. */
const ELEMENTARY_ULPS = 4;

/** The arithmetic of a format, rounding to nearest: an ulp is at most 2u of a number. */
function arithmeticOf(dtype: FloatDType, flushes: boolean): Arithmetic {
  return {
    u: formats[dtype].unitRoundoff,
    lambda: underflowOf(dtype, flushes),
    elementary: 2 * ELEMENTARY_ULPS,
    toNearest: true,
    flushes,
  };
}

const honestFields = fieldsOf(false);
const flushingFields = fieldsOf(true);

function fieldsOf(flushes: boolean): Readonly<Record<FloatDType, Field<Column>>> {
  return {
    f64: intervalField(arithmeticOf("f64", flushes)),
    f32: intervalField(arithmeticOf("f32", flushes)),
    f16: intervalField(arithmeticOf("f16", flushes)),
    bf16: intervalField(arithmeticOf("bf16", flushes)),
  };
}

/** The intervals of a format, subnormals flushed to zero or not. */
export function honestFieldOf(dtype: FloatDType, flushes: boolean): Field<Column> {
  return (flushes ? flushingFields : honestFields)[dtype];
}
