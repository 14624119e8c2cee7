/**
 * Specs as an implementation's declared conventions read them.
 *
 * @module
 */
import type { Capability } from "./capability.ts";
import type { ReductionRule, Spec } from "./spec.ts";

/**
 * The specs within the dialects that an implementation declares: a named reduction convention
 * replaces the denominators that it names.
 *
 * Fixed parameters change nothing here: calls have them, and a parameter's default goes on saying
 * what the loss is without the dialect.
 *
 * @param specs the specs by id
 * @param capabilities what the implementation has, by loss
 * @returns the specs by id, those without a reduction dialect unchanged
 * @throws {RangeError} when a loss has no dialect, or no parameter, of a declared name
 *
 * @example
 * ```ts
 * import { builtinSpecs, inDialect } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * const specs = inDialect(builtinSpecs, {
 *   cross_entropy: { dialect: { reduction: "mean_over_rows" } },
 * });
 * assertEquals(specs.get("cross_entropy")?.reduction.denominators.mean?.of, "rows");
 * ```
 */
export function inDialect(
  specs: ReadonlyMap<string, Spec>,
  capabilities: Readonly<Record<string, Capability>>,
): ReadonlyMap<string, Spec> {
  return new Map([...specs].map(([id, spec]) => [id, applied(spec, capabilities[id])]));
}

/**
 * What each reduction divides by: the spec's denominators, those that the declared dialect names
 * replaced.
 *
 * @param spec the loss
 * @param capability what the implementation has of it; absent = no dialect
 * @returns the denominators by reduction; one that has none divides by nothing
 */
export function denominatorsOf(
  spec: Spec,
  capability: Capability | undefined,
): ReductionRule["denominators"] {
  const { denominators, dialects } = spec.reduction;
  const dialect = capability?.dialect?.reduction;
  return dialect === undefined ? denominators : { ...denominators, ...dialects[dialect] };
}

function applied(spec: Spec, capability: Capability | undefined): Spec {
  const { reduction, params = {} } = capability?.dialect ?? {};
  for (const name of Object.keys(params)) {
    if (!Object.hasOwn(spec.params, name)) {
      throw new RangeError(
        `Cannot judge "${spec.id}" in a dialect: it has no parameter "${name}"${
          known(spec.params)
        }`,
      );
    }
  }
  if (reduction === undefined) return spec;
  if (!Object.hasOwn(spec.reduction.dialects, reduction)) {
    throw new RangeError(
      `Cannot judge "${spec.id}" in the reduction dialect "${reduction}": it has no such dialect${
        known(spec.reduction.dialects)
      }`,
    );
  }
  return {
    ...spec,
    reduction: { ...spec.reduction, denominators: denominatorsOf(spec, capability) },
  };
}

function known(record: Readonly<Record<string, unknown>>): string {
  return ` (known: ${Object.keys(record).join(", ") || "none"})`;
}
