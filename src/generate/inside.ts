/**
 * Inside the declared domain: what is drawn elsewhere is moved there.
 *
 * @module
 */
import type { Call, DeclaredRange, ParamValue, Spec } from "../spec/mod.ts";
import { moved, ownRange, takerOf, takes, type ValueRange } from "../spec/internal.ts";
import type { Columns } from "./columns.ts";
import type { CallOptions } from "./options.ts";

/** Moves the parts of a call into a domain; what is inside stays. */
export interface Inside {
  /** The parameters, but for those that the options fix. */
  params(given: Call["params"]): Call["params"];
  /** The length of an axis. */
  length(axis: string, given: number): number;
  /** The inputs' values, in place; a label becomes a class, unless it may stay the one that is ignored. */
  columns(columns: Columns, classes: number): void;
}

/** Nothing is declared. */
const anywhere: Inside = {
  params: (given) => given,
  length: (_, given) => given,
  columns: () => undefined,
};

/**
 * Says how calls are moved into the declared domain.
 *
 * @param spec the loss
 * @param options the capability with its domain, the format, parameters that are fixed
 */
export function insideOf(
  spec: Spec,
  { capability, dtype, params: fixed = {} }: CallOptions,
): Inside {
  const { domain } = capability ?? {};
  if (domain === undefined) return anywhere;
  const ranges = Object.fromEntries(
    Object.entries(domain).map(([name, range]) => [name, within(range, ownRange(spec, name))]),
  );
  const param = (name: string, value: ParamValue): ParamValue => {
    const range = ranges[name];
    if (range === undefined || Object.hasOwn(fixed, name) || takes(range, value, dtype)) {
      return value;
    }
    const { type, default: usual } = spec.params[name];
    const number = value ?? usual ?? 1;
    const near = moved(range, type === "integer" ? moved(range, number, "whole") : number, dtype);
    return takes(range, near, dtype) || range.values?.includes(null) !== true ? near : null;
  };
  return {
    params: (given) =>
      Object.fromEntries(Object.entries(given).map(([name, value]) => [name, param(name, value)])),
    length: (axis, given) =>
      ranges[axis] === undefined ? given : moved(ranges[axis], given, "whole"),
    columns(columns, classes) {
      for (const [name, { values }] of Object.entries(columns)) {
        const range = ranges[name];
        if (range === undefined) continue;
        const isLabel = spec.inputs[name].kind === "label";
        const isTaken = takerOf(range, isLabel ? "whole" : dtype);
        for (const [i, x] of values.entries()) {
          if (isTaken(x)) continue;
          values[i] = isLabel ? labelIn(range, x, classes) : moved(range, x, dtype);
        }
      }
    },
  };
}

/** A label that is taken: itself, else the next class that is. */
function labelIn(range: DeclaredRange, label: number, classes: number): number {
  for (let step = 0; step <= classes; step++) {
    const next = step === 0 ? label : ((label % classes) + classes + step - 1) % classes;
    if (takes(range, next, "whole")) return next;
  }
  return label;
}

/** What both ranges take. */
function within(range: DeclaredRange, own: ValueRange): ValueRange {
  const greatest = (a = -Infinity, b = -Infinity) => Math.max(a, b);
  const least = (a = Infinity, b = Infinity) => Math.min(a, b);
  const bounds = {
    minimum: greatest(range.minimum, own.minimum),
    exclusiveMinimum: greatest(range.exclusiveMinimum, own.exclusiveMinimum),
    maximum: least(range.maximum, own.maximum),
    exclusiveMaximum: least(range.exclusiveMaximum, own.exclusiveMaximum),
  };
  const known = Object.entries(bounds).filter(([, bound]) => Number.isFinite(bound));
  // What both list, or the one that lists any: bounds choose among these.
  const values = range.values?.filter((x) => own.values?.includes(x) ?? true) ?? own.values;
  return {
    ...values !== undefined && { values },
    ...own.whole && { whole: true },
    ...Object.fromEntries(known),
  };
}
