/**
 * Ideas: cases that people thought of, written once and tried in several formats.
 *
 * @module
 */
import type { Call, Level, ParamValue, Reduction, Spec } from "../spec/mod.ts";
import {
  type DType,
  flattenNested,
  type FloatDType,
  floatDTypes,
  formats,
  type NestedJson,
  numberFromJson,
  roundTo,
  stepFloat,
  type Tensor,
  tensor,
} from "../tensor/mod.ts";
import type { CaseHead, Purpose } from "./fixture.ts";

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
export type Given = Readonly<
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
  readonly inputs: Given | ((ends: Ends) => Given);
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

/** A case whose numbers are not known yet. */
export interface Draft extends CaseHead {
  readonly refuse?: Level;
}

/**
 * The calls of an idea, one for each format.
 *
 * @param spec the loss
 * @param idea what to ask
 */
export function draftsOf(spec: Spec, idea: Idea): Draft[] {
  const { slug, purpose, why, refuse, dtypes = floatDTypes } = idea;
  return dtypes.map((dtype) => ({
    name: `${slug}/${dtype}`,
    purpose,
    why,
    call: callOf(spec, idea, dtype),
    ...refuse && { refuse },
  }));
}

function callOf(spec: Spec, idea: Idea, dtype: FloatDType): Call {
  const { inputs, params = {}, reduction = spec.reduction.modes[0], upstream } = idea;
  const given = typeof inputs === "function" ? inputs(endsOf(dtype)) : inputs;
  return {
    loss: spec.id,
    dtype,
    inputs: Object.fromEntries(
      Object.entries(given).map(([name, values]) => {
        const kind = spec.inputs[name].kind === "label" ? "i32" : dtype;
        return [name, tensorOf(kind, values)];
      }),
    ),
    params: Object.fromEntries(
      Object.entries(spec.params).map(([name, param]) => {
        const value = name in params ? params[name] : param.default;
        const whole = value === null || param.type === "integer";
        return [name, whole ? value : roundTo(value, dtype)];
      }),
    ),
    reduction,
    gradients: idea.refuse === undefined,
    ...upstream !== undefined && { upstream: tensorOf(dtype, upstream) },
  };
}

function tensorOf(dtype: DType, given: Given[string]): Tensor {
  const isFlat = typeof given === "object" && "shape" in given;
  const { shape, data } = isFlat ? given : flattenNested(given);
  return tensor(dtype, shape, data.map(numberFromJson));
}

function endsOf(dtype: FloatDType): Ends {
  const { largest, smallestNormal, smallestSubnormal } = formats[dtype];
  return {
    dtype,
    largest,
    normal: smallestNormal,
    tiny: smallestSubnormal,
    above: (x) => stepFloat(roundTo(x, dtype), 1, dtype),
    below: (x) => stepFloat(roundTo(x, dtype), -1, dtype),
  };
}
