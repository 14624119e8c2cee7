/**
 * What a call has that another has not, in words: cases are chosen so that all of it meets all of it.
 *
 * @module
 */
import { boundaryHits } from "../generate/internal.ts";
import type { Call, ParamValue, Spec } from "../spec/mod.ts";
import { axisLengths } from "../spec/internal.ts";
import { formats, roundTo } from "../tensor/mod.ts";

/**
 * The features of a call.
 *
 * @param spec the loss
 * @param call a call of it
 * @returns each once, e.g. `reduction mean`, `a weight of 0`, `gamma 0`, `just above d = beta`
 */
export function featuresOf(spec: Spec, call: Call): readonly string[] {
  const found = new Set<string>([`reduction ${call.reduction}`]);
  found.add(call.upstream === undefined ? "nothing from above" : "a gradient from above");
  for (const [name, input] of Object.entries(spec.inputs)) {
    const given = call.inputs[name];
    if (input.optional) found.add(given === undefined ? `no ${name}` : `${name} given`);
    if (given === undefined) continue;
    if (input.scalar_allowed && given.shape.length === 0) found.add(`one ${name} for all`);
    const data = Array.from(given.data);
    if (input.role !== "data" && data.includes(0)) found.add(`a ${name} of 0`);
    if (input.domain === "unit_interval" && data.some((x) => x > 0 && x < 1)) {
      found.add(`a soft ${name}`);
    }
    if (input.domain === "real") {
      for (const f of magnitudesOf(call, data)) found.add(`${f} ${name}`);
    }
  }
  for (const [name, param] of Object.entries(spec.params)) {
    found.add(`${name} ${valueWords(call.params[name], roundedDefault(param.default, call))}`);
  }
  for (const { boundary, side } of boundaryHits(spec, call)) {
    found.add(`${side.replace("_", " ")} ${boundary}`);
  }
  for (const word of shapeWords(spec, call)) found.add(word);
  return [...found];
}

function roundedDefault(value: ParamValue, { dtype }: Call): ParamValue {
  return value === null || Number.isInteger(value) ? value : roundTo(value, dtype);
}

function valueWords(value: ParamValue, usual: ParamValue): string {
  if (value === usual) return "at its default";
  return value === null
    ? "absent"
    : value === 0 || value === 1
    ? String(value)
    : "of another value";
}

function magnitudesOf({ dtype }: Call, data: readonly number[]): readonly string[] {
  const { largest, smallestNormal } = formats[dtype];
  return [
    ...data.some((x) => Math.abs(x) >= Math.sqrt(largest)) ? ["a huge"] : [],
    ...data.some((x) => x !== 0 && Math.abs(x) < smallestNormal) ? ["a subnormal"] : [],
  ];
}

function shapeWords(spec: Spec, call: Call): readonly string[] {
  const { C, N, "*": any, "...": further } = axisLengths(spec, call);
  const lead = any ?? N ?? [];
  const count = lead.reduce((product, n) => product * n, 1);
  const classes = C?.[0];
  return [
    count === 1 ? "one row" : "several rows",
    ...any === undefined ? [] : [`rank ${Math.min(any.length, 3)}`],
    ...further === undefined || further.length === 0 ? [] : ["further axes"],
    ...classes === undefined ? [] : [classes <= 2 ? `C = ${classes}` : "C > 2"],
    ...ignoredWords(spec, call),
  ];
}

function ignoredWords(spec: Spec, call: Call): readonly string[] {
  const label = Object.keys(spec.inputs).find((name) => spec.inputs[name].kind === "label");
  if (spec.ignore === undefined || label === undefined) return [];
  const ignored = call.params.ignore_index;
  return Array.from(call.inputs[label].data).some((k) => k === ignored) ? ["an ignored row"] : [];
}
