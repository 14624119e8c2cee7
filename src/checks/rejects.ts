/**
 * Invalid calls, made from valid ones: each kind of entry in a spec's `rejects`.
 *
 * @module
 */
import fc from "fast-check";
import { canIgnore } from "../generate/internal.ts";
import type { Call, Param, Spec } from "../spec/mod.ts";
import {
  hasInput,
  hasParam,
  hasReduction,
  labelCount,
  ownRange,
  pooledAxis,
  reductionsOf,
  takes,
} from "../spec/internal.ts";
import { roundTo, type Tensor, ulp } from "../tensor/mod.ts";
import { allocate, sizeOf } from "../tensor/internal.ts";
import { emptiedAlong } from "./axis_order.ts";
import type { Check } from "./check.ts";
import { ignoredLabel } from "./ignored.ts";
import { layoutOf } from "./layout.ts";
import { calls } from "./make_check.ts";
import { rejectCheck } from "./reject.ts";
import { pickRows, withElements, withInput } from "./rows.ts";
import type { Setting } from "../judge/internal.ts";
import type { RejectOf } from "./builder.ts";

/** Few, ordinary rows without gradients: the fault shall be the only telling thing. */
const plain = { ordinary: true, gradients: false, upstream: "ones", rows: { max: 6 } } as const;

/** A parameter at or beyond a bound that it must not reach, or NaN (to which NaN is an answer). */
export function paramOutOfRange(
  spec: Spec,
  reject: RejectOf<"param_out_of_range">,
  setting: Setting,
): Check | undefined {
  const { param } = reject;
  if (!hasParam(spec, setting.capability, param)) return undefined;
  return rejectCheck(spec, setting, {
    reject,
    names: [param],
    what: `"${param}" out of its range`,
    calls: fc.tuple(calls(spec, setting, plain), fc.constantFrom(...beyond(spec.params[param])))
      .map(([call, value]) => ({ ...call, params: { ...call.params, [param]: value } })),
    accepts: (call, value) =>
      Number.isNaN(call.params[param]) && Array.from(value).some(Number.isNaN),
  });
}

/** A parameter that is ±∞ or NaN (to which NaN is an answer): no number of any range. */
export function paramNotFinite(
  spec: Spec,
  reject: RejectOf<"param_not_finite">,
  setting: Setting,
): Check | undefined {
  const { param } = reject;
  if (!hasParam(spec, setting.capability, param)) return undefined;
  return rejectCheck(spec, setting, {
    reject,
    names: [param],
    what: `"${param}" that is not finite`,
    calls: fc.tuple(calls(spec, setting, plain), fc.constantFrom(Infinity, -Infinity, NaN))
      .map(([call, value]) => ({ ...call, params: { ...call.params, [param]: value } })),
    accepts: (call, value) =>
      Number.isNaN(call.params[param]) && Array.from(value).some(Number.isNaN),
  });
}

/** A parameter that is given with a reduction that has no use for it. */
export function paramWithReduction(
  spec: Spec,
  reject: RejectOf<"param_with_reduction">,
  setting: Setting,
): Check | undefined {
  const { param, reduction } = reject;
  const { capability } = setting;
  if (!hasParam(spec, capability, param) || !hasReduction(spec, capability, reduction)) {
    return undefined;
  }
  const values = (spec.params[param].samples ?? [1, 2]).map((x) => roundTo(x, setting.dtype));
  return rejectCheck(spec, setting, {
    reject,
    names: [param, reduction],
    what: `"${param}" with the reduction "${reduction}", which has no use for it`,
    calls: fc.tuple(calls(spec, setting, { ...plain, reduction }), fc.constantFrom(...values))
      .map(([call, value]) => ({ ...call, params: { ...call.params, [param]: value } })),
  });
}

/** Values out of a parameter's range, the plainest first; all are exact in every format. */
function beyond(param: Param): number[] {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = param;
  const step = param.type === "integer" ? [1, 3] : [1, 0.25, 8];
  return [
    ...exclusiveMinimum === undefined ? [] : [exclusiveMinimum],
    ...exclusiveMaximum === undefined ? [] : [exclusiveMaximum],
    ...[minimum, exclusiveMinimum].flatMap((m) => m === undefined ? [] : step.map((s) => m - s)),
    ...[maximum, exclusiveMaximum].flatMap((m) => m === undefined ? [] : step.map((s) => m + s)),
    NaN,
  ];
}

/** Two inputs that must have one shape have two: a row more or less, or an axis that broadcasts. */
export function shapesDiffer(
  spec: Spec,
  reject: RejectOf<"shapes_differ">,
  setting: Setting,
): Check | undefined {
  const [kept, changed] = reject.of;
  const { capability } = setting;
  if (!reject.of.every((name) => hasInput(spec, capability, name))) return undefined;
  const present = reject.of.filter((name) => spec.inputs[name].optional);
  return rejectCheck(spec, setting, {
    reject,
    names: reject.of,
    what: `shapes of "${kept}" and "${changed}" that do not fit`,
    calls: fc.tuple(calls(spec, setting, { ...plain, present }), fc.nat(1000)).map(
      ([call, pick]) => {
        const full = call.inputs[changed].shape.length === 0 ? pickRows(spec, call, [0]) : call;
        const given = unfolded(spec, full, changed, kept);
        const { shape, scalar_allowed } = spec.inputs[changed];
        const isPerClass = shape.join() === "C";
        const shapes = [
          ...misfits(given.shape, scalar_allowed),
          // Broadcasting would take it for one number for all classes.
          ...isPerClass && !scalar_allowed && given.shape[0] > 1 ? [[1]] : [],
        ];
        return withInput(full, changed, resized(given, shapes[pick % shapes.length]));
      },
    ),
  });
}

/** The tensor with at least one axis; a scalar that stands for all has the shape of the other. */
function unfolded(spec: Spec, call: Call, name: string, other: string): Tensor {
  const given = call.inputs[name];
  if (given.shape.length > 0) return given;
  const entries = spec.inputs[name].shape.map((axis) => layoutOf(spec, call).entries[axis] ?? 1);
  const shape = spec.inputs[name].shape.includes("*") ? call.inputs[other].shape : entries;
  return resized(given, shape);
}

/** Shapes near a shape that do not fit where it does. */
function misfits(shape: readonly number[], scalarAllowed: boolean): (readonly number[])[] {
  const [first, ...rest] = shape;
  const many = sizeOf(shape) > 1;
  const more = [[first + 1, ...rest]];
  const fewer = first > 2 || (first === 2 && !scalarAllowed) ? [[first - 1, ...rest]] : [];
  const column = many ? [[...shape, 1]] : [];
  return [...more, ...fewer, ...column];
}

/** A tensor of another shape, filled with the elements of this one over and over. */
function resized(source: Tensor, shape: readonly number[]): Tensor {
  const data = allocate(source.dtype, sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = source.data[i % source.data.length];
  return { dtype: source.dtype, shape, data };
}

/** No rows at all. */
export function empty(spec: Spec, reject: RejectOf<"empty">, setting: Setting): Check {
  const pooled = pooledAxis(spec);
  return rejectCheck(spec, setting, {
    reject,
    names: [],
    what: "no elements",
    calls: calls(spec, setting, plain).map((call) =>
      pooled === undefined ? pickRows(spec, call, []) : emptiedAlong(spec, call, pooled)
    ),
  });
}

/** One element outside its input's domain. */
export function outsideDomain(
  spec: Spec,
  reject: RejectOf<"outside_domain">,
  setting: Setting,
): Check | undefined {
  const { input } = reject;
  const { domain, optional } = spec.inputs[input];
  if (!hasInput(spec, setting.capability, input)) return undefined;
  if (domain === "box") return invertedBoxes(spec, reject, setting);
  if (domain === "class_position") return strayPositions(spec, reject, setting);
  const range = ownRange(spec, input);
  const strays = [-1, 2, -0.25, 1.5, 1 + ulp(1, setting.dtype), 255]
    .filter((x) => !takes(range, x, setting.dtype));
  if (strays.length === 0) return undefined;
  return rejectCheck(spec, setting, {
    reject,
    names: [input],
    what: `an element of "${input}" outside its domain (${domain?.replace("_", " ")})`,
    calls: fc.tuple(
      calls(spec, setting, { ...plain, present: optional ? [input] : [] }),
      fc.nat(1000),
      fc.constantFrom(...strays),
    ).map(([call, pick, stray]) => withOne(call, input, pick, stray)),
  });
}

/** One position below the first class, or beyond the last. */
function strayPositions(
  spec: Spec,
  reject: RejectOf<"outside_domain">,
  setting: Setting,
): Check {
  const { input } = reject;
  return rejectCheck(spec, setting, {
    reject,
    names: [input],
    what: `a position in "${input}" that is not between the first class and the last`,
    calls: fc.tuple(calls(spec, setting, plain), fc.nat(1000), fc.nat(4)).map(
      ([call, pick, which]) => {
        const { C: classes } = layoutOf(spec, call).entries;
        const strays = [-1, -0.5, classes, classes - 0.5, classes + 255];
        return withOne(call, input, pick, strays[which]);
      },
    ),
  });
}

/** One box whose corners are not in order, in x or in y. */
function invertedBoxes(
  spec: Spec,
  reject: RejectOf<"outside_domain">,
  setting: Setting,
): Check {
  const { input } = reject;
  return rejectCheck(spec, setting, {
    reject,
    names: [input],
    what: `a box in "${input}" whose corners are not in order`,
    calls: fc.tuple(calls(spec, setting, plain), fc.nat(1000), fc.nat(1)).map(
      ([call, pick, axis]) => {
        const { data } = call.inputs[input];
        const from = 4 * (pick % (data.length / 4)) + axis;
        const to = data[from] === data[from + 2] ? data[from] - 1 : data[from];
        const changes: [number, number][] = [[from, data[from + 2]], [from + 2, to]];
        return withInput(call, input, withElements(call.inputs[input], changes));
      },
    ),
  });
}

/** One label that is no class and is not ignored. */
export function labelOutOfRange(
  spec: Spec,
  reject: RejectOf<"label_out_of_range">,
  setting: Setting,
): Check {
  const { input } = reject;
  return rejectCheck(spec, setting, {
    reject,
    names: [input],
    what: `a label in "${input}" that is no class and is not ignored`,
    calls: fc.tuple(calls(spec, setting, plain), fc.nat(1000), fc.nat(1000)).map(
      ([call, pick, which]) => {
        const { C: classes } = layoutOf(spec, call).entries;
        const labels = labelCount(spec.inputs[input].domain, classes);
        const ignored = ignoredLabel(spec, call)?.label;
        const strays = [labels, -1, labels + 1, 255, -labels - 1]
          .filter((label) => label !== ignored && (label < 0 || label >= labels));
        return withOne(call, input, pick, strays[which % strays.length]);
      },
    ),
  });
}

/** A mean over no valid row: NaN, 0 or a refusal will do, anything else is made up. */
export function allIgnored(
  spec: Spec,
  reject: RejectOf<"all_ignored">,
  setting: Setting,
): Check | undefined {
  const { capability } = setting;
  if (!reductionsOf(spec, capability).includes("mean") || !canIgnore(spec, capability)) {
    return undefined;
  }
  return rejectCheck(spec, setting, {
    reject,
    names: [],
    what: "no row that counts",
    calls: calls(spec, setting, { ...plain, reduction: "mean" }).map((call) => {
      const ignored = ignoredLabel(spec, call);
      if (ignored === undefined) {
        throw new RangeError(
          `Cannot ignore all rows of "${spec.id}": its "ignore" must compare the label with a parameter`,
        );
      }
      const { input, label } = ignored;
      const given = call.inputs[input];
      const all = Array.from(given.data, (_, i) => [i, label] as const);
      return withInput(call, input, withElements(given, all));
    }),
    accepts: (_, value) => value.length === 1 && (Number.isNaN(value[0]) || value[0] === 0),
  });
}

function withOne(call: Call, input: string, pick: number, value: number): Call {
  const given = call.inputs[input];
  return withInput(call, input, withElements(given, [[pick % given.data.length, value]]));
}
