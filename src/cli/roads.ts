/**
 * The roads to a loss's numbers besides the oracle: kernels by hand, and graphs for ONNX.
 *
 * @module
 */
import type { Adapter } from "../adapters/implementation.ts";
import { referenceAdapter } from "../adapters/reference.ts";
import type { Road } from "../golden/verify.ts";
import type { Spec } from "../spec/mod.ts";

/**
 * Opens every road.
 *
 * @param specs every spec by its id
 */
export function openRoads(specs: ReadonlyMap<string, Spec>): Promise<readonly Road[]> {
  const reference = withAllParams(referenceAdapter(specs), specs);
  return Promise.resolve([{ adapter: reference, validates: true }]);
}

/** A road takes every parameter, those that tell dialects apart included. */
function withAllParams(adapter: Adapter, specs: ReadonlyMap<string, Spec>): Adapter {
  const losses = Object.entries(adapter.about.losses).map(([id, capability]) =>
    [id, { ...capability, params: Object.keys(specs.get(id)!.params) }] as const
  );
  return { ...adapter, about: { ...adapter.about, losses: Object.fromEntries(losses) } };
}
