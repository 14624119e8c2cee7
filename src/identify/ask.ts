/**
 * From a witness to a call that an implementation can be asked.
 *
 * @module
 */
import type { Call, Capability, ParamValue, Reduction, Spec } from "../spec/mod.ts";
import {
  canHave,
  hasGradient,
  hasInput,
  reductionsOf,
  settledValue,
  valueShape,
} from "../spec/internal.ts";
import { type FloatDType, type Tensor, tensor } from "../tensor/mod.ts";
import { filled } from "../tensor/internal.ts";
import type { Ask, Given } from "../losses/mod.ts";

/** Whom to ask, and in which format. */
export interface Asked {
  readonly spec: Spec;
  readonly capability: Capability;
  readonly dtype: FloatDType;
}

/**
 * Makes a call, if the implementation has what it takes.
 *
 * @param ask what is wanted
 * @param reads the value, or the input whose gradient is read
 * @param asked whom to ask
 * @returns the call, or what the implementation does not have
 */
export function callOf(
  { inputs, params = {}, reduction, upstream }: Ask,
  reads: string,
  { spec, capability, dtype }: Asked,
): Call | string {
  const gradients = reads !== "value";
  if (gradients && !hasGradient(spec, capability, reads)) return `has no gradient by ${reads}`;
  const modes = reductionsOf(spec, capability);
  const mode = reduction === undefined
    ? (["none", "sum", "mean"] as const).find((one) => modes.includes(one))
    : modes.find((one) => one === reduction);
  if (mode === undefined) return `has no reduction ${reduction}`;
  const missing = Object.keys(inputs).find((name) => !hasInput(spec, capability, name));
  if (missing !== undefined) return `takes no ${missing}`;
  const fixed = Object.keys(params).find((name) => !canHave(spec, capability, name, params[name]));
  if (fixed !== undefined) return `takes no ${fixed}`;
  const settled = Object.keys(spec.params).map((name) =>
    [name, settledValue(spec, capability, name)] as const
  );
  return complete(spec, dtype, {
    inputs,
    params: { ...Object.fromEntries(settled), ...params },
    mode,
    gradients,
    upstream,
  });
}

interface Parts {
  readonly inputs: Readonly<Record<string, Given>>;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly mode: Reduction;
  readonly gradients: boolean;
  readonly upstream: number | undefined;
}

/** Fills in weights of 1, and the gradient from above. */
function complete(
  spec: Spec,
  dtype: FloatDType,
  { inputs, params, mode, gradients, upstream }: Parts,
): Call {
  const around = { dtype, params };
  const given = Object.entries(inputs).map(([name, given]) =>
    [name, tensorOf(spec, name, given, around)] as const
  );
  const call: Call = {
    loss: spec.id,
    dtype,
    inputs: Object.fromEntries(given),
    params,
    reduction: mode,
    gradients,
  };
  const terms = valueShape(spec, { ...call, reduction: "none" });
  const weights = Object.entries(spec.inputs)
    .filter(([name, input]) => input.role === "weight" && !input.optional && !(name in inputs))
    .map(([name]) => [name, filled(dtype, terms, 1)] as const);
  return {
    ...call,
    inputs: { ...call.inputs, ...Object.fromEntries(weights) },
    ...(gradients && upstream !== undefined && {
      upstream: filled(dtype, mode === "none" ? terms : [], upstream),
    }),
  };
}

/** A witness's tensor in the format of a call. */
export function tensorOf(
  spec: Spec,
  name: string,
  { shape, data }: Given,
  { dtype }: Pick<Call, "dtype">,
): Tensor {
  return tensor(spec.inputs[name].kind === "label" ? "i32" : dtype, shape, data);
}
