/**
 * Shapes: how many elements become tensors.
 *
 * Terms lie along the record axes of a spec, `*` or `N` and `...`; along every other axis each record
 * has several entries.
 *
 * @module
 */
import type { Axes, AxisLengths } from "../spec/internal.ts";

/**
 * The ways to lay out some records, the plainest first: a vector, a scalar (for one), columns, rows,
 * rectangles.
 *
 * @param axes the axes of the spec
 * @param records how many records there are
 * @param fewest the least length of a leading letter axis
 * @returns the lengths of the record axes
 */
export function layoutsOf(axes: Axes, records: number, fewest: number): readonly AxisLengths[] {
  const { leading, further } = axes;
  if (leading === undefined) return [{}];
  const divisors = [2, 3, 5, 7].filter((divisor) => records > divisor && records % divisor === 0);
  if (leading === "*") {
    const scalar = records === 1 ? [[], []] : [];
    const split = divisors.flatMap((d) => [[d, records / d], [records / d, 1, d]]);
    return [[records], ...scalar, [records, 1], [1, records], ...split]
      .map((lengths) => ({ [leading]: lengths }));
  }
  if (!further) return [{ [leading]: [records] }];
  const split = divisors.map((d) => ({ [leading]: [records / d], "...": [d] }));
  const layouts: AxisLengths[] = [
    { [leading]: [records], "...": [] },
    { [leading]: [records], "...": [1] },
    ...split,
    ...split.map((lengths) => ({ ...lengths, "...": [1, ...lengths["..."]] })),
    { [leading]: [1], "...": [records] },
  ];
  return layouts.filter((lengths) => lengths[leading][0] >= fewest);
}

/** Whether a tensor's row-major order is record by record, and entry by entry within each. */
export function isRecordByRecord(
  axes: Axes,
  shape: readonly string[],
  lengths: AxisLengths,
): boolean {
  const isFurther = axes.further && (lengths["..."] ?? []).some((length) => length > 1);
  const rank = (axis: string) => {
    if (axis === axes.leading) return 0;
    if (axes.further && axis === "...") return isFurther ? 1 : Infinity;
    return 2 + axes.entries.indexOf(axis);
  };
  return shape.every((axis, i) => i === 0 || rank(shape[i - 1]) < rank(axis));
}
