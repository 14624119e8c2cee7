/**
 * The values that a parameter may have.
 *
 * @module
 */
import type { Param } from "./spec.ts";

/**
 * Whether a number is allowed as the value of a parameter.
 *
 * @param value any number; NaN is never allowed
 * @param param the parameter
 * @returns true when it is within every bound, and whole where it must be
 */
export function inRange(value: number, param: Param): boolean {
  return (param.type === "number" ? !Number.isNaN(value) : Number.isInteger(value)) &&
    value >= (param.minimum ?? -Infinity) && value <= (param.maximum ?? Infinity) &&
    !(value <= (param.exclusiveMinimum ?? NaN)) && !(value >= (param.exclusiveMaximum ?? NaN));
}

/**
 * The allowed values in words.
 *
 * @param param the parameter
 * @returns e.g. `> 0`, `>= 0 and <= 1`, `an integer >= 1`, `a number`
 */
export function rangeText(param: Param): string {
  const bounds = [
    param.minimum === undefined ? [] : [`>= ${param.minimum}`],
    param.exclusiveMinimum === undefined ? [] : [`> ${param.exclusiveMinimum}`],
    param.maximum === undefined ? [] : [`<= ${param.maximum}`],
    param.exclusiveMaximum === undefined ? [] : [`< ${param.exclusiveMaximum}`],
  ].flat().join(" and ");
  if (param.type === "integer") return `an integer ${bounds}`.trim();
  return bounds === "" ? "a number" : bounds;
}
