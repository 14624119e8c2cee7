/**
 * Parts: how the blueprints of a spec's calls are drawn.
 *
 * @module
 */
import type { ParamValue, Reduction, Spec } from "../spec/mod.ts";
import {
  type Axes,
  axesOf,
  classAxis,
  endsOf,
  fixedLength,
  hasInput,
  hasParam,
  isByRecord,
  moved,
  ownRange,
  pooledAxis,
  reductionsOf,
  settledValue,
  takes,
} from "../spec/internal.ts";
import { type Element, isGiven, mostElements, type Parts, type Plan } from "./blueprint.ts";
import { classesDraw, mostClasses } from "./classes_draw.ts";
import { boxesDraw } from "./box_draw.ts";
import { crowdDraw } from "./crowd.ts";
import { always, type Draw, list, once, oneOf, rarely, record, upTo } from "./draw.ts";
import { type Mood, upstreamDraw } from "./float_draw.ts";
import { ignoreParams } from "./ignored.ts";
import { entryDraws } from "./entry_draw.ts";
import { fixedRecords } from "./fixed_lengths.ts";
import type { CallOptions } from "./options.ts";
import { ignoredLabelDraw, paramDraw, roundParam } from "./param_draw.ts";
import { pooledDraw } from "./pooled_draw.ts";
import { likeInputs, placesOf, twistDraw, unmoved } from "./twist.ts";

/** Entries that are drawn for a record one by one; the others come from the plan's salt. */
const mostEntries = 12;

/**
 * Says how the blueprints of a spec's calls are drawn.
 *
 * @param spec the loss
 * @param options what the calls have in common
 * @param mood how far the values go
 */
export function partsOf(spec: Spec, options: CallOptions, mood: Mood): Parts {
  const axes = axesOf(spec);
  const { min = 1, max = Infinity } = options.rows ?? {};
  // As many as are fixed are made of a few.
  const fewest = fixedRecords(spec, options.capability) === undefined ? min : 1;
  // Among many numbers that go anywhere a few outweigh all others.
  const later = mood === "wild" ? "tame" : mood;
  return {
    plan: planDraw(spec, options, axes),
    shared: sharedDraws(spec, options, mood, axes),
    element: elementDraws(spec, options, mood, axes),
    later: elementDraws(spec, options, later, axes),
    entry: laterEntries(spec, options, later),
    upstream: upstreamDraw(options.dtype, later),
    count: [Math.min(fewest, mostElements), Math.min(max, mostElements)],
  };
}

function planDraw(spec: Spec, options: CallOptions, axes: Axes): Draw<Plan> {
  const { capability, reduction, upstream = "any" } = options;
  const inputs = Object.entries(spec.inputs);
  const optional = inputs.filter(([, input]) => input.optional);
  const scalars = inputs.filter(([, input]) => input.scalar_allowed);
  const forced = upstream === "any" ? rarely(2) : always(upstream === "vector");
  return record<Plan>({
    crowd: crowdDraw(options.rows?.max ?? Infinity, options.first?.rows),
    salt: saltDraw,
    alias: options.special === undefined && likeInputs(spec).length > 0 ? aliasDraw : always(null),
    upstream: forced,
    nan: options.special === "nan"
      ? record({ record: upTo(11), input: upTo(11), entry: upTo(11) })
      : always(null),
    weights: inputs.some(([, { role }]) => role !== "data") ? weightsDraw : always("any"),
    given: record(Object.fromEntries(optional.map(([name]) => {
      if (options.present?.includes(name)) return [name, always(true)];
      const can = hasInput(spec, capability, name) && !options.absent?.includes(name);
      return [name, can ? rarely(2) : always(false)];
    }))),
    scalar: record(Object.fromEntries(scalars.map(([name]) => [name, rarely(4)]))),
    params: record(paramDraws(spec, options)),
    reduction: reduction === undefined
      ? oneOf<Reduction>(reductionsOf(spec, capability))
      : always<Reduction>(reduction),
    lengths: record(Object.fromEntries(axes.entries.map((axis) => [
      axis,
      lengthDraw(spec, axis, options),
    ]))),
    layout: { ...upTo(31), draw: (random) => once(random, 3) ? 0 : random.nextInt(1, 31) },
  });
}

function paramDraws(spec: Spec, options: CallOptions): Record<string, Draw<ParamValue>> {
  const { dtype, capability, ordinary = false } = options;
  const labels = ignoreParams(spec);
  return Object.fromEntries(
    Object.entries(spec.params).map(([name, param]): [string, Draw<ParamValue>] => {
      const fixed = options.params?.[name];
      if (fixed !== undefined) return [name, always(roundParam(param, fixed, dtype))];
      if (!hasParam(spec, capability, name)) {
        const value = settledValue(spec, capability, name);
        // A constant of the implementation's own code, in whatever precision it has it.
        return [name, always(param.dialect ? value : roundParam(param, value, dtype))];
      }
      const draw = labels.includes(name)
        ? ignoredLabelDraw(param, dtype)
        : paramDraw(param, dtype, ordinary);
      return [name, draw];
    }),
  );
}

/** Mostly a number of its own for every call. */
const saltDraw: Draw<number> = {
  draw: (random) => once(random, 16) ? 0 : random.nextInt(1, 2 ** 30),
  simpler: (salt) => salt === 0 ? [] : [0],
};

/** Once in 16 all are 0, and once in 16 alike. */
const weightsDraw: Draw<Plan["weights"]> = {
  draw: (random) => once(random, 8) ? once(random, 2) ? "zero" : "alike" : "any",
  simpler: (weights) => weights === "any" ? [] : ["any"],
};

/** Once in 16 two like inputs are the same tensor. */
const aliasDraw: Draw<number | null> = {
  draw: (random) => once(random, 16) ? random.nextInt(0, 11) : null,
  simpler: (alias) => alias === null ? [] : [null],
};

function lengthDraw(
  spec: Spec,
  axis: string,
  options: CallOptions,
): Draw<number> {
  const { capability, classes, first } = options;
  const fixed = fixedLength(spec, axis);
  if (fixed !== undefined) return always(fixed);
  const [taken = null] = axis === classAxis ? [] : capability?.lengths?.[axis] ?? [];
  if (taken !== null) return always(taken);
  if (axis === classAxis) {
    // Who asks for so many rows is not to get fewer for the sake of classes.
    const most = Math.min(classes?.max ?? Infinity, mostClasses(first?.rows ?? 1));
    const isCut = most < Infinity && first?.classes === undefined;
    return classesDraw(isCut ? { ...classes, max: most } : classes, first?.classes);
  }
  if (axis === pooledAxis(spec)) return pooledDraw(options);
  const open = axesOf(spec).entries.filter((other) =>
    other !== classAxis && fixedLength(spec, other) === undefined
  );
  return oneOf(open.length > 3 ? [1, 2] : [1, 2, 3, 4]);
}

/** How many entries of an input are drawn for a record, or once for all. */
function drawnEntries(axes: Axes, shape: readonly string[], plan: Plan): number {
  const entries = shape.filter((axis) => axes.entries.includes(axis))
    .reduce((product, axis) => product * plan.lengths[axis], 1);
  return Math.min(entries, mostEntries);
}

function laterEntries(spec: Spec, options: CallOptions, mood: Mood): Parts["entry"] {
  const drawOf = entryDraws(spec, options, mood);
  return (plan, input) => drawOf(input, plan);
}

function sharedDraws(spec: Spec, options: CallOptions, mood: Mood, axes: Axes): Parts["shared"] {
  const drawOf = entryDraws(spec, options, mood);
  return (plan) => {
    const names = Object.keys(spec.inputs).filter((name) =>
      isGiven(spec, plan, name) && !isByRecord(axes, spec.inputs[name].shape)
    );
    return record(Object.fromEntries(
      names.map((name) => [
        name,
        list(drawOf(name, plan), drawnEntries(axes, spec.inputs[name].shape, plan)),
      ]),
    ));
  };
}

function elementDraws(spec: Spec, options: CallOptions, mood: Mood, axes: Axes): Parts["element"] {
  const drawOf = entryDraws(spec, options, mood);
  const upstream = upstreamDraw(options.dtype, mood);
  const places = mood === "ordinary" ? 0 : placesOf(spec).length;
  const boundaries = Math.min(places, spec.boundaries.length);
  return (plan) => {
    const names = Object.keys(spec.inputs).filter((name) =>
      isGiven(spec, plan, name) && isByRecord(axes, spec.inputs[name].shape)
    );
    const entries = Object.values(plan.lengths).reduce((product, length) => product * length, 1);
    const above = plan.upstream ? drawnEntries(axes, spec.output, plan) : 0;
    const [boxes, others] = [true, false].map((are) =>
      names.filter((name) => (spec.inputs[name].domain === "box") === are)
    );
    const draw = record<Element>({
      twist: twistDraw(boundaries, places, entries),
      values: withBoxes(
        boxesDraw(boxes, options.dtype, mood),
        record(Object.fromEntries(
          others.map((name) => [
            name,
            list(drawOf(name, plan), drawnEntries(axes, spec.inputs[name].shape, plan)),
          ]),
        )),
      ),
      upstream: list(upstream, above),
    });
    return {
      draw: draw.draw,
      simpler: function* (element) {
        if (element.twist.place !== 0) yield* plainElements(spec, element);
        yield* draw.simpler(element);
      },
    };
  };
}

/** The values of boxes, which depend on each other, and those of other inputs. */
function withBoxes(
  boxes: Draw<Element["values"]>,
  others: Draw<Element["values"]>,
): Draw<Element["values"]> {
  return {
    draw: (random) => ({ ...boxes.draw(random), ...others.draw(random) }),
    simpler: function* (values) {
      for (const simpler of boxes.simpler(values)) yield { ...values, ...simpler };
      yield* others.simpler(values);
    },
  };
}

/** A number itself where an input may have it, else the least or the greatest that it may have. */
function nearestIn(spec: Spec, name: string, x: number): number {
  const range = ownRange(spec, name);
  if (takes(range, x, "f64")) return x;
  const [least, greatest] = endsOf(range, "f64");
  return range.values === undefined
    ? Math.min(Math.max(range.whole ? Math.ceil(x) : x, least), greatest)
    : moved(range, x, "f64");
}

/** The element off its boundary, with short numbers that differ from input to input. */
function* plainElements(spec: Spec, element: Element): Iterable<Element> {
  for (const step of [0.25, 1, 8]) {
    let next = 0;
    const values = Object.entries(element.values).map(([name, given]) => {
      const { kind, role } = spec.inputs[name];
      if (kind === "label" || role !== "data") return [name, given] as const;
      const x = nearestIn(spec, name, next);
      next += step;
      return [name, given.map(() => x)] as const;
    });
    yield { ...element, twist: unmoved, values: Object.fromEntries(values) };
  }
}
