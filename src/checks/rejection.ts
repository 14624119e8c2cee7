/**
 * From a spec's `rejects` to checks: which builder makes the check of which kind.
 *
 * @module
 */
import type { Reject, Spec } from "../spec/mod.ts";
import type { RejectBuilder } from "./builder.ts";
import type { Check } from "./check.ts";
import { paramNotFinite, paramOutOfRange, paramWithReduction } from "./reject_params.ts";
import { empty, shapesDiffer } from "./reject_shapes.ts";
import { allIgnored, labelOutOfRange, outsideDomain } from "./reject_values.ts";
import type { Setting } from "../judge/internal.ts";

const builders: { readonly [K in Reject["kind"]]: RejectBuilder<K> } = {
  param_out_of_range: paramOutOfRange,
  param_not_finite: paramNotFinite,
  param_with_reduction: paramWithReduction,
  shapes_differ: shapesDiffer,
  empty,
  outside_domain: outsideDomain,
  label_out_of_range: labelOutOfRange,
  all_ignored: allIgnored,
};

/** The check of one entry, `undefined` when the implementation lacks what it would ask for. */
export function rejection<K extends Reject["kind"]>(
  spec: Spec,
  reject: Extract<Reject, { kind: K }>,
  setting: Setting,
): Check | undefined {
  const build: RejectBuilder<K> = builders[reject.kind as K];
  return build(spec, reject, setting);
}
