/**
 * Invalid calls by a shape: inputs that do not fit each other, or hold nothing.
 *
 * @module
 */
import fc from "fast-check";
import type { Call, Spec } from "../spec/mod.ts";
import { hasInput, pooledAxis } from "../spec/internal.ts";
import type { Tensor } from "../tensor/mod.ts";
import { allocate, sizeOf } from "../tensor/internal.ts";
import { emptiedAlong } from "./axis_order.ts";
import type { Check } from "./check.ts";
import { layoutOf } from "./layout.ts";
import { calls } from "./make_check.ts";
import { plain, rejectCheck } from "./reject.ts";
import { pickRows, withInput } from "./rows.ts";
import type { Setting } from "../judge/internal.ts";
import type { RejectOf } from "./builder.ts";

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
