/**
 * Lanes: the entries of a node, one column each, in row-major order of the node's axes.
 *
 * @module
 */

/** How many entries there are along an axis. */
export type LengthOf = (axis: string) => number;

/** How many lanes a node with these axes has. */
export function laneCount(axes: readonly string[], lengthOf: LengthOf): number {
  return axes.reduce((count, axis) => count * lengthOf(axis), 1);
}

/**
 * For each lane of a node the lane of another that stands for it.
 *
 * @param from the axes of the other, all of them among `to`, in any order
 * @param to the axes of the node
 * @param lengthOf their lengths
 */
export function lanesAlong(
  from: readonly string[],
  to: readonly string[],
  lengthOf: LengthOf,
): readonly number[] {
  let lanes = [0];
  for (const axis of to) {
    const at = from.indexOf(axis);
    const stride = at < 0 ? 0 : laneCount(from.slice(at + 1), lengthOf);
    const length = lengthOf(axis);
    lanes = lanes.flatMap((lane) => Array.from({ length }, (_, i) => lane + i * stride));
  }
  return lanes;
}

/** The lane of a list; a list of one stands for all lanes. */
export function laneOf<T>(lanes: readonly T[], lane: number): T {
  return lanes[lanes.length === 1 ? 0 : lane];
}

/** Applies an operation lane by lane; one column pairs with any number of lanes. */
export function paired<T, R>(a: readonly T[], b: readonly T[], f: (a: T, b: T) => R): R[] {
  const results = [f(a[0], b[0])];
  for (let c = 1; c < a.length || c < b.length; c++) results.push(f(laneOf(a, c), laneOf(b, c)));
  return results;
}

/** Whether two lists of axes are the same. */
export function sameAxes(a: readonly string[], b: readonly string[]): boolean {
  return a === b || a.length === b.length && a.every((axis, i) => axis === b[i]);
}

/**
 * The entries along the last axis of some lanes, for each lane of the others; once, where all lanes are the same.
 *
 * @param lanes the lanes
 * @param length of the last axis
 */
export function groupsOf<T>(lanes: readonly T[], length: number): readonly (readonly T[])[] {
  if (lanes.length === 1) return [new Array<T>(length).fill(lanes[0])];
  const groups: (readonly T[])[] = [];
  for (let i = 0; i < lanes.length; i += length) groups.push(lanes.slice(i, i + length));
  return groups;
}

/**
 * Lanes put side by side along an axis of their own.
 *
 * @param parts the lanes of each entry along the axis
 * @param others the axes that these have
 * @param to the axis, and the axes of the result
 * @param lengthOf their lengths
 */
export function stacked<T>(
  parts: readonly (readonly T[])[],
  others: readonly string[],
  { axis, axes }: { readonly axis: string; readonly axes: readonly string[] },
  lengthOf: LengthOf,
): readonly T[] {
  const lanes = Array.from(
    { length: laneCount(others, lengthOf) },
    (_, lane) => parts.map((part) => laneOf(part, lane)),
  );
  return arranged(lanes.flat(), [...others, axis], axes, lengthOf);
}

/**
 * Lanes in another arrangement: those of `from` for every lane of `to`.
 *
 * @returns the list itself where it is the same, or stands for all lanes
 */
export function arranged<T>(
  lanes: readonly T[],
  from: readonly string[],
  to: readonly string[],
  lengthOf: LengthOf,
): readonly T[] {
  if (lanes.length === 1 || sameAxes(from, to)) return lanes;
  return lanesAlong(from, to, lengthOf).map((lane) => lanes[lane]);
}
