/**
 * Ideas: golden cases that people thought of, written once and tried in several formats.
 *
 * @module
 */
import type { Level, ParamValue, Reduction } from "../spec/mod.ts";
import type { FloatDType, NestedJson } from "../tensor/mod.ts";

/** What a case is there for. */
export const purposes = [
  "ordinary",
  "boundary",
  "extreme",
  "anchor",
  "erratum",
  "regression",
  "parameter",
  "reduction",
  "weight",
  "ignored",
  "upstream",
  "shape",
  "nan",
  "random",
  "rejection",
] as const;

/** What a case is there for. */
export type Purpose = typeof purposes[number];

/** The numbers of a format that ideas are made of. */
export interface Ends {
  readonly dtype: FloatDType;
  /** The largest finite value. */
  readonly largest: number;
  /** The smallest positive normal value. */
  readonly normal: number;
  /** The smallest positive value. */
  readonly tiny: number;
  /** The next value above a number of the format, or below. */
  readonly above: (x: number) => number;
  readonly below: (x: number) => number;
}

/** Tensors by name: nested lists, or, where lists cannot say it, a shape and row-major numbers. */
export type GivenTensors = Readonly<
  Record<
    string,
    NestedJson | { readonly shape: readonly number[]; readonly data: readonly number[] }
  >
>;

/** What is asked, whatever the format. */
export interface Idea {
  /** Names the case, together with the format. */
  readonly slug: string;
  readonly purpose: Purpose;
  readonly why: string;
  readonly inputs: GivenTensors | ((ends: Ends) => GivenTensors);
  /** Those that are not at their defaults; rounded to the format. */
  readonly params?: Readonly<Record<string, ParamValue>>;
  /** Default: the spec's. */
  readonly reduction?: Reduction;
  readonly upstream?: NestedJson;
  /** Default: all four. */
  readonly dtypes?: readonly FloatDType[];
  /** The call is to be refused, and how much that binds. */
  readonly refuse?: Level;
}

/** For what the narrow formats cannot hold, or would only say again. */
export const wideDTypes: readonly FloatDType[] = ["f64", "f32"];
