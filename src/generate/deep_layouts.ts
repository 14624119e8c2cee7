/**
 * Shapes of many axes: images, and batches of them.
 *
 * @module
 */
import type { Axes, AxisLengths } from "../spec/internal.ts";

/**
 * The ways to lay out some records along four or five axes, or two and three further ones, so that the
 * last two axes are longer than 1 and differ: who confuses them gives another answer.
 *
 * @param axes the axes of the spec
 * @param records how many records there are
 * @param fewest the least length of a leading letter axis
 * @returns the lengths of the record axes; none where the number of records has too few divisors
 */
export function deepLayoutsOf(axes: Axes, records: number, fewest: number): readonly AxisLengths[] {
  const { leading, further } = axes;
  if (leading === undefined || leading !== "*" && !further) return [];
  const layouts = imagesOf(records).flatMap(({ height, width }) => {
    const rows = records / (height * width);
    const images = leadsOf(rows).map((lead) => [...lead, height, width]);
    if (leading === "*") return images.map((lengths): AxisLengths => ({ [leading]: lengths }));
    return images.filter(([first]) => first >= fewest)
      .map(([first, ...rest]): AxisLengths => ({ [leading]: [first], "...": withoutOnes(rest) }));
  });
  return layouts.slice(0, mostLayouts);
}

/** So many layouts are enough: those of large numbers are many. */
const mostLayouts = 24;

/** Heights and widths, both above 1 and different, of which the records hold whole images. */
function imagesOf(records: number): { readonly height: number; readonly width: number }[] {
  const lengths = [2, 3, 4, 5, 7].filter((length) => records % length === 0);
  return lengths.flatMap((height) =>
    lengths.filter((width) => width !== height && records % (height * width) === 0)
      .map((width) => ({ height, width }))
  );
}

/** The axes before an image's: rows in one, two or three axes. */
function leadsOf(rows: number): readonly (readonly number[])[] {
  const split = [2, 3].filter((first) => rows > first && rows % first === 0)
    .map((first) => [first, rows / first]);
  return [[rows, 1], [1, rows], ...split, ...split.map((lead) => [...lead, 1]), [rows, 1, 1]];
}

/** Height and width stay; an axis of length 1 before them goes. */
function withoutOnes(lengths: readonly number[]): number[] {
  return lengths.filter((length, i) => length !== 1 || i >= lengths.length - 2);
}
