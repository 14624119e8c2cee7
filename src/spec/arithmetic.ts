/**
 * The arithmetic that an implementation declares: which format each step of an evaluation rounds to.
 *
 * @module
 */
import type { FloatDType } from "../tensor/mod.ts";

/** The name of an arithmetic: the format itself at every step; or PyTorch's, which computes f16 and bf16 in f32. */
export type ArithmeticProfile = "ieee" | "opmath";

/** A function whose error an arithmetic may state by itself. */
export type ElementaryFunction =
  | "exp"
  | "expm1"
  | "log"
  | "log1p"
  | "pow"
  | "sqrt"
  | "atan"
  | "sigmoid"
  | "softplus";

/**
 * How results are rounded: to the nearest number, ties to even; to either neighbour, as stochastic rounding does;
 * or in one direction.
 */
export type Rounding =
  | "nearest_even"
  | "faithful"
  | "toward_zero"
  | "toward_positive"
  | "toward_negative";

/** Which subnormal numbers count as 0. */
export type Flushing = "none" | "inputs" | "results" | "both";

/** Arithmetics that have a name, and the source that each is read from. */
export const arithmeticProfiles: Readonly<
  Record<ArithmeticProfile, { readonly says: string; readonly source: string }>
> = {
  ieee: {
    says: "Every operation is rounded to the nearest number of the call's own format",
    source: "IEEE 754-2019, clauses 4.3.1 and 5.4.1",
  },
  opmath: {
    says: "f16 and bf16 compute and accumulate in f32, and round their answers once",
    source: "PyTorch, aten/src/ATen/OpMathType.h and ATen/AccumulateType.h",
  },
};

/** Every elementary function, for schemas. */
export const elementaryFunctions: readonly ElementaryFunction[] = [
  "exp",
  "expm1",
  "log",
  "log1p",
  "pow",
  "sqrt",
  "atan",
  "sigmoid",
  "softplus",
];

/** Every way to round, for schemas. */
export const roundings: readonly Rounding[] = [
  "nearest_even",
  "faithful",
  "toward_zero",
  "toward_positive",
  "toward_negative",
];

/** Every way to flush, for schemas. */
export const flushings: readonly Flushing[] = ["none", "inputs", "results", "both"];

/** How an evaluation rounds, step by step. Whatever is left out is as the profile has it. */
export interface ArithmeticSteps {
  /** A named arithmetic that the other fields depart from (default `"ieee"`). */
  readonly profile?: ArithmeticProfile;
  /** The format that operations round to (default: the call's). */
  readonly compute?: FloatDType;
  /** The format that sums are carried in (default: that of `compute`). */
  readonly accumulate?: FloatDType;
  /** The format that an answer is rounded to at the end (default: the call's). */
  readonly output?: FloatDType;
  /** The error of elementary functions, in ulps of `compute`: of all, or by function. */
  readonly elementary?: number | Readonly<Partial<Record<ElementaryFunction, number>>>;
  /** How each result is rounded (default `"nearest_even"`). */
  readonly rounding?: Rounding;
  /** Which subnormal numbers count as 0 (default `"none"`). */
  readonly flush?: Flushing;
}

/** A declared arithmetic: of all formats, and where one differs, of that. */
export interface DeclaredArithmetic
  extends ArithmeticSteps, Readonly<Partial<Record<FloatDType, ArithmeticSteps>>> {}
