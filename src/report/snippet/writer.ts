/**
 * What a snippet is written from, in any language.
 *
 * @module
 */
import type { Call, ParamValue } from "../../spec/mod.ts";
import type { DType, Tensor } from "../../tensor/mod.ts";
import { inFull, shortest } from "../number_text.ts";

/** A call at fault. */
export interface Shown {
  readonly call: Call;
  /** The gradient from above; ones of the value's shape where the call gives none. */
  readonly upstream: Tensor;
  /** What is at fault: `value`, or an input whose gradient is. */
  readonly output: string;
}

/**
 * Writes a call as code for the adapter that `lossproof init` begins in a language: it prints what is
 * at fault. The first line says where to paste it, where that is not plain.
 */
export interface Writer {
  lines(shown: Shown): string[];
  /** A line of words. */
  comment(text: string): string;
  /** What stands below the comment that ends it, e.g. a brace; absent = nothing. */
  readonly end?: readonly string[];
}

/** How a language spells the numbers that have no digits, or that it takes for whole ones. */
export interface Spelling {
  readonly nan: string;
  readonly infinity: string;
  readonly minusInfinity: string;
  readonly minusZero: string;
  /** Whether `1` is no float there. */
  readonly dotted: boolean;
}

/**
 * A number as a language spells it.
 *
 * @param x a value of the format
 * @param stored the format of the variable that it stands in: a bfloat16 mostly stands in a float32
 * @param spelling the language's
 */
export function numberText(x: number, stored: DType, spelling: Spelling): string {
  if (Number.isNaN(x)) return spelling.nan;
  if (Math.abs(x) === Infinity) return x < 0 ? spelling.minusInfinity : spelling.infinity;
  if (Object.is(x, -0)) return spelling.minusZero;
  const text = shortest(x, stored);
  return spelling.dotted && stored !== "i32" && /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** All elements of a tensor as a language spells them. */
export function elementsText({ data }: Tensor, stored: DType, spelling: Spelling): string {
  return Array.from(data, (x) => numberText(x, stored, spelling)).join(", ");
}

/** The format that a language without half precision holds a tensor in. */
export function wideOf(dtype: DType): "f64" | "f32" | "i32" {
  return dtype === "f64" || dtype === "i32" ? dtype : "f32";
}

/** The parameters that are given, by name. */
export function givenParams({ params }: Call): [name: string, value: number][] {
  return Object.entries(params).flatMap(([name, value]: [string, ParamValue]) =>
    value === null ? [] : [[name, value] as [string, number]]
  );
}

/** Expected and got, in a comment's words. */
export function toldText(
  output: string,
  expected: number | undefined,
  got: number | undefined,
): string | undefined {
  const told = [
    ...(expected === undefined ? [] : [`expected ${inFull(expected)}`]),
    ...(got === undefined ? [] : [`got ${inFull(got)}`]),
  ];
  if (told.length === 0) return undefined;
  return (output === "value" ? "" : `gradient by ${output}: `) + told.join(", ");
}
