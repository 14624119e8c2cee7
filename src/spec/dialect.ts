/**
 * Specs as an implementation's declared conventions read them.
 *
 * @module
 */
import type { Capability } from "./capability.ts";
import type { Spec } from "./schema.ts";

/**
 * The specs within the dialects that an implementation declares: a named reduction convention
 * replaces the denominators, fixed dialect parameters become the defaults.
 *
 * @param specs the specs by id
 * @param capabilities what the implementation has, by loss
 * @returns the specs by id, those without a dialect unchanged
 * @throws {RangeError} when a loss has no dialect of that name
 */
export function inDialect(
  specs: ReadonlyMap<string, Spec>,
  capabilities: Readonly<Record<string, Capability>>,
): ReadonlyMap<string, Spec> {
  return new Map([...specs].map(([id, spec]) => [id, applied(spec, capabilities[id]?.dialect)]));
}

function applied(spec: Spec, dialect: Capability["dialect"]): Spec {
  if (dialect === undefined) return spec;
  const { reduction, params } = dialect;
  const denominators = reduction === undefined ? {} : spec.reduction.dialects[reduction];
  if (denominators === undefined) {
    const known = Object.keys(spec.reduction.dialects).join(", ") || "none";
    throw new RangeError(
      `Cannot judge "${spec.id}" in the reduction dialect "${reduction}": it has ${known}`,
    );
  }
  const fixed = Object.entries(params ?? {}).map(([name, value]) => {
    const param = spec.params[name];
    if (param === undefined) {
      throw new RangeError(`Cannot judge "${spec.id}" in a dialect: it has no parameter "${name}"`);
    }
    return [name, { ...param, default: value }];
  });
  return {
    ...spec,
    reduction: {
      ...spec.reduction,
      denominators: { ...spec.reduction.denominators, ...denominators },
    },
    params: { ...spec.params, ...Object.fromEntries(fixed) },
  };
}
