/**
 * What the picture shows: for each loss the curves of one element's value and slope, from its spec alone.
 *
 * @module
 */
import type { Call, Input, ParamValue, Spec } from "../../src/spec/mod.ts";
import { classAxis, fixedLength } from "../../src/spec/internal.ts";
import { type Tensor, tensor } from "../../src/tensor/mod.ts";

/** One curve: the calls along it, of one element each. */
export interface Curve {
  /** What makes it different from the panel's others. */
  readonly label: string;
  /** What is asked at a place on the axis. */
  call(x: number): Call;
}

/** The curves of one loss. */
export interface Panel {
  readonly loss: string;
  /** What the axis shows: the input by which the slope is, or a difference. */
  readonly axis: string;
  /** What the curves' labels are values of. */
  readonly legend: string;
  readonly from: number;
  readonly to: number;
  /** Whether only whole numbers are on the axis. */
  readonly whole?: boolean;
  readonly curves: readonly Curve[];
}

/** What the curves of a panel differ by. */
interface Variable {
  readonly legend: string;
  readonly values: readonly number[];
  readonly as: "weight" | "param" | "target" | "nothing";
}

const weights = [0.5, 1, 2];
const targets = [0, 0.5, 1];
const mostCurves = 5;

/** The panel of a loss. */
export function panelOf(spec: Spec): Panel {
  const { legend, values, as } = variableOf(spec);
  return {
    loss: spec.id,
    ...axisOf(spec, as),
    legend,
    curves: values.map((value) => ({
      label: as === "nothing" ? "" : String(value),
      call: (x) => callOf(spec, x, as, legend, value),
    })),
  };
}

function variableOf({ inputs, params, reduction }: Spec): Variable {
  const divisors = Object.values(reduction.denominators).map(({ given_by }) => given_by);
  const [weight] = Object.keys(inputs).filter((name) =>
    inputs[name].role === "weight" && !inputs[name].optional
  );
  if (weight !== undefined) return { legend: weight, values: weights, as: "weight" };
  for (const [legend, { type, samples, default: usual }] of Object.entries(params)) {
    if (type !== "number" || samples === undefined || divisors.includes(legend)) continue;
    return { legend, values: spreadOver([...samples, usual ?? NaN]), as: "param" };
  }
  return inputs.target?.domain === "unit_interval"
    ? { legend: "target", values: targets, as: "target" }
    : { legend: "no parameter", values: [NaN], as: "nothing" };
}

/** A few of the values, from the least to the greatest. */
function spreadOver(values: readonly number[]): readonly number[] {
  const sorted = [...new Set(values)].filter(Number.isFinite).toSorted((a, b) => a - b);
  const count = Math.min(mostCurves, sorted.length);
  return Array.from(
    { length: count },
    (_, i) => sorted[Math.round(i * (sorted.length - 1) / (count - 1))],
  );
}

function axisOf(spec: Spec, as: Variable["as"]): Pick<Panel, "axis" | "from" | "to" | "whole"> {
  const { family, inputs } = spec;
  const predicted = predictedOf(spec);
  const { shape, domain } = inputs[predicted];
  if (domain === "count") {
    return { axis: `first of ${predicted}; the others are 0`, from: 0, to: 4, whole: true };
  }
  if (shape.includes(classAxis)) {
    const which = inputs.label === undefined ? "first logit" : "logit of the label";
    return { axis: `${which}; the others are 0`, from: -5, to: 5 };
  }
  if (domain === "box") {
    return { axis: "left edge of the unit box", from: -2, to: 1 };
  }
  if (domain === "unit_interval") {
    return { axis: "probability", from: 0.005, to: 0.995 };
  }
  if (!isMark(inputs.target)) return { axis: "pred − target", from: -3, to: 3 };
  if (family === "regression") return { axis: "pred of a target of 1", from: -1, to: 2 };
  return { axis: as === "target" ? "logit" : "logit of a positive", from: -5, to: 5 };
}

/** A call of one element; a loss that always reduces divides it by an avg_factor of 1. */
function callOf(
  spec: Spec,
  x: number,
  as: Variable["as"],
  variable: string,
  value: number,
): Call {
  const { inputs } = spec;
  const predicted = predictedOf(spec);
  const given = Object.keys(inputs).filter((name) => !inputs[name].optional);
  const element = Object.fromEntries(given.map((name) => {
    const first = name === predicted ? x : as === name ? value : besides(inputs[name]);
    return [name, oneRow(spec, name, first)];
  }));
  const params: Record<string, ParamValue> = Object.fromEntries(
    Object.entries(spec.params).map(([name, param]) => [name, param.default]),
  );
  if ("avg_factor" in params) params.avg_factor = 1;
  if (as === "param") params[variable] = value;
  return {
    loss: spec.id,
    dtype: "f64",
    inputs: as === "weight" ? { ...element, [variable]: oneRow(spec, variable, value) } : element,
    params,
    reduction: spec.reduction.modes.includes("none") ? "none" : "mean",
    gradients: true,
  };
}

/** What is predicted; of an update the first of its state. */
function predictedOf({ inputs }: Spec): string {
  return Object.keys(inputs).find((name) => inputs[name].kind === "float")!;
}

/** Whether an input says how much of something there is, from none to all. */
function isMark({ domain }: Input): boolean {
  return domain === "unit_interval" || domain === "binary";
}

/** What stands beside what is predicted: all of it, as much as 1, the first class, or 0. */
function besides(input: Input): number {
  return isMark(input) || input.role !== "data" || input.domain === "nonnegative" ? 1 : 0;
}

/** One row: its first entry has the number, and others, as of three classes, are 0; of a box two are 1. */
function oneRow(spec: Spec, name: string, first: number): Tensor {
  const { kind, domain, shape } = spec.inputs[name];
  if (domain === "box") return tensor("f64", [1, 4], [first, 0, 1, 1]);
  const lengths = shape.map((axis) => fixedLength(spec, axis) ?? (axis === classAxis ? 3 : 1));
  const size = lengths.reduce((product, length) => product * length, 1);
  const data = Array.from({ length: size }, (_, i) => i === 0 ? first : 0);
  return tensor(kind === "label" ? "i32" : "f64", lengths, data);
}
