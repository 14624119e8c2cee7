/**
 * Labels that the spec's `ignore` rule leaves out.
 *
 * @module
 */
import type { Call, Capability, Spec } from "../spec/mod.ts";
import { hasParam } from "../spec/internal.ts";

/** The labels that the spec's `ignore` rule leaves out: its integer parameters' values. */
export function ignoredLabels(spec: Spec, params: Call["params"]): readonly number[] {
  return ignoreParams(spec).flatMap((name) => params[name] ?? []);
}

/** The integer parameters that the spec's `ignore` rule names. */
export function ignoreParams(spec: Spec): readonly string[] {
  const words = new Set(spec.ignore?.match(/\w+/g));
  return Object.keys(spec.params).filter((name) =>
    words.has(name) && spec.params[name].type === "integer"
  );
}

/**
 * Whether rows can be ignored by their label: the implementation takes a parameter of the `ignore`
 * rule, or declares its value, or the rule has none.
 *
 * @param spec the loss
 * @param capability what the implementation has of it; absent = everything
 * @returns false also where the spec has no such rule
 */
export function canIgnore(spec: Spec, capability: Capability | undefined): boolean {
  const names = ignoreParams(spec);
  if (names.length === 0) return spec.ignore !== undefined;
  const declared = capability?.dialect?.params ?? {};
  return names.some((name) => hasParam(spec, capability, name) || Object.hasOwn(declared, name));
}
