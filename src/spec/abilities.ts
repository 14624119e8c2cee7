/**
 * What an implementation can be asked of a loss: the spec, cut down to the capability.
 *
 * @module
 */
import { hasGradient, hasInput, hasParam, settledValue } from "./available.ts";
import { denominatorsOf } from "./dialect.ts";
import type { Capability, Denominator, ParamValue, Reduction, Spec } from "./mod.ts";

/** The inputs by which the spec differentiates and the implementation has gradients. */
export function gradientInputsOf(spec: Spec, capability: Capability): readonly string[] {
  return Object.keys(spec.inputs).filter((name) => hasGradient(spec, capability, name));
}

/** Whether an input can be handed over: required, or optional and taken. */
export function takesInput(spec: Spec, capability: Capability, name: string): boolean {
  return hasInput(spec, capability, name);
}

/** Whether a parameter can be varied: taken, and not fixed by the declared dialect. */
export function takesParam(spec: Spec, capability: Capability, name: string): boolean {
  return hasParam(spec, capability, name);
}

/** Every parameter of the spec: the declared dialect's value, or the default. */
export function defaultParams(spec: Spec, capability: Capability): Record<string, ParamValue> {
  return Object.fromEntries(
    Object.keys(spec.params).map((name) => [name, settledValue(spec, capability, name)]),
  );
}

/** What one reduction divides by, in the declared dialect; `undefined` = by nothing. */
export function denominatorOf(
  spec: Spec,
  capability: Capability,
  reduction: Reduction,
): Denominator | undefined {
  return denominatorsOf(spec, capability)[reduction];
}
