/**
 * Laws that hold of a loss as its spec has it, and may not in a dialect.
 *
 * @module
 */
import type { Capability, ParamValue, Spec } from "../spec/mod.ts";

/**
 * The dialect parameters at the spec's defaults.
 *
 * An epsilon moves a zero, a clip flattens the ends of a convex curve and parts two losses that are one
 * without it: laws of this kind are tried without dialects only.
 *
 * @param spec the loss
 * @param capability what the implementation has of it; absent = it lacks the loss
 * @returns the values by name; `undefined` where the declared dialect has others
 */
export function orthodoxParams(
  spec: Spec,
  capability: Capability | undefined,
): Readonly<Record<string, ParamValue>> | undefined {
  const declared = Object.entries(capability?.dialect?.params ?? {});
  if (declared.some(([name, value]) => spec.params[name]?.default !== value)) return undefined;
  return Object.fromEntries(
    Object.entries(spec.params).filter(([, param]) => param.dialect)
      .map(([name, param]) => [name, param.default]),
  );
}
