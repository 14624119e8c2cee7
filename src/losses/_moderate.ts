/**
 * For tests of what holds in general position: moderate calls of any loss, drawn from its spec alone.
 *
 * @module
 */
import fc from "fast-check";
import { axesOf, type AxisLengths, fixedLength, labelCount, shapeOf } from "../spec/internal.ts";
import type { Call, Input, Param, ParamValue, Reduction, Spec } from "../spec/mod.ts";
import { type Tensor, tensor } from "../tensor/mod.ts";
import { sizeOf } from "../tensor/internal.ts";

/** What a loss is asked, but for how it is reduced. */
export type Drawn = Pick<Call, "loss" | "dtype" | "inputs" | "params">;

/** How far the draws go. */
export interface Extent {
  /** The largest magnitude of a real number. */
  readonly reach: number;
  /** The most elements, or rows; default 3. */
  readonly rows?: number;
  /** Whether there may be axes besides rows and classes; default true. */
  readonly further?: boolean;
}

/** Calls in float64, as any of the optional inputs is there or not; at least one row counts. */
export function moderateCalls(spec: Spec, extent: Extent): fc.Arbitrary<Drawn> {
  return lengths(spec, extent).chain((axes) =>
    fc.record({
      loss: fc.constant(spec.id),
      dtype: fc.constant("f64" as const),
      inputs: inputs(spec, axes, extent),
      params: moderateParams(spec),
    })
  );
}

/** A call without the parameters that its reduction has no use for, and refuses. */
export function withoutIdle(spec: Spec, drawn: Drawn, reduction: Reduction): Drawn {
  const idle = spec.rejects.flatMap((reject) =>
    reject.kind === "param_with_reduction" && reject.reduction === reduction ? [reject.param] : []
  );
  const params = Object.fromEntries(idle.map((name) => [name, null]));
  return { ...drawn, params: { ...drawn.params, ...params } };
}

/**
 * Parameters within their range. Those of dialects that are off unless given stay off: with them the
 * slope is another one on purpose. An integer without bounds is a label, and stays as it is.
 */
export function moderateParams({ params }: Spec): fc.Arbitrary<Record<string, ParamValue>> {
  const drawn = Object.entries(params).map(([name, param]) => [name, value(param)] as const);
  return fc.record(Object.fromEntries(drawn));
}

function value(param: Param): fc.Arbitrary<ParamValue> {
  const usual = fc.constant(param.default);
  const low = param.minimum ?? param.exclusiveMinimum;
  const high = param.maximum ?? param.exclusiveMaximum;
  if (param.dialect && param.nullable) return usual;
  if (param.type === "integer") {
    return low === undefined ? usual : fc.constantFrom(param.default, ...param.samples ?? []);
  }
  const number = low !== undefined && high !== undefined
    ? real(low + (high - low) / 100, high - (high - low) / 100)
    : low !== undefined
    ? real(low + 0.1, low + 3)
    : real((high ?? 3) - 3, (high ?? 3) - 0.1);
  return fc.oneof(usual, { weight: 3, arbitrary: number });
}

function lengths(
  spec: Spec,
  { rows = 3, further = true }: Extent,
): fc.Arbitrary<AxisLengths> {
  const entries = axesOf(spec).entries.map((axis): [string, fc.Arbitrary<number>] => {
    const fixed = fixedLength(spec, axis);
    return [axis, fixed === undefined ? fc.integer({ min: 1, max: 4 }) : fc.constant(fixed)];
  });
  return fc.record({
    n: fc.integer({ min: 1, max: rows }),
    entries: fc.record(Object.fromEntries(entries)),
    rest: further ? fc.constantFrom([], [2]) : fc.constant([]),
  }).map(({ n, entries, rest }) => ({
    ...Object.fromEntries(Object.entries(entries).map(([axis, length]) => [axis, [length]])),
    "*": [n],
    N: [n],
    "...": rest,
  }));
}

function inputs(
  spec: Spec,
  axes: AxisLengths,
  extent: Extent,
): fc.Arbitrary<Record<string, Tensor>> {
  const all = Object.entries(spec.inputs).map(([name, input]) => {
    const whole = shapeOf(input.shape, axes);
    const shapes = input.scalar_allowed ? fc.constantFrom(whole, []) : fc.constant(whole);
    const drawn = shapes.chain((shape) => contents(spec, name, input, shape, axes, extent));
    return [name, input.optional ? fc.option(drawn, { nil: undefined }) : drawn] as const;
  });
  return fc.record(Object.fromEntries(all)).map((found) =>
    Object.fromEntries(
      Object.entries(found).flatMap(([name, given]) => given === undefined ? [] : [[name, given]]),
    )
  );
}

function contents(
  spec: Spec,
  name: string,
  { kind, domain }: Input,
  shape: readonly number[],
  { C: [classes] = [0] }: AxisLengths,
  { reach }: Extent,
): fc.Arbitrary<Tensor> {
  const filled = (dtype: Tensor["dtype"], one: fc.Arbitrary<number>) => {
    const size = sizeOf(shape);
    return fc.array(one, { minLength: size, maxLength: size })
      .map((data) => tensor(dtype, shape, data));
  };
  if (kind === "label") {
    const label = fc.integer({ min: 0, max: labelCount(domain, classes) - 1 });
    const ignored = spec.params.ignore_index?.default;
    const any = typeof ignored === "number"
      ? fc.oneof({ weight: 3, arbitrary: label }, fc.constant(ignored))
      : label;
    return fc.tuple(filled("i32", any), label).map(([{ data }, first]) =>
      tensor("i32", shape, [first, ...data.subarray(1)])
    );
  }
  if (domain === "box") {
    const side = fc.tuple(real(-reach, reach), real(0.1, 3)).map(([x, length]) => [x, x + length]);
    const box = fc.tuple(side, side).map(([x, y]) => [x[0], y[0], x[1], y[1]]);
    const count = sizeOf(shape) / 4;
    return fc.array(box, { minLength: count, maxLength: count })
      .map((boxes) => tensor("f64", shape, boxes.flat()));
  }
  if (domain === "nonnegative" || domain === "positive") return filled("f64", real(0.1, 3));
  if (domain === "binary") return filled("f64", fc.constantFrom(0, 1));
  if (domain === "count") return filled("f64", fc.integer({ min: 0, max: 100 }));
  if (domain === "class_position") {
    const whole = fc.integer({ min: 0, max: classes - 1 });
    return filled("f64", fc.oneof(whole, real(0, classes - 1)));
  }
  if (domain === "real") return filled("f64", real(-reach, reach));
  // A probability that is certain may cost infinitely much; a target may be hard.
  const soft = real(0.01, 0.99);
  return filled("f64", name === "pred" ? soft : fc.oneof(soft, fc.constantFrom(0, 1)));
}

/** Some numbers are even along the line, some among the floats: most of these near 0, none subnormal. */
function real(min: number, max: number): fc.Arbitrary<number> {
  const steps = 2 ** 31 - 1;
  const even = fc.integer({ min: 0, max: steps }).map((k) => min + (max - min) * (k / steps));
  const float = fc.double({ min, max, noNaN: true })
    .map((x) => Math.abs(x) < 2 ** -256 ? 0 : x);
  return fc.oneof({ weight: 3, arbitrary: even }, float);
}
