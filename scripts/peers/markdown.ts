/**
 * Tables in Markdown.
 *
 * @module
 */
import { widthOf } from "../../src/report/internal.ts";

/** Tables whose lines are longer are not aligned: nobody reads them as they are. */
const widest = 180;

/**
 * A table, its columns aligned where its lines are short enough to be read.
 *
 * @param head its columns
 * @param rows as many cells each
 * @returns its lines; none where it has no row
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  if (rows.length === 0) return [];
  const lines = [head, ...rows].map((cells) => cells.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = head.map((_, k) => Math.max(3, ...lines.map((cells) => widthOf(cells[k]))));
  const isShort = widths.reduce((sum, width) => sum + width + 3, 1) <= widest;
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, k) => isShort ? padded(cell, widths[k]) : cell).join(" | ")} |`;
  const rule = widths.map((width) => "-".repeat(isShort ? width : 3));
  return [line(lines[0]), line(rule), ...lines.slice(1).map(line)];
}

function padded(cell: string, width: number): string {
  return cell + " ".repeat(width - widthOf(cell));
}

/** A positive figure in as few characters as can be. */
export function exponent(x: number): string {
  if (x >= 1000) return x.toExponential(0).replace("e+", "e");
  return String(Number(x.toPrecision(2)));
}
