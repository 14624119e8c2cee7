/**
 * Columns that line up.
 *
 * @module
 */

/**
 * Lines of cells, every column as wide as its widest cell.
 *
 * @param rows cells from left to right; rows may end early
 * @param indent what every line begins with
 * @returns the lines, each with its line feed and no spaces at its end
 */
export function table(rows: readonly (readonly string[])[], indent = ""): string {
  const widths: number[] = [];
  for (const row of rows) {
    // A last cell pushes nothing away, so that a long one does not widen its column.
    row.slice(0, -1).forEach((cell, i) => widths[i] = Math.max(widths[i] ?? 0, cell.length));
  }
  return rows.map((row) => {
    const cells = row.map((cell, i) => cell.padEnd(widths[i] ?? 0));
    return `${indent}${cells.join("  ")}`.trimEnd() + "\n";
  }).join("");
}
