/**
 * Invalid calls by a parameter: out of its range, not finite, or of no use.
 *
 * @module
 */
import fc from "fast-check";
import type { Param, Spec } from "../spec/mod.ts";
import { hasParam, hasReduction } from "../spec/internal.ts";
import { roundTo } from "../tensor/mod.ts";
import type { Check } from "./check.ts";
import { calls } from "./make_check.ts";
import { plain, rejectCheck } from "./reject.ts";
import type { Setting } from "../judge/internal.ts";
import type { RejectOf } from "./builder.ts";

/** A parameter at or beyond a bound that it must not reach, or NaN (to which NaN is an answer). */
export function paramOutOfRange(
  spec: Spec,
  reject: RejectOf<"param_out_of_range">,
  setting: Setting,
): Check | undefined {
  return oneOf(spec, reject, setting, "out of its range", beyond(spec.params[reject.param]));
}

/** A parameter that is ±∞ or NaN (to which NaN is an answer): no number of any range. */
export function paramNotFinite(
  spec: Spec,
  reject: RejectOf<"param_not_finite">,
  setting: Setting,
): Check | undefined {
  return oneOf(spec, reject, setting, "that is not finite", [Infinity, -Infinity, NaN]);
}

/** A parameter that has one of some values, which is so. */
function oneOf(
  spec: Spec,
  reject: RejectOf<"param_out_of_range" | "param_not_finite">,
  setting: Setting,
  so: string,
  values: readonly number[],
): Check | undefined {
  const { param } = reject;
  if (!hasParam(spec, setting.capability, param)) return undefined;
  return rejectCheck(spec, setting, {
    reject,
    names: [param],
    what: `"${param}" ${so}`,
    calls: fc.tuple(calls(spec, setting, plain), fc.constantFrom(...values))
      .map(([call, value]) => ({ ...call, params: { ...call.params, [param]: value } })),
    accepts: (call, value) =>
      Number.isNaN(call.params[param]) && Array.from(value).some(Number.isNaN),
  });
}

/** A parameter that is given with a reduction that has no use for it. */
export function paramWithReduction(
  spec: Spec,
  reject: RejectOf<"param_with_reduction">,
  setting: Setting,
): Check | undefined {
  const { param, reduction } = reject;
  const { capability } = setting;
  if (!hasParam(spec, capability, param) || !hasReduction(spec, capability, reduction)) {
    return undefined;
  }
  const values = (spec.params[param].samples ?? [1, 2]).map((x) => roundTo(x, setting.dtype));
  return rejectCheck(spec, setting, {
    reject,
    names: [param, reduction],
    what: `"${param}" with the reduction "${reduction}", which has no use for it`,
    calls: fc.tuple(calls(spec, setting, { ...plain, reduction }), fc.constantFrom(...values))
      .map(([call, value]) => ({ ...call, params: { ...call.params, [param]: value } })),
  });
}

/** Values out of a parameter's range, the plainest first; all are exact in every format. */
function beyond(param: Param): number[] {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = param;
  const step = param.type === "integer" ? [1, 3] : [1, 0.25, 8];
  return [
    ...exclusiveMinimum === undefined ? [] : [exclusiveMinimum],
    ...exclusiveMaximum === undefined ? [] : [exclusiveMaximum],
    ...[minimum, exclusiveMinimum].flatMap((m) => m === undefined ? [] : step.map((s) => m - s)),
    ...[maximum, exclusiveMaximum].flatMap((m) => m === undefined ? [] : step.map((s) => m + s)),
    NaN,
  ];
}
