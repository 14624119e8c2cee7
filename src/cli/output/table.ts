/**
 * Columns that line up.
 *
 * @module
 */
import { widthOf, wrap } from "../../report/internal.ts";

/** How a table looks. */
export interface TableSettings {
  /** What every line begins with. */
  readonly indent?: string;
  /** Of a line: a row's last cell is broken to it; absent = lines are as long as they get. */
  readonly width?: number | undefined;
}

/** A last cell is broken where it has at least so much room. */
const leastRoom = 20;

/**
 * Lines of cells, every column as wide as its widest cell.
 *
 * @param rows cells from left to right; rows may end early
 * @param settings indent and width
 * @returns the lines, each with its line feed and no spaces at its end
 */
export function table(
  rows: readonly (readonly string[])[],
  { indent = "", width = Infinity }: TableSettings = {},
): string {
  const widths: number[] = [];
  for (const row of rows) {
    // A last cell pushes nothing away, so that a long one does not widen its column.
    row.slice(0, -1).forEach((cell, i) => widths[i] = Math.max(widths[i] ?? 0, widthOf(cell)));
  }
  return rows.map((row) => {
    const before = row.slice(0, -1)
      .map((cell, i) => cell + " ".repeat(widths[i] - widthOf(cell) + 2));
    const start = indent + before.join("");
    const room = width - widthOf(start);
    const last = row.at(-1) ?? "";
    const lines = room < leastRoom || room === Infinity ? [last] : wrap(last, room);
    const hanging = " ".repeat(widthOf(start));
    return lines.map((line, i) => `${(i === 0 ? start : hanging) + line}`.trimEnd() + "\n").join(
      "",
    );
  }).join("");
}
