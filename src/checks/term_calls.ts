/**
 * How to ask an implementation for bare terms: without reduction, or one term at a time.
 *
 * @module
 */
import fc, { type Arbitrary } from "fast-check";
import { callArbitrary, type CallOptions } from "../generate/mod.ts";
import type { Call, Capability, ParamValue, Reduction, Spec } from "../spec/mod.ts";
import {
  axesOf,
  defaultParams,
  denominatorsOf,
  entryAxesOf,
  hasParam,
  reductionsOf,
} from "../spec/internal.ts";
import type { Setting } from "../judge/internal.ts";

/** The way to bare terms. */
export interface TermRequest {
  readonly reduction: Reduction;
  /** Whether a call may have only one row, as the reduction is not `none`. */
  readonly single: boolean;
  /** Parameters that must be fixed so that nothing divides the term. */
  readonly params: Readonly<Record<string, ParamValue>>;
}

const order: readonly Reduction[] = ["none", "sum", "mean"];

/**
 * How to get the bare terms of a loss: the reduction that does least, and a denominator of 1.
 *
 * @param spec the loss
 * @param capability what the implementation has of it
 * @returns the request; `undefined` when something always divides the terms
 */
export function termRequest(spec: Spec, capability: Capability): TermRequest | undefined {
  const reductions = reductionsOf(spec, capability);
  const denominators = denominatorsOf(spec, capability);
  for (const reduction of order.filter((mode) => reductions.includes(mode))) {
    const single = reduction !== "none";
    const denominator = denominators[reduction];
    if (denominator === undefined) return { reduction, single, params: {} };
    const { given_by: given, given_plus } = denominator;
    if (given !== undefined && !given_plus && hasParam(spec, capability, given)) {
      return { reduction, single, params: { [given]: 1 } };
    }
    // A row may have several elements, such as a box's four.
    const isSingle = entryAxesOf(axesOf(spec), spec.output).length === 0;
    const counts = denominator.of === "elements"
      ? isSingle
      : ["rows", "valid_rows"].includes(denominator.of);
    const plain = denominator.divided_by === undefined && denominator.plus === undefined;
    const settled = given === undefined || defaultParams(spec, capability)[given] === null;
    if (single && counts && plain && settled) {
      return { reduction, single, params: given === undefined ? {} : { [given]: null } };
    }
  }
  return undefined;
}

/** Sizes at which a relation shows and can be read. */
export const smallCalls = { rows: { min: 1, max: 6 }, classes: { min: 1, max: 6 } } as const;

/**
 * The options for calls of bare terms, with every gradient that the implementation has.
 *
 * @param spec the loss
 * @param setting what the check is made for
 * @param more further options
 * @returns the options; `undefined` when bare terms cannot be had
 */
export function termOptions(
  spec: Spec,
  setting: Setting,
  more: Partial<CallOptions> = {},
): CallOptions | undefined {
  const request = termRequest(spec, setting.capability);
  if (request === undefined) return undefined;
  const { dtype, capability } = setting;
  return {
    dtype,
    capability,
    reduction: request.reduction,
    ...smallCalls,
    ...request.single ? { rows: { min: 1, max: 1 } } : {},
    ...more,
    params: { ...request.params, ...more.params },
  };
}

/** Calls of which half are at the ends of the format. */
export function callsToTheEnds(spec: Spec, options: CallOptions): Arbitrary<Call> {
  return fc.oneof(
    callArbitrary(spec, options),
    callArbitrary(spec, { ...options, extreme: true }),
  );
}
