/**
 * What can be asked of an implementation: the spec, less what its capability leaves out.
 *
 * @module
 */
import type { FloatDType } from "../tensor/mod.ts";
import type { Capability, ParamValue, Reduction, Spec } from "./mod.ts";

/** Whether a loss is computed in a format, of those that its implementation has. */
export function computesIn(capability: Capability | undefined, dtype: FloatDType): boolean {
  return capability?.dtypes?.includes(dtype) ?? true;
}

/** The spec's reductions that the implementation has, the spec's default first. */
export function reductionsOf(spec: Spec, capability: Capability | undefined): Reduction[] {
  return spec.reduction.modes.filter((mode) => capability?.reductions?.includes(mode) ?? true);
}

/**
 * Whether a reduction can be asked for.
 *
 * @param spec the loss
 * @param capability what the implementation has of it; absent = everything
 * @param reduction the reduction
 * @returns true when both the spec and the implementation have it
 */
export function hasReduction(
  spec: Spec,
  capability: Capability | undefined,
  reduction: Reduction,
): boolean {
  return reductionsOf(spec, capability).includes(reduction);
}

/** Whether an input can be given: the spec has it, and it is required or the implementation takes it. */
export function hasInput(spec: Spec, capability: Capability | undefined, input: string): boolean {
  if (!Object.hasOwn(spec.inputs, input)) return false;
  return !spec.inputs[input].optional || (capability?.optional?.includes(input) ?? true);
}

/** Whether a gradient can be asked for: the spec has it, and the implementation computes it. */
export function hasGradient(
  spec: Spec,
  capability: Capability | undefined,
  input: string,
): boolean {
  if (!Object.hasOwn(spec.inputs, input) || !spec.inputs[input].grad) return false;
  return capability === undefined || (capability.gradients?.includes(input) ?? false);
}

/**
 * Whether a parameter can be varied: the declared dialect does not fix it, and the implementation takes
 * it. A dialect parameter counts as taken only where the capability names it.
 *
 * @param spec the loss
 * @param capability what the implementation has of it; absent = everything but dialects
 * @param param the parameter
 * @returns false also where the spec has no such parameter
 */
export function hasParam(spec: Spec, capability: Capability | undefined, param: string): boolean {
  if (!Object.hasOwn(spec.params, param)) return false;
  if (capability?.dialect?.params?.[param] !== undefined) return false;
  return capability?.params?.includes(param) ?? !spec.params[param].dialect;
}

/** The value at which a parameter stays when it is not varied: its dialect's, or its default. */
export function settledValue(
  spec: Spec,
  capability: Capability | undefined,
  param: string,
): ParamValue {
  const declared = capability?.dialect?.params?.[param];
  return declared === undefined ? spec.params[param].default : declared;
}

/** Whether a parameter can have a value: it can be varied, or stays at that value. */
export function canHave(
  spec: Spec,
  capability: Capability | undefined,
  param: string,
  value: ParamValue,
): boolean {
  return hasParam(spec, capability, param) ||
    (Object.hasOwn(spec.params, param) && settledValue(spec, capability, param) === value);
}

/** The inputs by which the spec differentiates and the implementation has gradients. */
export function gradientInputsOf(spec: Spec, capability: Capability): readonly string[] {
  return Object.keys(spec.inputs).filter((name) => hasGradient(spec, capability, name));
}

/** Every parameter of the spec: the declared dialect's value, or the default. */
export function defaultParams(spec: Spec, capability: Capability): Record<string, ParamValue> {
  return Object.fromEntries(
    Object.keys(spec.params).map((name) => [name, settledValue(spec, capability, name)]),
  );
}
