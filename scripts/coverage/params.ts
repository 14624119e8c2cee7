/**
 * Regions of parameters: away from their samples, not finite; and of what has a number for each class.
 *
 * @module
 */
import { hasParam } from "../../src/spec/internal.ts";
import type { Call, Param, Spec } from "../../src/spec/mod.ts";
import { ofCalls, type Region, type Topic } from "./region.ts";

/** The parameters that a default run varies. */
function variedOf(spec: Spec): readonly (readonly [name: string, param: Param])[] {
  return Object.entries(spec.params).filter(([name]) => hasParam(spec, undefined, name));
}

/** Whether a parameter names labels that are left out. */
function isIgnored(spec: Spec, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(spec.ignore ?? "");
}

function valueRegion(
  name: string,
  what: string,
  has: (value: number, call: Call) => boolean,
): Region {
  return ofCalls(`${name} ${what}`, (call) => {
    const value = call.params[name];
    return typeof value === "number" && has(value, call);
  });
}

function samplesOf({ samples = [], default: usual }: Param): readonly number[] {
  return usual === null ? samples : [...samples, usual];
}

/** Beyond the samples on each side that is open, else between them. */
function awayFrom(name: string, param: Param): readonly Region[] {
  const samples = samplesOf(param);
  const [least, most] = [Math.min(...samples.filter((x) => x > 0)), Math.max(...samples)];
  const high = param.maximum ?? param.exclusiveMaximum;
  const between = valueRegion(
    name,
    "between samples",
    (x) => !samples.includes(x) && x * 8 % 1 !== 0,
  );
  // Between whole numbers that are all samples there is nothing.
  if (high !== undefined) return param.type === "integer" ? [] : [between];
  const above = valueRegion(name, `> ${most}`, (x) => x > most);
  const isLeast = param.minimum === least;
  if (param.type === "integer" || isLeast) return [above];
  return [valueRegion(name, `< ${least}`, (x) => x > 0 && x < least), above];
}

function ignoredRegions(spec: Spec, name: string, param: Param): readonly Region[] {
  const samples = samplesOf(param);
  const label = Object.keys(spec.inputs).find((input) => spec.inputs[input].kind === "label")!;
  const classesOf = ({ inputs }: Call) => {
    const [, wide] = Object.entries(spec.inputs).flatMap(([input, { shape }]) =>
      input !== label && shape.includes("C") && shape.includes("N")
        ? [shape.indexOf("C"), inputs[input].shape[shape.indexOf("C")]]
        : []
    );
    return wide;
  };
  return [
    valueRegion(name, "= -1", (k) => k === -1),
    valueRegion(name, "1 to C - 1", (k, call) => k > 0 && k < classesOf(call)),
    valueRegion(name, "another negative", (k) => k < -1 && !samples.includes(k)),
    valueRegion(name, "> C", (k, call) => k > classesOf(call) && !samples.includes(k)),
  ];
}

/** Every parameter that is varied. */
export const params: Topic = {
  name: "parameters",
  regionsOf: (spec) =>
    variedOf(spec).flatMap(([name, param]) =>
      isIgnored(spec, name)
        ? ignoredRegions(spec, name, param)
        : [...awayFrom(name, param), notFinite(name)]
    ),
};

function notFinite(name: string): Region {
  return {
    name: `${name} not finite`,
    seen: ({ refused }) =>
      refused.some(({ params }) => params[name] !== null && !Number.isFinite(params[name])),
  };
}

/** Inputs with a number for each class that have another number of them than another input. */
export const perClass: Topic = {
  name: "by class",
  regionsOf: (spec) =>
    Object.entries(spec.inputs).filter(([, { shape }]) => shape.join() === "C")
      .flatMap(([name, { scalar_allowed }]) => {
        const [other] = Object.keys(spec.inputs).filter((one) =>
          one !== name && spec.inputs[one].shape.includes("C")
        );
        if (other === undefined) return [];
        const wrong = (
          text: string,
          isWrong: (length: number, classes: number) => boolean,
        ): Region => ({
          name: `${name} ${text}`,
          seen: ({ refused }) =>
            refused.some(({ inputs }) => {
              const classes = inputs[other]?.shape[spec.inputs[other].shape.indexOf("C")] ?? 0;
              const shape = inputs[name]?.shape;
              return shape?.length === 1 && classes > 1 && isWrong(shape[0], classes);
            }),
        });
        return [
          wrong("[C + 1]", (length, classes) => length === classes + 1),
          ...scalar_allowed ? [] : [wrong("[1]", (length, classes) => length === 1 && classes > 2)],
        ];
      }),
};
