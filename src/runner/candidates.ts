/**
 * Conditions that a failing case suggests: simple ones, the most telling first.
 *
 * @module
 */
import { axesOf, axisLengths } from "../spec/internal.ts";
import type { Call, Param, ParamValue, Spec } from "../spec/mod.ts";
import type { Counterexample } from "./event.ts";
import { conditionProblem, fitsCondition } from "./condition.ts";

/** Values that are special wherever they stand. */
const special: readonly number[] = [0, 1, -1];

/** Calls of more elements suggest nothing by their values: nearly every value is among them. */
const fewElements = 16;

/**
 * The conditions that a counterexample suggests.
 *
 * A counterexample is shrunk towards defaults, plain numbers and few classes, so that what is none of
 * these is telling.
 *
 * @param counterexample a failing case
 * @param spec the loss
 * @returns conditions that hold in it, each in the language of formulas
 */
export function candidatesFor(
  { trial, fault }: Pick<Counterexample, "trial" | "fault">,
  spec: Spec,
): string[] {
  const own = trial.calls.filter(({ loss }) => loss === spec.id);
  const blamed = trial.calls[fault.call];
  const call = blamed?.loss === spec.id ? blamed : own[0];
  if (call === undefined) return [];
  const params = Object.entries(spec.params).map(([name, param]) =>
    [name, param, call.params[name] ?? null] as const
  );
  const isUsual = (param: Param, value: ParamValue) => value === param.default;
  const all = [
    ...params.filter(([, param, value]) => !isUsual(param, value)).flatMap(ofParam),
    ...givenInputs(call, spec),
    ...ofInputs(call, spec),
    ...ofLengths(call, spec),
    ...params.filter(([, param, value]) => isUsual(param, value)).flatMap(atDefault),
  ];
  return [...new Set(all)].filter((when) =>
    conditionProblem(when, spec) === undefined && fitsCondition(when, trial, spec)
  );
}

function ofParam([name, param, value]: readonly [string, Param, ParamValue]): string[] {
  if (value === null) return [`!given(${name})`];
  if (Number.isNaN(value)) return [`${name} != ${name}`];
  if (!Number.isFinite(value)) return [];
  const usual = param.default;
  if (usual === null) return [`${name} == ${value}`, `given(${name})`];
  return value < usual
    ? [`${name} == ${value}`, `${name} <= ${value}`, `${name} < ${usual}`]
    : [`${name} == ${value}`, `${name} >= ${value}`, `${name} > ${usual}`];
}

function atDefault([name, , value]: readonly [string, Param, ParamValue]): string[] {
  return [value === null ? `!given(${name})` : `${name} == ${value}`];
}

function givenInputs({ inputs }: Call, spec: Spec): string[] {
  const optional = Object.keys(spec.inputs).filter((name) => spec.inputs[name].optional);
  return [
    ...optional.filter((name) => inputs[name] !== undefined).map((name) => `given(${name})`),
    ...optional.filter((name) => inputs[name] === undefined).map((name) => `!given(${name})`),
  ];
}

function ofInputs({ inputs }: Call, spec: Spec): string[] {
  const names = Object.keys(spec.inputs).filter((name) => inputs[name] !== undefined);
  const small = names.filter((name) => inputs[name].data.length <= fewElements);
  const values = small.flatMap((name) => {
    const there = [...new Set(inputs[name].data)].filter(Number.isFinite);
    return [
      ...there.filter((x) => special.includes(x)).map((x) => `${name} == ${x + 0}`),
      ...there.filter((x) => Math.abs(x) > 4).map((x) => `abs(${name}) >= ${Math.abs(x)}`),
    ];
  });
  const pairs = small.flatMap((a, i) => small.slice(i + 1).map((b) => `${a} == ${b}`));
  return [...pairs, ...values];
}

function ofLengths(call: Call, spec: Spec): string[] {
  try {
    const lengths = axisLengths(spec, call);
    return axesOf(spec).entries.flatMap((axis) =>
      (lengths[axis] ?? []).map((length) => `${axis} == ${length}`)
    );
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
