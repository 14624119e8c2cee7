/**
 * Lossproof's own kernels, as an implementation among others.
 *
 * @module
 */
import { evaluateReference } from "../losses/mod.ts";
import { builtinSpecs, type Capability, type Spec } from "../spec/mod.ts";
import { floatDTypes } from "../tensor/mod.ts";
import type { Adapter } from "./implementation.ts";

/**
 * The reference: every built-in loss, all of its spec, in every format.
 *
 * @param specs the losses of the run; those that are not built in have no reference
 * @returns an adapter that answers at once
 */
export function referenceAdapter(specs: ReadonlyMap<string, Spec>): Adapter {
  const built = [...specs.values()].filter(({ id }) => builtinSpecs.has(id));
  return {
    about: {
      name: "reference",
      language: "typescript",
      dtypes: floatDTypes,
      losses: Object.fromEntries(built.map((spec) => [spec.id, wholeOf(spec)])),
    },
    run: (calls) => Promise.resolve(calls.map(evaluateReference)),
    close: () => Promise.resolve(),
  };
}

/** All of a spec, the parameters of its dialects included: these count only where they are named. */
function wholeOf({ inputs, params }: Spec): Capability {
  return {
    gradients: Object.keys(inputs).filter((name) => inputs[name].grad),
    params: Object.keys(params),
  };
}
