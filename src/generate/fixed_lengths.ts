/**
 * Calls for an implementation that takes tensors of certain lengths alone, e.g. a model that was exported
 * with fixed shapes.
 *
 * @module
 */
import type { Capability, DeclaredRange, Spec } from "../spec/mod.ts";
import { axesOf, type AxisLengths, classAxis, endsOf } from "../spec/internal.ts";
import type { CallOptions } from "./options.ts";

/** The record axes of an implementation that fixes some of their lengths. */
export interface FixedRecords {
  /** The records of every call are a multiple of it. */
  readonly unit: number;
  /** Whether there are just as many. */
  readonly isClosed: boolean;
  /** The lengths of the record axes for a multiple of `unit`: the first open one takes what is left. */
  layout(records: number): AxisLengths;
}

/**
 * What a capability fixes of the record axes.
 *
 * @param spec the loss
 * @param capability what the implementation has; absent = everything
 * @returns `undefined` where any number of records will do
 */
export function fixedRecords(
  spec: Spec,
  capability: Capability | undefined,
): FixedRecords | undefined {
  const { leading } = axesOf(spec);
  const axes = [...leading === undefined ? [] : [leading], "..."];
  const given = Object.entries(capability?.lengths ?? {}).filter(([axis]) => axes.includes(axis));
  const all = given.flatMap(([, lengths]) => lengths);
  const known = all.filter((length) => length !== null);
  const isBare = given.some(([, lengths]) => lengths.length === 0);
  if (known.length === 0 && !isBare) return undefined;
  const unit = known.reduce((product, length) => product * length, 1);
  return {
    unit,
    isClosed: known.length === all.length,
    layout(records) {
      let left = records / unit;
      const take = () => {
        const taken = left;
        left = 1;
        return taken;
      };
      return Object.fromEntries(
        given.map(([axis, lengths]) => [axis, lengths.map((length) => length ?? take())]),
      );
    },
  };
}

/**
 * The options of calls that fit: as many records and classes as the capability fixes. Who asks for just
 * one number, or for more, means it, and is given calls that the implementation does not take; a greatest
 * number is only there to keep calls small.
 *
 * @param spec the loss
 * @param options what the calls have in common
 */
export function fittedOptions(spec: Spec, options: CallOptions): CallOptions {
  const { capability } = options;
  const { rows, classes } = declaredSizes(spec, options);
  const fixed = fixedRecords(spec, capability);
  const C = capability?.lengths?.C?.[0] ?? undefined;
  return {
    ...options,
    ...rows !== undefined && { rows },
    ...classes !== undefined && { classes },
    ...fixed !== undefined && mayBe(fixed.unit, rows, fixed.isClosed) &&
      { rows: fittedRows(fixed, rows) },
    ...C !== undefined && mayBe(C, classes, true) && { classes: { min: C, max: C } },
  };
}

/** The sizes that are asked for, as far as they lie in the declared domain; else as they are asked for. */
function declaredSizes(
  spec: Spec,
  { capability, rows, classes }: CallOptions,
): Pick<CallOptions, "rows" | "classes"> {
  const { leading = "" } = axesOf(spec);
  const { [leading]: records, [classAxis]: entries } = capability?.domain ?? {};
  const sizes = { rows: common(rows, records), classes: common(classes, entries) };
  return Object.fromEntries(Object.entries(sizes).filter(([, size]) => size !== undefined));
}

function common(asked: CallOptions["rows"], declared: DeclaredRange | undefined) {
  if (declared === undefined) return asked;
  const { min = 1, max = Infinity } = asked ?? {};
  const listed = declared.values?.filter((value) => value !== null) ?? [];
  const [least, greatest] = listed.length > 0
    ? [Math.min(...listed), Math.max(...listed)]
    : endsOf(declared, "whole");
  const both = { min: Math.max(min, least), max: Math.min(max, greatest) };
  return both.min <= both.max ? both : asked;
}

function fittedRows({ unit, isClosed }: FixedRecords, rows: CallOptions["rows"]) {
  return isClosed
    ? { min: unit, max: unit }
    : { ...rows, max: Math.max(rows?.max ?? Infinity, unit) };
}

function mayBe(
  count: number,
  { min = 1, max = Infinity }: CallOptions["rows"] = {},
  isClosed: boolean,
): boolean {
  return min !== max && (min <= count || !isClosed);
}
