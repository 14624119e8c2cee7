/**
 * From ideas to calls: one for each format.
 *
 * @module
 */
import { roundParam } from "../generate/internal.ts";
import type { Ends, GivenTensors, Idea } from "../losses/internal.ts";
import type { Call, Level, Spec } from "../spec/mod.ts";
import {
  type DType,
  type FloatDType,
  floatDTypes,
  formats,
  roundTo,
  stepFloat,
  type Tensor,
  tensor,
} from "../tensor/mod.ts";
import { flattenNested, numberFromJson } from "../tensor/internal.ts";
import type { CaseHead } from "./fixture.ts";

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
        return [name, whole ? value : roundParam(param, value, dtype)];
      }),
    ),
    reduction,
    gradients: idea.refuse === undefined,
    ...upstream !== undefined && { upstream: tensorOf(dtype, upstream) },
  };
}

function tensorOf(dtype: DType, given: GivenTensors[string]): Tensor {
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
