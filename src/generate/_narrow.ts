/**
 * For tests: a domain that narrows every name of a spec.
 *
 * @module
 */
import type { DeclaredDomain, Spec } from "../spec/mod.ts";
import { axesOf } from "../spec/internal.ts";

/**
 * A domain that narrows every name of a spec.
 *
 * @param spec the loss
 */
export function narrow(spec: Spec): DeclaredDomain {
  const inputs = Object.entries(spec.inputs).map(([name, { kind, domain, role }]) => [
    name,
    kind === "label"
      ? { minimum: 0 }
      : role !== "data"
      ? { values: [1, 2] }
      : domain === "unit_interval"
      ? { values: [0, 1] }
      : { minimum: -8, exclusiveMaximum: 8 },
  ]);
  const params = Object.entries(spec.params).flatMap(([name, param]) =>
    param.type === "integer" || param.dialect ? [] : [[name, { values: [param.default] }]]
  );
  const axes = axesOf(spec).entries.includes("C") ? [["C", { minimum: 2, maximum: 7 }]] : [];
  return Object.fromEntries([...inputs, ...params, ...axes]);
}
