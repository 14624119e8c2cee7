/**
 * A call on one line of a table.
 *
 * @module
 */
import { placeText, shortest } from "../../src/report/internal.ts";
import { builtinSpecs, type Call } from "../../src/spec/mod.ts";
import type { DType, Tensor } from "../../src/tensor/mod.ts";

const shownElements = 4;

/**
 * The inputs, the parameters that are not at their defaults, the reduction, and which number is meant.
 *
 * @param call any call
 * @param at the output and the element that it is about
 */
export function callText(
  call: Call,
  at: { readonly output?: string | undefined; readonly element?: number | undefined },
): string {
  const defaults = builtinSpecs.get(call.loss)?.params ?? {};
  const tensors = Object.entries(call.inputs).map(([name, t]) => `${name} ${tensorText(t)}`);
  const given = Object.entries(call.params)
    .filter(([name, value]) => !defaults[name]?.dialect && value !== defaults[name]?.default)
    .map(([name, value]) => `${name} ${value === null ? "null" : shortest(value, call.dtype)}`);
  const upstream = call.upstream === undefined ? [] : [`upstream ${tensorText(call.upstream)}`];
  return [...tensors, ...given, ...upstream, call.reduction, ...placeOf(call, at)].join(", ");
}

function placeOf(
  call: Call,
  { output, element }: {
    readonly output?: string | undefined;
    readonly element?: number | undefined;
  },
): readonly string[] {
  if (output === undefined || output === "value") return [];
  const place = element === undefined ? "" : ` at ${placeText(element, call.inputs[output].shape)}`;
  return [`∂ ${output}${place}`];
}

function tensorText({ data, shape, dtype }: Tensor): string {
  if (shape.length === 0) return shortest(data[0], dtype);
  const shown = Array.from(data.subarray(0, shownElements), (x) => numberText(x, dtype)).join(" ");
  const rest = data.length > shownElements ? " …" : "";
  const isRow = shape.length === 1 && rest === "";
  return `[${shown}${rest}]${isRow ? "" : ` of [${shape.join(", ")}]`}`;
}

/** A number as short as its format allows, at most six digits; – for none. */
export function numberText(x: number | undefined, dtype: DType): string {
  if (x === undefined) return "–";
  const whole = shortest(x, dtype);
  const brief = Number.isFinite(x) && x !== 0 ? String(Number(x.toPrecision(6))) : whole;
  return whole.length <= brief.length ? whole : brief;
}
