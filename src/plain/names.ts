/**
 * What the names of a formula stand for, and where in a call they are read.
 *
 * @module
 */

/** How far along each axis a number is; `*` and `...` count as one axis each. */
export type Index = Readonly<Record<string, number>>;

/** How long each axis is. */
export type Lengths = Readonly<Record<string, number>>;

/** What a name stands for. */
export type Name =
  /** A number for each place along its axes, row-major. */
  | { readonly is: "tensor"; readonly axes: readonly string[]; readonly data: ArrayLike<number> }
  | { readonly is: "number"; readonly value: number }
  /** Not given; `value` is what its absence stands for. */
  | { readonly is: "absent"; readonly value?: number }
  /** Something that was computed before. */
  | { readonly is: "computed"; readonly of: (at: Index) => number }
  /** A named part of the formula. */
  | { readonly is: "part"; readonly text: string };

/** The position of a place in a row-major tensor with these axes. */
export function positionOf(axes: readonly string[], at: Index, lengths: Lengths): number {
  return axes.reduce((position, axis) => position * lengths[axis] + at[axis], 0);
}

/** Every place along some axes, in row-major order. */
export function* placesAlong(
  [first, ...others]: readonly string[],
  lengths: Lengths,
): Generator<Index> {
  if (first === undefined) {
    yield {};
    return;
  }
  for (let i = 0; i < lengths[first]; i++) {
    for (const rest of placesAlong(others, lengths)) yield { [first]: i, ...rest };
  }
}
