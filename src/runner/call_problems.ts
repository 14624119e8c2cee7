/**
 * What of a call does not fit its spec, shapes aside.
 *
 * @module
 */
import { evaluateNumber } from "../oracle/internal.ts";
import type { Call, Input, Spec } from "../spec/mod.ts";
import {
  axisLengths,
  classAxis,
  didYouMean,
  inRange,
  isOfLabels,
  labelCount,
  ownRange,
  rangeText,
  rangeWords,
  takes,
  unorderedCorner,
} from "../spec/internal.ts";
import type { Problem } from "../spec_files/mod.ts";
import type { Tensor } from "../tensor/mod.ts";

/** A problem of data that is in no file yet. */
export type CallProblem = Omit<Problem, "file">;

/**
 * Finds what does not fit: names, formats, ranges, labels.
 *
 * @param spec the loss
 * @param call a call of it
 * @returns the problems, each with its path in the call; NaN passes as a tensor's element
 */
export function callProblems(spec: Spec, call: Call): CallProblem[] {
  return [...namingProblems(spec, call), ...valueProblems(spec, call)];
}

/**
 * Finds what a call, valid or not, cannot be of its loss: other names, other formats.
 *
 * @param spec the loss
 * @param call a call of it
 * @returns the problems, each with its path in the call
 */
export function namingProblems(spec: Spec, call: Call): CallProblem[] {
  return [
    ...unknownNames("inputs", "input", call.inputs, spec.inputs),
    ...unknownNames("params", "parameter", call.params, spec.params),
    ...Object.entries(spec.inputs).flatMap(([name, { kind, optional }]) => {
      const given = call.inputs[name];
      const path = `inputs.${name}`;
      if (given === undefined) return optional ? [] : [{ path, what: "is missing" }];
      const wanted = kind === "label" ? "i32" : call.dtype;
      return given.dtype === wanted
        ? []
        : [{ path: `${path}.dtype`, what: `must be ${wanted}, got ${given.dtype}` }];
    }),
    ...Object.keys(spec.params).filter((name) => call.params[name] === undefined)
      .map((name) => ({ path: `params.${name}`, what: "is missing" })),
    ...(spec.reduction.modes.includes(call.reduction) ? [] : [{
      path: "reduction",
      what: `is "${call.reduction}", which ${spec.id} has not (it has: ${
        spec.reduction.modes.join(", ")
      })`,
    }]),
  ];
}

function valueProblems(spec: Spec, call: Call): CallProblem[] {
  return [
    ...Object.entries(spec.inputs).flatMap(([name, input]) => {
      const given = call.inputs[name];
      return given === undefined ? [] : elementProblems(spec, call, name, input, given);
    }),
    ...paramProblems(spec, call),
  ];
}

function unknownNames(
  group: string,
  kind: string,
  given: Readonly<Record<string, unknown>>,
  known: Readonly<Record<string, unknown>>,
): CallProblem[] {
  return Object.keys(given).filter((name) => !Object.hasOwn(known, name)).map((name) => ({
    path: `${group}.${name}`,
    what: `is an unknown ${kind}${didYouMean(name, Object.keys(known))}`,
  }));
}

function paramProblems(spec: Spec, call: Call): CallProblem[] {
  return Object.entries(spec.params).flatMap(([name, param]) => {
    const value = call.params[name];
    const path = `params.${name}`;
    if (value === undefined) return [];
    if (value === null) return param.nullable ? [] : [{ path, what: "must be a number, got null" }];
    return inRange(value, param)
      ? []
      : [{ path, what: `must be ${rangeText(param)}, got ${value}` }];
  });
}

function elementProblems(
  spec: Spec,
  call: Call,
  name: string,
  input: Input,
  { data, shape }: Tensor,
): CallProblem[] {
  const unordered = input.domain === "box" ? unorderedCorner(data) : -1;
  if (unordered >= 0) {
    return [{
      path: `inputs.${name}${placeText(unordered, shape)}`,
      what: `must be at most the opposite corner's ${data[unordered + 2]}, got ${data[unordered]}`,
    }];
  }
  const [fits, wanted] = domainOf(spec, call, name, input);
  const wrong = data.findIndex((x) => !Number.isNaN(x) && !fits(x));
  if (wrong < 0) return [];
  const place = placeText(wrong, shape);
  return [{ path: `inputs.${name}${place}`, what: `must be ${wanted}, got ${data[wrong]}` }];
}

function domainOf(
  spec: Spec,
  call: Call,
  name: string,
  input: Input,
): readonly [fits: (x: number) => boolean, wanted: string] {
  if (!isOfLabels(input.domain)) {
    const range = ownRange(spec, name, axisLengths(spec, call)[classAxis]?.[0]);
    const words = [range.whole ? "a whole number" : "", rangeWords(range)].join(" ").trim();
    return [
      (x) => takes(range, x, call.dtype),
      words === "" ? "a number" : words.replace("only ", ""),
    ];
  }
  const classes = classCount(spec, call);
  if (classes === 0) return [() => false, "absent: there is no class"];
  const labels = labelCount(input.domain, classes);
  const ignored = (x: number) => spec.ignore !== undefined && isIgnored(spec, call, name, x);
  const besides = spec.ignore === undefined ? "" : `, or such that ${spec.ignore}`;
  const what = input.domain === "classes" ? "a class" : "a class or the background";
  return [(x) => x >= 0 && x < labels || ignored(x), `${what} from 0 to ${labels - 1}${besides}`];
}

/** Number of classes; ∞ where no input says it. */
function classCount(spec: Spec, call: Call): number {
  return axisLengths(spec, call)[classAxis]?.[0] ?? Infinity;
}

function isIgnored(spec: Spec, call: Call, label: string, value: number): boolean {
  const params = Object.entries(call.params)
    .flatMap(([name, x]) => x === null ? [] : [[name, x] as const]);
  const names = { ...Object.fromEntries(params), [label]: value };
  return evaluateNumber(spec.ignore!, { names }) !== 0;
}

/** Where a row-major index is: `[1][0]`; nothing in a scalar. */
function placeText(index: number, shape: readonly number[]): string {
  let rest = index;
  return shape.map((_, axis) => {
    const stride = shape.slice(axis + 1).reduce((product, length) => product * length, 1);
    const at = Math.floor(rest / stride);
    rest %= stride;
    return `[${at}]`;
  }).join("");
}
