/**
 * The grammar of shapes: which axes a spec has, what they do, and which lengths they have in a call.
 *
 * A name (`N`, `C`, `box`) is one axis; `*` and `...` are as many as the names beside them leave. The
 * record axes are what the terms lie along: the first axis of the spec's output that is open, and
 * `...`. Every other axis is an entry axis: along it a record has several entries, which a formula
 * may add up, compare or pick from. Classes are one, the components of a box another.
 *
 * @module
 */
import type { Call } from "./call.ts";
import type { Input, Spec } from "./spec.ts";

/** The lengths that each axis name stands for: one for a name, any number for `*` and `...`. */
export type AxisLengths = Readonly<Record<string, readonly number[]>>;

/** The axis that labels are classes of. */
export const classAxis = "C";

/** The axes of a spec, sorted by what they do. */
export interface Axes {
  /** The record axis that is not `...`; none where every record is one of its own. */
  readonly leading: string | undefined;
  /** Whether some tensor has further record axes, `...`. */
  readonly further: boolean;
  /** The entry axes, in the order that entries are counted in everywhere. */
  readonly entries: readonly string[];
}

const known = new WeakMap<Spec, Axes>();

/**
 * Sorts the axes of a spec.
 *
 * @param spec the loss
 * @returns its record axes and its entry axes; a coupled loss, and one without an open axis in its
 * output, has entry axes alone
 *
 * @example
 * ```ts
 * import { builtinSpecs } from "lossproof";
 * import { axesOf } from "./axes.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { leading, further, entries } = axesOf(builtinSpecs.get("cross_entropy")!);
 * assertEquals([leading, further, entries], ["N", true, ["C"]]);
 * ```
 */
export function axesOf(spec: Spec): Axes {
  const found = known.get(spec);
  if (found !== undefined) return found;
  const shapes = [spec.output, ...Object.values(spec.inputs).map(({ shape }) => shape)];
  const all = new Set(shapes.flat());
  const isOpen = (axis: string) =>
    axis !== "..." && axis !== classAxis && !Object.hasOwn(spec.axes ?? {}, axis);
  const leading = spec.coupled ? undefined : spec.output.find(isOpen);
  const further = leading !== undefined && all.has("...");
  const entries = [...all].filter((axis) => axis !== leading && !(further && axis === "..."));
  const axes = { leading, further, entries };
  known.set(spec, axes);
  return axes;
}

/** Whether a tensor with these axes has values of its own for each record. */
export function isByRecord({ leading, further }: Axes, shape: readonly string[]): boolean {
  return shape.some((axis) => axis === leading || further && axis === "...");
}

/** The entry axes that a tensor has, in the order that entries are counted in. */
export function entryAxesOf({ entries }: Axes, shape: readonly string[]): readonly string[] {
  return entries.filter((axis) => shape.includes(axis));
}

/** How many elements lie along some axes. */
export function sizeAlong(axes: readonly string[], lengths: AxisLengths): number {
  let size = 1;
  for (const axis of axes) for (const length of lengths[axis] ?? []) size *= length;
  return size;
}

/** How many records a call has. */
export function recordsOf({ leading, further }: Axes, lengths: AxisLengths): number {
  return sizeAlong([...leading === undefined ? [] : [leading], ...further ? ["..."] : []], lengths);
}

/** The length of an axis that the spec itself fixes; `undefined` where calls say it. */
export function fixedLength(spec: Spec, axis: string): number | undefined {
  const said = spec.axes?.[axis];
  return typeof said === "number" ? said : said?.length;
}

/** Whether a tensor of this shape is a scalar that stands for all elements of the input. */
export function isSharedScalar(input: Input, shape: readonly number[]): boolean {
  return input.scalar_allowed && shape.length === 0;
}

/**
 * Cuts a shape into its axes.
 *
 * @param axes the names of the axes, as a spec has them; at most one is `*` or `...`
 * @param shape a tensor's shape, or whatever is known of it
 * @returns each axis with its lengths; `undefined` when the shape has too few dimensions, or too many
 */
export function splitShape<Length = number>(
  axes: readonly string[],
  shape: readonly Length[],
): readonly (readonly [axis: string, lengths: readonly Length[]])[] | undefined {
  const isOpen = (axis: string) => axis === "*" || axis === "...";
  const spare = shape.length - axes.length + 1;
  if (spare < 0 || spare !== 1 && !axes.some(isOpen)) return undefined;
  let at = 0;
  return axes.map((axis) => [axis, shape.slice(at, at += isOpen(axis) ? spare : 1)]);
}

/**
 * The lengths of a call's axes, measured on the inputs that are there and no scalars for all elements.
 *
 * @param spec the loss
 * @param call a call; where its inputs contradict each other the first counts, data before weights,
 *   and an input whose rank is wrong says nothing
 * @returns the lengths by axis; none for an axis that no such input has
 */
export function axisLengths(spec: Spec, call: Call): AxisLengths {
  const lengths: Record<string, readonly number[]> = {};
  const inputs = Object.entries(spec.inputs);
  const isData = ([, { role }]: (typeof inputs)[number]) => role === "data";
  for (
    const [name, input] of [...inputs.filter(isData), ...inputs.filter((entry) => !isData(entry))]
  ) {
    const given = call.inputs[name];
    if (given === undefined || isSharedScalar(input, given.shape)) continue;
    for (const [axis, measured] of splitShape(input.shape, given.shape) ?? []) {
      lengths[axis] ??= measured;
    }
  }
  return lengths;
}

/** The shape of a tensor with these axes. */
export function shapeOf(axes: readonly string[], lengths: AxisLengths): number[] {
  return axes.flatMap((axis) => [...lengths[axis] ?? []]);
}

/**
 * The shape that the value of a call has.
 *
 * @param spec the loss
 * @param call the call
 * @returns the terms' shape for the reduction `none`, `[]` otherwise
 */
export function valueShape(spec: Spec, call: Call): number[] {
  return call.reduction === "none" ? shapeOf(spec.output, axisLengths(spec, call)) : [];
}

/**
 * The axis of a batch that is an entry axis: where the terms have none of their own for each row, as where
 * a formula sums over all of them.
 *
 * @param spec the loss
 * @returns the first open axis of its inputs; `undefined` where rows are records, or there are none
 */
export function pooledAxis(spec: Spec): string | undefined {
  const { leading, entries } = axesOf(spec);
  if (leading !== undefined) return undefined;
  return entries.find((axis) => axis !== classAxis && fixedLength(spec, axis) === undefined);
}
