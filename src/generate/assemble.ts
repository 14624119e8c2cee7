/**
 * Assembly: a blueprint becomes a call.
 *
 * @module
 */
import type { Call, Denominators, Spec } from "../spec/mod.ts";
import {
  type Axes,
  axesOf,
  type AxisLengths,
  denominatorsOf,
  entryAxesOf,
  pooledAxis,
  positionsOf,
  shapeOf,
  sizeAlong,
} from "../spec/internal.ts";
import { type DType, type FloatDType, type Tensor, tensor } from "../tensor/mod.ts";
import { sizeOf } from "../tensor/internal.ts";
import { type Blueprint, elementsUpTo, type Parts, type Plan } from "./blueprint.ts";
import { mostClasses, mostRecords } from "./classes_draw.ts";
import { ordered } from "./box_draw.ts";
import { type Column, type Columns, placeIn, tile } from "./columns.ts";
import { deepLayoutsOf } from "./deep_layouts.ts";
import { keepDivisor } from "./divisor.ts";
import { positionOn } from "./float_draw.ts";
import { fixedRecords } from "./fixed_lengths.ts";
import { ignoredLabels } from "./ignored.ts";
import { type Inside, insideOf } from "./inside.ts";
import { isRecordByRecord, layoutsOf } from "./layout.ts";
import type { CallOptions } from "./options.ts";
import { columnsOf, upstreamColumn } from "./own_columns.ts";
import { applyTwist, likeInputs, placesOf } from "./twist.ts";

/** So many records have values of their own, which takes memory; more repeat them. */
const mostOwn = 8192;

/**
 * Says how blueprints become calls.
 *
 * @param spec the loss
 * @param options what the calls have in common
 * @param parts how the blueprints are drawn, and so what they leave to be drawn
 * @returns a function from a blueprint to its call
 */
export function assembler(
  spec: Spec,
  options: CallOptions,
  parts: Parts,
): (blueprint: Blueprint) => Call {
  const axes = axesOf(spec);
  const places = placesOf(spec);
  const like = likeInputs(spec);
  const { dtype, capability } = options;
  const wanted = options.gradients ?? true;
  const gradients = wanted && (capability === undefined || (capability.gradients ?? []).length > 0);
  const divisors = denominatorsOf(spec, capability);
  const inside = insideOf(spec, options);
  const pooled = pooledAxis(spec);
  const fixed = fixedRecords(spec, capability);
  const { min = 1, max = Infinity } = options.rows ?? {};
  const isFitted = fixed !== undefined &&
    (fixed.isClosed ? min === fixed.unit && max === fixed.unit : fixed.unit <= max);
  return (drawn) => {
    const given = { ...drawn, plan: withoutIdle(movedPlan(drawn.plan, inside), divisors, options) };
    const { plan } = given;
    const { params, reduction } = plan;
    const least = recordsOf(plan, given.elements.length, options);
    const records = isFitted ? Math.ceil(least / fixed.unit) * fixed.unit : least;
    const elements = elementsUpTo(Math.min(records, mostOwn), given, parts).slice(0, records);
    const blueprint = { ...given, elements };
    const ignored = ignoredLabels(spec, params);
    const rows = pooled === undefined ? records : plan.lengths[pooled];
    const lengths = { ...lengthsOf(plan, rows, ignored, options, inside) };
    const classes = lengths.C?.[0] ?? 1;
    const layouts = isFitted
      ? [fixed.layout(records)]
      : [...layoutsOf(axes, records, min), ...deepLayoutsOf(axes, records, min)];
    Object.assign(lengths, layouts[plan.layout % layouts.length]);

    const own = columnsOf(spec, axes, blueprint, parts, lengths, ignored);
    inside.columns(own, classes);
    const around = { spec, dtype, params, columns: own, lengths, classes, ignored };
    elements.forEach(({ twist }, record) => {
      const place = places[twist.place - 1];
      if (place === undefined) return;
      const entries = own[place.input]?.entries ?? 1;
      applyTwist(around, place, record, { ...twist, entry: twist.entry % entries });
    });
    orderBoxes(spec, own);

    const columns = Object.fromEntries(
      Object.entries(own).map(([name, column]) => [name, tile(column, records)]),
    );
    adjust(spec, plan, columns, records, lengths);
    inside.columns(columns, classes);
    orderBoxes(spec, columns);
    keepPositions(spec, columns, classes, dtype);
    keepDivisor(divisors[reduction], {
      spec,
      params,
      columns,
      records,
      classes,
    });
    putNaN(spec, plan, columns, records);

    const inputs: Record<string, Tensor> = {};
    for (const [name, column] of Object.entries(columns)) {
      const { kind, shape } = spec.inputs[name];
      const axesOfInput = plan.scalar[name] ? [] : shape;
      inputs[name] = shaped(kind === "label" ? "i32" : dtype, axes, axesOfInput, lengths, column);
    }
    const { input, as } = like[(plan.alias ?? 0) % like.length] ?? {};
    if (plan.alias !== null && inputs[input] !== undefined && inputs[as] !== undefined) {
      inputs[input] = inputs[as];
    }
    const call: Call = { loss: spec.id, dtype, inputs, params, reduction, gradients };
    if (!plan.upstream || !gradients) return call;
    const output = reduction === "none" ? spec.output : [];
    const above = upstreamColumn(blueprint, parts, sizeAlong(entryAxesOf(axes, output), lengths));
    return { ...call, upstream: shaped(dtype, axes, output, lengths, tile(above, records)) };
  };
}

/** The plan with parameters and lengths that are taken. */
function movedPlan(plan: Plan, inside: Inside): Plan {
  const lengths = Object.entries(plan.lengths)
    .map(([axis, length]) => [axis, inside.length(axis, length)] as const);
  return { ...plan, params: inside.params(plan.params), lengths: Object.fromEntries(lengths) };
}

/** The plan without what is given to divide by where nothing is divided by it. */
function withoutIdle(plan: Plan, divisors: Denominators, { params: fixed }: CallOptions): Plan {
  const used = divisors[plan.reduction]?.given_by;
  const idle = Object.values(divisors).flatMap(({ given_by }) => given_by ?? [])
    .filter((name) => name !== used && !Object.hasOwn(fixed ?? {}, name));
  const params = { ...plan.params, ...Object.fromEntries(idle.map((name) => [name, null])) };
  return idle.length === 0 ? plan : { ...plan, params };
}

function recordsOf(plan: Plan, elements: number, { rows }: CallOptions): number {
  const { min = 1, max = Infinity } = rows ?? {};
  const drawn = Math.min(Math.max(elements, plan.crowd.length), mostRecords(plan.lengths.C ?? 1));
  return Math.min(Math.max(drawn, min), max);
}

/** Lengths of the entry axes: a crowd has few classes, and not all classes are ignored. */
function lengthsOf(
  plan: Plan,
  rows: number,
  ignored: readonly number[],
  { classes }: CallOptions,
  inside: Inside,
): AxisLengths {
  const { min = 1, max = Infinity } = classes ?? {};
  return Object.fromEntries(
    Object.entries(plan.lengths).map(([axis, length]) => {
      if (axis !== "C") return [axis, [length]];
      const fewer = Math.min(length, Math.max(mostClasses(rows), min));
      const more = fewer === 1 && ignored.includes(0) && max > 1 ? 2 : fewer;
      return [axis, [inside.length(axis, more)]];
    }),
  );
}

/** Puts corners in order that were moved past each other. */
function orderBoxes(spec: Spec, columns: Columns): void {
  for (const [name, { values }] of Object.entries(columns)) {
    if (spec.inputs[name].domain !== "box") continue;
    for (let i = 0; i < values.length; i += 4) {
      values.set(ordered([...values.subarray(i, i + 4)]), i);
    }
  }
}

/** Positions beyond the last class, as where a call has fewer than were thought of, are there. */
function keepPositions(spec: Spec, columns: Columns, classes: number, dtype: FloatDType): void {
  for (const [name, { values }] of Object.entries(columns)) {
    if (spec.inputs[name].domain !== "class_position") continue;
    values.forEach((x, i) => values[i] = positionOn(x, classes, dtype));
  }
}

/** What concerns all records at once: one positive in a crowd, no weight at all, shared axes. */
function adjust(
  spec: Spec,
  plan: Plan,
  columns: Columns,
  records: number,
  lengths: AxisLengths,
): void {
  const predicted = Object.keys(spec.inputs).find((name) => spec.inputs[name].grad);
  const further = sizeAlong(["..."], lengths);
  for (const [name, { values, perRecord }] of Object.entries(columns)) {
    const { kind, role, domain, shape } = spec.inputs[name];
    if (role === "weight" && plan.weights === "zero") values.fill(0);
    if (role !== "data" && plan.weights === "alike") values.fill(values[0]);
    const isTarget = kind === "label" || domain === "binary" ||
      domain === "unit_interval" && name !== predicted;
    if (isTarget && perRecord && plan.crowd.positive !== null) {
      values.fill(0);
      values[plan.crowd.positive % records] = Math.min(1, (lengths.C?.[0] ?? 2) - 1);
    }
    if (perRecord && further > 1 && !shape.includes("...")) {
      values.forEach((_, i) => values[i] = values[i - i % further]);
    }
  }
}

function putNaN(spec: Spec, { nan }: Plan, columns: Columns, records: number): void {
  if (nan === null) return;
  const names = Object.keys(columns).filter((name) =>
    spec.inputs[name].kind === "float" && spec.inputs[name].role === "data"
  );
  const column = columns[names[nan.input % names.length]];
  column.values[placeIn(column, nan.record % records, nan.entry % column.entries)] = NaN;
}

function shaped(
  dtype: DType,
  axes: Axes,
  along: readonly string[],
  lengths: AxisLengths,
  column: Column,
): Tensor {
  const shape = shapeOf(along, lengths);
  if (column.values.length === sizeOf(shape) && isRecordByRecord(axes, along, lengths)) {
    return tensor(dtype, shape, column.values);
  }
  const { record, entry } = positionsOf(axes, along, lengths);
  const values = new Float64Array(record.length);
  for (let i = 0; i < values.length; i++) {
    values[i] = column.values[placeIn(column, record[i], entry[i])];
  }
  return tensor(dtype, shape, values);
}
