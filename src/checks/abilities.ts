/**
 * What an implementation can be asked of a loss: the spec, cut down to the capability.
 *
 * @module
 */
import type { Capability, ParamValue, ReductionRule, Spec } from "../spec/mod.ts";
import type { Denominator, Reduction } from "../spec/mod.ts";

/** The reductions that both the spec and the implementation have, in the spec's order. */
export function reductionsOf(spec: Spec, capability: Capability): readonly Reduction[] {
  const { reductions } = capability;
  return spec.reduction.modes.filter((mode) => reductions?.includes(mode) ?? true);
}

/** The inputs by which the spec differentiates and the implementation has gradients. */
export function gradientInputsOf(spec: Spec, capability: Capability): readonly string[] {
  return Object.keys(spec.inputs).filter((name) =>
    spec.inputs[name].grad && (capability.gradients?.includes(name) ?? false)
  );
}

/** Whether an input can be handed over: required, or optional and taken. */
export function takesInput(spec: Spec, capability: Capability, name: string): boolean {
  const input = spec.inputs[name];
  return input !== undefined && (!input.optional || (capability.optional?.includes(name) ?? true));
}

/**
 * Whether a parameter can be varied: taken, and not fixed by the declared dialect. A dialect parameter
 * counts as taken only where the capability names it.
 */
export function takesParam(spec: Spec, capability: Capability, name: string): boolean {
  return Object.hasOwn(spec.params, name) &&
    (capability.params?.includes(name) ?? !spec.params[name].dialect) &&
    !Object.hasOwn(capability.dialect?.params ?? {}, name);
}

/** Every parameter of the spec: the declared dialect's value, or the default. */
export function defaultParams(spec: Spec, capability: Capability): Record<string, ParamValue> {
  const defaults = Object.entries(spec.params).map(([name, param]) => [name, param.default]);
  return { ...Object.fromEntries(defaults), ...capability.dialect?.params };
}

/** What each reduction divides by, in the dialect that the implementation declares. */
export function denominatorsOf(
  spec: Spec,
  capability: Capability,
): ReductionRule["denominators"] {
  const dialect = capability.dialect?.reduction;
  return dialect === undefined
    ? spec.reduction.denominators
    : spec.reduction.dialects[dialect] ?? spec.reduction.denominators;
}

/** What one reduction divides by, in the declared dialect; `undefined` = by nothing. */
export function denominatorOf(
  spec: Spec,
  capability: Capability,
  reduction: Reduction,
): Denominator | undefined {
  return denominatorsOf(spec, capability)[reduction];
}
