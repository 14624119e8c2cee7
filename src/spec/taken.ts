/**
 * What a declared domain takes: one value, a whole call, and the nearest that it takes instead.
 *
 * @module
 */
import { type FloatDType, formats, roundTo, stepFloat } from "../tensor/mod.ts";
import { axesOf, axisLengths, fixedLength } from "./axes.ts";
import type { Call, ParamValue } from "./call.ts";
import type { DeclaredDomain, DeclaredRange } from "./declared_domain.ts";
import { rangeOfDomain, type ValueRange } from "./domain.ts";
import type { Param, Spec } from "./spec.ts";

/** The numbers that a value comes from: a format's, or the whole numbers, as lengths and labels are. */
export type Grid = FloatDType | "whole";

/** The names that a domain may speak of: the spec's inputs and parameters, and axes whose length is open. */
export function domainNames(spec: Spec): readonly string[] {
  return [...Object.keys(spec.inputs), ...Object.keys(spec.params), ...domainAxes(spec)];
}

/** The axes that a domain may speak of: the elements `*`, the rows `N`, and those along which records have entries. */
export function domainAxes(spec: Spec): readonly string[] {
  const { leading, entries } = axesOf(spec);
  return [...leading === undefined ? [] : [leading], ...entries]
    .filter((axis) => axis !== "..." && fixedLength(spec, axis) === undefined);
}

/** The longest axis that is drawn for a domain's sake. */
const longest = 65536;

/**
 * What the spec itself takes, as far as it is drawn.
 *
 * @param spec the loss
 * @param name an input, a parameter or an axis; of labels it says nothing, since one may be ignored
 * @param classes how many there are, where that is known
 */
export function ownRange({ inputs, params }: Spec, name: string, classes?: number): ValueRange {
  if (Object.hasOwn(params, name)) return boundsOf(params[name]);
  if (!Object.hasOwn(inputs, name)) return { minimum: 1, maximum: longest };
  const { domain, role } = inputs[name];
  return domain === "real" && role !== "data" ? { minimum: 0 } : rangeOfDomain(domain, classes);
}

function boundsOf(param: Param): DeclaredRange {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = param;
  return {
    ...param.type === "integer" && { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
    ...minimum !== undefined && { minimum },
    ...exclusiveMinimum !== undefined && { exclusiveMinimum },
    ...maximum !== undefined && { maximum },
    ...exclusiveMaximum !== undefined && { exclusiveMaximum },
  };
}

/**
 * Finds out what is wrong with a range.
 *
 * @param spec the loss
 * @param name an input, a parameter or an axis
 * @param range what is declared of it
 * @returns what is wrong, in words; nothing where it leaves something of what the spec takes, in float64
 */
export function rangeProblem(spec: Spec, name: string, range: DeclaredRange): string | undefined {
  const own = ownRange(spec, name);
  const isAxis = !Object.hasOwn(spec.inputs, name) && !Object.hasOwn(spec.params, name);
  const isWhole = isAxis || spec.params[name]?.type === "integer" ||
    spec.inputs[name]?.kind === "label";
  const grid = isWhole ? "whole" : "f64";
  const { values, ...bounds } = range;
  const odd = isWhole ? values?.find((x) => x !== null && !Number.isInteger(x)) : undefined;
  if (odd !== undefined) return `has whole numbers only, not ${odd}`;
  const [[least, greatest], [from, to]] = [endsOf(range, grid), endsOf(own, grid)];
  const leaves = values === undefined
    ? Math.max(least, from) <= Math.min(greatest, to)
    : values.some((x) => x === null || takes(bounds, x, grid) && takes(own, x, grid));
  if (leaves) return undefined;
  return `has no value there that the spec takes${isAxis ? `, up to ${longest}` : ""}`;
}

/**
 * Whether a range takes a value.
 *
 * @param range what is declared
 * @param value of an input or a parameter; `null` is a parameter that is not given, which bounds let be
 * @param grid what numbers are rounded to, the declared ones as well
 */
export function takes(range: ValueRange, value: ParamValue, grid: Grid): boolean {
  return takerOf(range, grid)(value);
}

/** As {@linkcode takes}, of a range that many values are held to. */
export function takerOf(range: ValueRange, grid: Grid): (value: ParamValue) => boolean {
  const { values, whole = false } = range;
  const listed = values?.map((one) => one === null ? null : onGrid(one, grid));
  const [least, greatest] = endsOf(range, grid);
  return (value) => {
    if (value === null) return listed === undefined || listed.includes(null);
    if (whole && !Number.isInteger(value)) return false;
    return value >= least && value <= greatest && (listed === undefined || listed.includes(value));
  };
}

/**
 * Moves a value to one that a range takes.
 *
 * @param range what is declared
 * @param value any number of the grid; what is taken, and NaN, stays
 * @param grid what numbers are rounded to
 * @returns of listed values the nearest; between bounds one that differs as the values do: folded in
 * where there are two, mirrored where there is one; the value itself where the grid has none that is taken
 */
export function moved(range: ValueRange, value: number, grid: Grid): number {
  if (Number.isNaN(value) || takes(range, value, grid)) return value;
  if (range.whole) return moved({ ...range, whole: false }, onGrid(Math.round(value), grid), grid);
  if (range.values !== undefined) {
    const there = range.values.flatMap((one) => one === null ? [] : onGrid(one, grid))
      .filter((one) => takes(range, one, grid));
    return there.toSorted((a, b) => Math.abs(a - value) - Math.abs(b - value))[0] ?? value;
  }
  const [least, greatest] = endsOf(range, grid);
  if (!(least <= greatest)) return value;
  const inside = onGrid(between(least, greatest, value, grid), grid);
  return inside >= least && inside <= greatest ? inside : value < least ? least : greatest;
}

function between(least: number, greatest: number, value: number, grid: Grid): number {
  const largest = grid === "whole" ? Infinity : formats[grid].largest;
  if (greatest >= largest) return least + (least - value);
  if (least <= -largest) return greatest - (value - greatest);
  const width = greatest - least + (grid === "whole" ? 1 : 0);
  const off = (value - least) % width;
  return least + (off < 0 ? off + width : off);
}

function onGrid(x: number, grid: Grid): number {
  return grid === "whole" ? Math.round(x) : roundTo(x, grid);
}

/** The least and the greatest number of a grid between the bounds of a range. */
export function endsOf(range: DeclaredRange, grid: Grid): readonly [number, number] {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = range;
  return [
    Math.max(endOf(minimum, 0, 1, grid), endOf(exclusiveMinimum, 1, 1, grid)),
    Math.min(endOf(maximum, 0, -1, grid), endOf(exclusiveMaximum, 1, -1, grid)),
  ];
}

/** A bound on the grid; the next number inwards where the bound itself is not taken. */
function endOf(bound: number | undefined, strict: 0 | 1, inwards: 1 | -1, grid: Grid): number {
  if (bound === undefined) {
    return -inwards * (grid === "whole" ? Infinity : formats[grid].largest);
  }
  if (grid === "whole") {
    const whole = inwards > 0 ? Math.ceil(bound) : Math.floor(bound);
    return strict && whole === bound ? whole + inwards : whole;
  }
  const rounded = roundTo(bound, grid);
  const isOut = strict && (inwards > 0 ? rounded <= bound : rounded >= bound);
  return isOut ? stepFloat(rounded, inwards, grid) : rounded;
}

/**
 * Finds what of a call lies outside a domain.
 *
 * @param spec the loss
 * @param call a call of it; one that is there to be refused lies outside where its fault does
 * @param domain what the implementation takes
 * @returns the first name of which something is not taken, and what that is; `undefined` where all is
 */
export function outsideDomain(
  spec: Spec,
  call: Call,
  domain: DeclaredDomain,
): { readonly name: string; readonly value: ParamValue } | undefined {
  const lengths = axisLengths(spec, call);
  for (const [name, range] of Object.entries(domain)) {
    const value = notTaken(name, range);
    if (value !== undefined) return { name, value };
  }
  return undefined;

  function notTaken(name: string, range: DeclaredRange): ParamValue | undefined {
    if (Object.hasOwn(spec.inputs, name)) {
      const given = call.inputs[name];
      if (given === undefined) return undefined;
      const grid = given.dtype === "i32" ? "whole" : given.dtype;
      const isTaken = takerOf(range, grid);
      return given.data.find((x) => !isTaken(x));
    }
    if (Object.hasOwn(spec.params, name)) {
      const value = call.params[name] ?? null;
      return takes(range, value, call.dtype) ? undefined : value;
    }
    const along = lengths[name];
    if (along === undefined) return undefined;
    const length = along.reduce((product, one) => product * one, 1);
    return takes(range, length, "whole") ? undefined : length;
  }
}

/** What a range takes, in words: `0 or 1`, `>= 1`, `> 0 and <= 1`, `not given, or 0.25`. */
export function rangeWords(range: DeclaredRange): string {
  const { values, minimum, exclusiveMinimum, maximum, exclusiveMaximum } = range;
  const listed = values?.map((value) => value === null ? "not given" : String(value)).join(" or ");
  const bounds = [
    minimum === undefined ? [] : [`>= ${minimum}`],
    exclusiveMinimum === undefined ? [] : [`> ${exclusiveMinimum}`],
    maximum === undefined ? [] : [`<= ${maximum}`],
    exclusiveMaximum === undefined ? [] : [`< ${exclusiveMaximum}`],
  ].flat();
  return [...listed === undefined ? [] : [`only ${listed}`], ...bounds].join(" and ");
}

/** A domain in words: `alpha only 0.25, target only 0 or 1, C >= 2`. */
export function domainWords(domain: DeclaredDomain): string {
  return Object.entries(domain).map(([name, range]) => `${name} ${rangeWords(range)}`).join(", ");
}
